import { corrections } from '../statistics/drift/sharedLevel';
import { checkChoice } from './checkChoice';
import {
  type Baseline,
  checkUsualPeriods,
  driftMeasures,
  NEVER,
  parseEdges,
  parseTime,
  type Reference,
  referenceKinds,
  variableKinds,
} from './drift';
import { parseDuration } from './duration';
import { type ModelQuery } from './query';

/** What is wrong with what a query says of variables and their reference, in full sentences. */
export function checkDrift({ kind, drift, reference }: ModelQuery): string[] {
  const sentences = [
    ...checkChoice('variable', drift.of, variableKinds),
    ...checkChoice('reference', reference.kind, referenceKinds),
    ...checkReference(reference),
  ];
  if (parseEdges(drift.edges) === undefined) {
    sentences.push(
      `The edges '${drift.edges}' are not all numbers. Write numbers with commas between, such as 10, 20, 50.`
    );
  }
  return kind === 'drift' ? [...sentences, ...checkMarks(drift)] : sentences;
}

function checkMarks({
  measure,
  correction,
  level,
  threshold,
  usualEvery,
  usualPeriods,
}: ModelQuery['drift']): string[] {
  const sentences = [
    ...checkChoice('measure', measure, driftMeasures),
    ...checkChoice('correction', correction, corrections),
  ];
  if (!(level > 0 && level < 1)) {
    sentences.push(`The level ${level} is not between 0 and 1. Write 0.05 for 5 %.`);
  }
  if (threshold.trim() !== '' && !(Number(threshold) >= 0)) {
    sentences.push(
      `The threshold '${threshold}' is no number from 0 on. Write a number such as 0.2, or leave it empty for what is usual.`
    );
  }
  const problem = checkUsualPeriods(usualPeriods);
  if (problem) {
    sentences.push(`A usual level of ${usualPeriods} past periods cannot be taken. ${problem}`);
  }
  if (usualPeriods > 0 && usualEvery.trim() !== NEVER && parseDuration(usualEvery) === undefined) {
    sentences.push(
      `The period '${usualEvery}' of the usual level is no duration. Write a number and a unit, such as 1d or 7d, or '${NEVER}'.`
    );
  }
  return sentences;
}

function checkReference({ kind, offset, from, to, version, baseline }: Reference): string[] {
  switch (kind) {
    case 'offset':
      return parseDuration(offset) === undefined
        ? [`The reference's offset '${offset}' is no duration. Write a number and a unit, such as 24h or 7d.`]
        : [];
    case 'fixed':
      return checkRange(parseTime(from), parseTime(to), `${from} to ${to}`);
    case 'version':
      return version.trim() === '' ? ['The reference is another version, and none is named. Name a version.'] : [];
    case 'baseline':
      return checkBaseline(baseline);
    default:
      return [];
  }
}

function checkRange(from: number | undefined, to: number | undefined, shown: string): string[] {
  if (from === undefined || to === undefined) {
    return [`The reference's range '${shown}' is no two times. Write them as 2026-11-01T00:00:00Z.`];
  }
  return from < to ? [] : [`The reference's range '${shown}' ends before it begins. Swap its two times.`];
}

function checkBaseline(baseline: Baseline | undefined): string[] {
  if (!baseline) {
    return [
      "The reference is a frozen baseline, and none is in the query. Choose another reference, and freeze it by 'Freeze this as baseline'.",
    ];
  }
  const broken = baseline.variables.find(({ counts, edges, categories, nulls }) => {
    const inner = edges?.filter((edge) => edge !== null) ?? [];
    const fits = edges ? edges.length === counts.length + 1 : categories?.length === counts.length;
    return (
      !fits ||
      ![...counts, nulls].every((count) => typeof count === 'number' && count >= 0) ||
      inner.some((edge, i) => i > 0 && !(edge > inner[i - 1]))
    );
  });
  return broken
    ? [
        `The frozen baseline of ${broken.name || broken.of} is damaged: its counts and its bins do not fit together. Freeze it again.`,
      ]
    : [];
}
