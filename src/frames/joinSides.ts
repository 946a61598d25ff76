import { type DataFrame, type Field } from '@grafana/data';

import { distributionColumns, loneCounts } from './distributionColumns';

/**
 * One table of two distributions from two queries that have one column of counts each, the current side first: the rows of
 * both, in the columns that both have, since rows of one bin are added up when they are read (readDistributions.ts).
 * Undefined unless exactly two of the frames are such tables, of bins that are told apart by columns of the same names.
 */
export function joinSides(frames: readonly DataFrame[]): { joined: DataFrame; from: DataFrame[] } | undefined {
  const tables = frames.flatMap((frame) => {
    const counts = loneCounts(frame);
    return counts ? [{ frame, counts }] : [];
  });
  if (tables.length !== 2) {
    return undefined;
  }
  const [{ frame: current, counts: now }, { frame: reference, counts: before }] = tables;
  const shared = current.fields.flatMap((field): Field[] => {
    const same = reference.fields.find(({ name }) => name === field.name);
    return same && field !== now && same !== before ? [{ ...field, values: [...field.values, ...same.values] }] : [];
  });
  const none = ({ length }: DataFrame) => Array.from({ length }, () => null);
  const joined: DataFrame = {
    fields: [
      ...shared,
      { ...now, name: 'current', config: {}, values: [...now.values, ...none(reference)] },
      { ...before, name: 'reference', config: {}, values: [...none(current), ...before.values] },
    ],
    length: current.length + reference.length,
  };
  return 'sentence' in distributionColumns(joined) ? undefined : { joined, from: [current, reference] };
}
