import { type DataFrame, type Field, FieldType, getFieldDisplayName } from '@grafana/data';

import { listNames } from './confusionFields';

/** Names chosen by the user; what is left out is found by its usual names. */
export interface ScoreFields {
  actual?: string;
  score?: string;
  count?: string;
  /** The positive class; without it the query's own, if the frames know it. */
  positive?: string;
}

/** Usual names of a column of scores of the positive class; not 'confidence', which is mostly the predicted class's. */
const usualScores = [
  'score',
  'predictionscore',
  'positivescore',
  'yscore',
  'scores',
  'probability',
  'predictedprobability',
  'predictionprobability',
  'predictproba',
  'proba',
  'prob',
];

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.keyword$/, '')
    .replace(/[\s_.\-\\/]+/g, '');
}

/** The field that holds the score: the one chosen, else the one with the most usual name. */
export function scoreField(frame: DataFrame, frames: DataFrame[], chosen?: string): Field | undefined {
  const candidates = frame.fields.filter((field) => field.type !== FieldType.time);
  if (chosen) {
    return candidates.find((field) => field.name === chosen || getFieldDisplayName(field, frame, frames) === chosen);
  }
  return usualScores
    .map((name) => candidates.find((field) => plain(field.name) === name))
    .find((field) => field !== undefined);
}

export function isVersion(name: string): boolean {
  return ['version', 'modelversion'].includes(plain(name));
}

/** '1 row has' or '1,204 rows have', at the beginning of a sentence. */
export function have(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? `1 ${one} has` : `${n.toLocaleString('en-US')} ${many} have`;
}

export function wasOrWere(n: number): string {
  return n === 1 ? 'was' : 'were';
}

/** 'The classes are approve and reject.' */
export function classesAre(classes: readonly string[]): string {
  return classes.length === 1 ? `The only class is ${listNames(classes)}.` : `The classes are ${listNames(classes)}.`;
}
