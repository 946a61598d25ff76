import { plain, usualNames } from '../../../frames/confusionFields';

/** What a column can hold of a record; features are not among them. */
export type ColumnRole =
  | 'id'
  | 'time'
  | 'model'
  | 'version'
  | 'predicted'
  | 'actual'
  | 'score'
  | 'value'
  | 'actualValue'
  | 'observed'
  | 'duration'
  | 'errorType'
  | 'errorMessage';

/**
 * By which names a column is found, the surest first: those of the telemetry contract, then usual ones. Compared without
 * case, blanks and punctuation.
 */
const NAMES: Record<ColumnRole, readonly string[]> = {
  id: ['predictionid', 'requestid', 'id'],
  time: ['timestamp', 'time', 'datetime', 'date', 'predictedat'],
  model: ['modelname', 'model'],
  version: ['modelversion', 'version'],
  actual: usualNames.actual,
  predicted: usualNames.predicted,
  score: ['predictionscore', 'score', 'yscore', 'probability', 'proba', 'predproba', 'yprob'],
  value: ['predictionvalue', 'predictedvalue'],
  actualValue: ['outcomevalue', 'actualvalue'],
  observed: ['outcomeobserved', 'observedat', 'labeledat', 'labelledat'],
  duration: [
    'eventduration',
    ...['duration', 'latency', 'responsetime'].flatMap((name) => [`${name}seconds`, `${name}s`, `${name}ms`]),
  ],
  errorType: ['errortype', 'error'],
  errorMessage: ['errormessage'],
};
const roles = Object.keys(NAMES) as ColumnRole[];

/** The names that are looked for first, for sentences. */
export const WANTED = ['prediction.label', 'outcome.label', 'prediction.score', 'prediction.value', 'outcome.value'];
/** Without any of these there is nothing to evaluate. */
export const TELLING: readonly ColumnRole[] = ['predicted', 'actual', 'score', 'value', 'actualValue', 'duration'];

export interface Columns {
  /** The column's name for each role that was found. */
  of: Partial<Record<ColumnRole, string>>;
  /** The columns that hold features, by the feature's name. */
  features: Map<string, string>;
}

/** Which column holds what. A plain column of an unknown name is a feature, as offline evaluation sets have them. */
export function findColumns(names: readonly string[]): Columns {
  const of: Columns['of'] = {};
  const taken = new Set<string>();
  // By rank first, so that the surest name of one role is not taken for a poor one of another.
  const most = Math.max(...roles.map((role) => NAMES[role].length));
  for (let rank = 0; rank < most; rank++) {
    for (const role of roles) {
      const name = names.find((name) => !taken.has(name) && !isFeature(name) && plainName(name) === NAMES[role][rank]);
      if (name !== undefined && of[role] === undefined) {
        of[role] = name;
        taken.add(name);
      }
    }
  }
  const features = new Map<string, string>();
  for (const name of names) {
    if (isFeature(name)) {
      features.set(name.slice(FEATURES.length), name);
    } else if (!taken.has(name) && name !== '' && !name.includes('.') && !name.startsWith('_')) {
      features.set(name, name);
    }
  }
  return { of, features };
}

const FEATURES = 'features.';
const isFeature = (name: string) => name.startsWith(FEATURES) && name.length > FEATURES.length;
const plainName = (name: string) => plain(name).replace(/^@/, '');

/** What one unit of a duration column is in seconds: ECS has nanoseconds, others say their unit in the name. */
export function secondsOf(column: string): number {
  const name = plainName(column);
  return name === 'eventduration' ? 1e-9 : name.endsWith('ms') ? 1e-3 : 1;
}
