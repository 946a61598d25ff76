/** Many features, each with a p-value: which of them drifted, when some are small by chance. docs/statistics.md. */
import { type DriftVerdict } from './marks';

type PValue = number | undefined;

/** The level for each of so many tests that keeps the chance of a single false alarm at `level` (C. E. Bonferroni 1936). */
export function bonferroniLevel(level: number, tests: number): number {
  return level / Math.max(1, tests);
}

/** p-values times their number: compare them with the level as they are. One that is undefined is no test. */
export function bonferroni(pValues: readonly PValue[]): PValue[] {
  const tests = pValues.filter((p) => p !== undefined).length;
  return pValues.map((p) => p && Math.min(1, p * tests));
}

/**
 * Adjusted p-values of Y. Benjamini and Y. Hochberg (1995): of the features whose value is at most the level, that share is
 * expected to be false. It holds for independent features, and for such as rise and fall together (Benjamini and
 * Yekutieli 2001). scipy's `false_discovery_control`.
 */
export function benjaminiHochberg(pValues: readonly PValue[]): PValue[] {
  const found = pValues.flatMap((p, i) => (p === undefined ? [] : [{ p, i }])).sort((a, b) => b.p - a.p);
  const adjusted = new Array<PValue>(pValues.length).fill(undefined);
  let least = 1;
  found.forEach(({ p, i }, fromTop) => {
    least = Math.min(least, (p * found.length) / (found.length - fromTop));
    adjusted[i] = least;
  });
  return adjusted;
}

/** The share of features that drifted among those that could be judged; undefined where none could. */
export function shareDrifted(verdicts: readonly DriftVerdict[]): number | undefined {
  const judged = verdicts.filter((verdict) => verdict !== 'no data' && verdict !== 'too few');
  return judged.length > 0 ? judged.filter((verdict) => verdict === 'drift').length / judged.length : undefined;
}
