import { plain, usualNames } from '../../../frames/confusionFields';
import { quote } from './findings';

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

/** Names of a response time, which tell its unit at their end. */
const DURATIONS = ['duration', 'latency', 'responsetime'];

/**
 * By which names a column is found, the surest first: those of the telemetry contract, then usual ones. Compared without
 * case, blanks and punctuation.
 */
const NAMES: Record<ColumnRole, readonly string[]> = {
  id: ['predictionid', 'requestid', 'id'],
  time: ['timestamp', 'time', 'datetime', 'date', 'predictedat'],
  model: ['modelname', 'model'],
  version: ['modelversion', 'version'],
  actual: ['outcomelabel', ...usualNames.actual],
  predicted: ['predictionlabel', ...usualNames.predicted],
  score: ['predictionscore', 'score', 'yscore', 'probability', 'proba', 'predproba', 'yprob'],
  value: ['predictionvalue', 'predictedvalue'],
  actualValue: ['outcomevalue', 'actualvalue'],
  observed: ['outcomeobserved', 'observedat', 'labeledat', 'labelledat'],
  duration: ['eventduration', ...DURATIONS.flatMap((name) => [`${name}seconds`, `${name}s`, `${name}ms`])],
  errorType: ['errortype'],
  errorMessage: ['errormessage'],
};
const roles = Object.keys(NAMES) as ColumnRole[];

/** Without any of these there is nothing to evaluate; and how sentences name them. */
const TELLING: Partial<Record<ColumnRole, string>> = {
  predicted: 'prediction.label',
  actual: 'outcome.label',
  score: 'prediction.score',
  value: 'prediction.value',
  actualValue: 'outcome.value',
  duration: 'event.duration',
  errorType: 'error.type',
};
export const TELLING_NAMES = [...Object.values(TELLING), 'features.<name>'];

export interface Columns {
  /** The column's name for each role that was found. */
  of: Partial<Record<ColumnRole, string>>;
  /** The columns that hold features, by the feature's name. */
  features: Map<string, string>;
}

/** Which column holds what. */
export function findColumns(names: readonly string[]): Columns {
  const named = new Map<string, string>();
  for (const name of names) {
    const own = plainName(name);
    if (!isFeature(name) && !named.has(own)) {
      named.set(own, name);
    }
  }
  const of: Columns['of'] = {};
  for (const role of roles) {
    const found = NAMES[role].find((name) => named.has(name));
    if (found !== undefined) {
      of[role] = named.get(found);
    }
  }
  const taken = new Set(Object.values(of));
  return { of, features: findFeatures(names, taken) };
}

/** By their names in the telemetry contract; in a file without these whatever else there is, as evaluation sets have them. */
function findFeatures(names: readonly string[], taken: ReadonlySet<string>): Map<string, string> {
  const own = names.filter(isFeature).map((name): [string, string] => [name.slice(FEATURES.length), name]);
  const ofContract = names.some((name) => CONTRACT.test(name));
  const others = names.filter(
    (name) => !taken.has(name) && name !== '' && !isFeature(name) && !(ofContract && /[.@]/.test(name))
  );
  return new Map([...others.map((name): [string, string] => [name, name]), ...own]);
}

const FEATURES = 'features.';
const CONTRACT = /^(@timestamp$|(event|model|prediction|outcome|features|error)\.)/;
const isFeature = (name: string) => name.startsWith(FEATURES) && name.length > FEATURES.length;
const plainName = (name: string) => plain(name).replace(/^@/, '');

export function rolesFound({ of }: Columns): ColumnRole[] {
  return roles.filter((role) => of[role] !== undefined);
}

/** Whether there is anything to evaluate: of features alone their drift, where they are named as such. */
export function isTelling(columns: Columns): boolean {
  return rolesFound(columns).some((role) => role in TELLING) || [...columns.features.values()].some(isFeature);
}

/** What was found, but will hardly be read as it was meant, in full sentences. */
export function columnFindings({ of, features }: Columns): string[] {
  const sentences: string[] = [];
  if ((of.actual === undefined) !== (of.predicted === undefined)) {
    const [missing, names] =
      of.actual === undefined
        ? ['actual', 'outcome.label, actual, y_true']
        : ['predicted', 'prediction.label, predicted, y_pred'];
    sentences.push(`No column was found that holds the ${missing} class. It is looked for as ${names} and the like.`);
  }
  for (const [name, column] of features) {
    if (column === name && DURATIONS.includes(plainName(name)) && of.duration === undefined) {
      sentences.push(
        `The column ${quote(name)} does not tell its unit, so it was read as a feature. Call it ${name}_seconds or ${name}_ms.`
      );
    } else if (column === name && COUNTS.includes(plainName(name))) {
      sentences.push(
        `The column ${quote(name)} was read as a feature: each row counts once. Write a row for each prediction.`
      );
    }
  }
  return sentences;
}

const COUNTS = ['count', 'counts', 'cnt', 'doccount'];

/** What one unit of a duration column is in seconds: ECS has nanoseconds, others say their unit in the name. */
export function secondsOf(column: string): number {
  const name = plainName(column);
  return name === 'eventduration' ? 1e-9 : name.endsWith('ms') ? 1e-3 : 1;
}
