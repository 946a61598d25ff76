import { type FeatureValue } from '../../../frames/auditFrame';
import { type Plan } from '../../engine';
import { type Span } from '../../drift/variables';
import { getOrAdd } from '../../tally';
import { exists, or } from '../lucene';
import { readRecords } from '../readRecords';
import { recordsRequest } from '../windows';
import { type FieldVariable, recordsOf, type VariablesAsked } from './asked';

/** The latest records of each span, that say which features there are. */
const LOOKED_AT = 200;

/** Features by what their values are. */
export interface FoundFeatures {
  numeric: FieldVariable[];
  categorical: FieldVariable[];
  /** Names of those that are numbers in some records and texts in others. */
  mixed: string[];
}

/**
 * Which features there are, and which of them are numbers: from some of the records themselves, since an index does not
 * tell through aggregations. What is redacted is none; one that is null everywhere is none either.
 */
export function planFeatures(asked: VariablesAsked, spans: readonly Span[]): Plan<FoundFeatures> {
  const { query, mapping } = asked;
  const wanted = query.drift.features;
  // Else one that is rare would not be among the latest.
  const having = wanted.length > 0 ? [or(wanted.map((name) => exists(fieldOf(name, asked))))] : [];
  const requests = spans.map((span, i) => {
    const records = recordsOf(asked, span.versions);
    const counted = { ...records, query: [...records.query, ...having], size: LOOKED_AT };
    return { ...recordsRequest(counted, { ...span, timesOf: () => [] }, mapping), name: `drift-features-${i}` };
  });
  return {
    requests,
    read: (answers) => {
      const seen = new Map<string, Set<string>>();
      for (const { features } of answers.flatMap((frames) => readRecords(frames, mapping))) {
        for (const [name, value] of Object.entries(features)) {
          if (value !== null && (wanted.length === 0 || wanted.includes(name))) {
            getOrAdd(seen, name, () => new Set<string>()).add(kindOf(value));
          }
        }
      }
      return byKind(seen, asked);
    },
  };
}

const kindOf = (value: FeatureValue) => typeof value;

function byKind(seen: ReadonlyMap<string, ReadonlySet<string>>, asked: VariablesAsked): FoundFeatures {
  const of = (fits: (kinds: ReadonlySet<string>) => boolean) =>
    [...seen].filter(([, kinds]) => fits(kinds)).map(([name]) => name);
  const variable = (name: string): FieldVariable => ({ of: 'feature', name, field: fieldOf(name, asked), scale: 1 });
  return {
    numeric: of((kinds) => kinds.size === 1 && kinds.has('number')).map(variable),
    categorical: of((kinds) => kinds.size === 1 && !kinds.has('number')).map(variable),
    mixed: of((kinds) => kinds.size > 1),
  };
}

/** Where records have a feature. */
export function fieldOf(name: string, { mapping: { featuresIn } }: Pick<VariablesAsked, 'mapping'>): string {
  return featuresIn === '' ? name : `${featuresIn}.${name}`;
}
