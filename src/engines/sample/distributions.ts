import { type ModelQuery } from '../../query/query';
import { binOf, roundEdges } from '../bins';
import { type Distributed } from '../distributionAnswers';
import { getOrAdd } from '../tally';
import { type AuditRecord } from './records';
import { type Selection } from './selection';

/** Predicted minus actual value, between round edges that fit the errors of all versions. */
export function errorBins({ records }: Selection, { byVersion }: ModelQuery): Distributed[] {
  const edges = roundEdges(records.map(errorOf));
  const versions = new Map<string, Float64Array>();
  for (const record of records) {
    const counts = getOrAdd(versions, byVersion ? record.version : '', () => new Float64Array(edges.length - 1));
    counts[binOf(errorOf(record), edges)]++;
  }
  return [...versions].map(([version, counts]) => ({ version, edges, counts })).sort(byName);
}

const errorOf = ({ value = NaN, actualValue = NaN }: AuditRecord) => value - actualValue;
const byName = (a: Distributed, b: Distributed) => (a.version < b.version ? -1 : 1);
