import { type DataFrame, dataFrameFromJSON, type DataFrameJSON } from '@grafana/data';
import { readFileSync } from 'fs';
import { join } from 'path';

const folder = join(__dirname, 'frames');

interface Recording {
  response: { results: Record<string, { frames?: DataFrameJSON[] }> };
}

/** The frames that a real Grafana gave for a recorded query, as a panel gets them. @param name such as 'prometheus/empty' */
export function recordedFrames(name: string): DataFrame[] {
  const recording: Recording = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  return Object.values(recording.response.results).flatMap(({ frames }) => (frames ?? []).map(dataFrameFromJSON));
}

/** What scikit-learn says of the same window's events. */
export interface Truth {
  labels: string[];
  confusion_rows_actual: number[][];
  support: number[];
  precision: number[];
  recall: number[];
  f1: number[];
  accuracy: number;
  balanced_accuracy: number;
  mcc: number;
  cohen_kappa: number;
  macro: { precision: number; recall: number; f1: number };
}

export function truth(name: string): Truth {
  return JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))[name];
}
