import { benjaminiHochberg, bonferroniLevel } from './multiple';
import { chiSquareOf, type Sides } from './scores';

/** How a level is shared among many variables. */
export const corrections = ['none', 'bonferroni', 'benjaminiHochberg'] as const;
export type Correction = (typeof corrections)[number];

/**
 * The level of each variable's sampling floor, so that many variables together keep the one given. Of
 * Benjamini and Hochberg it is the level at which their procedure stops: so many of all variables as have a chi-square
 * p-value that it rejects, times the level. Only variables that can be tested are counted.
 */
export function sharedLevel(
  { correction, level }: { correction: Correction; level: number },
  variables: readonly Sides[]
): number {
  const pValues = variables.flatMap((sides) => chiSquareOf(sides)?.pValue ?? []);
  const tests = Math.max(1, pValues.length);
  switch (correction) {
    case 'none':
      return level;
    case 'bonferroni':
      return bonferroniLevel(level, tests);
    case 'benjaminiHochberg': {
      const rejected = benjaminiHochberg(pValues).filter((p) => p !== undefined && p <= level).length;
      return (level * Math.max(1, rejected)) / tests;
    }
  }
}
