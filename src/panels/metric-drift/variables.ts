import { type ComparedDistribution } from '../../frames/distributionsFrame';
import { type VariableKind } from '../../query/drift';
import { type DriftFormats } from './fieldDisplay';
import { namesOf } from './rankingView';
import { type DriftData, type DriftLine, type DriftRow } from './readData';

/** All that is known of one variable. */
export interface Variable {
  key: string;
  /** As the data have it. */
  variable: string;
  of: VariableKind;
  /** On screen. */
  name: string;
  row?: DriftRow;
  /** Where it was read already. */
  distribution?: ComparedDistribution;
  line?: DriftLine;
}

/** All variables that the data tell of, the farthest moved first. */
export function variablesOf({ rows, distributions, lines }: DriftData, formats: DriftFormats): Variable[] {
  const byKey = new Map<string, Omit<Variable, 'name'>>();
  const sorted = [...rows].sort((a, b) => (b.drift ?? -1) - (a.drift ?? -1));
  for (const row of sorted) {
    byKey.set(row.key, { key: row.key, of: row.of, variable: row.variable, row });
  }
  for (const [key, distribution] of distributions) {
    const { of, variable } = distribution;
    byKey.set(key, { ...(byKey.get(key) ?? { key, of, variable }), distribution });
  }
  for (const line of lines) {
    const { key, of, variable } = line;
    byKey.set(key, { ...(byKey.get(key) ?? { key, of, variable }), line });
  }
  const all = [...byKey.values()];
  const names = namesOf(all, formats);
  return all.map((one, i) => ({ ...one, name: names[i] }));
}
