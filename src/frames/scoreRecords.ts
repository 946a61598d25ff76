import { type DataFrame } from '@grafana/data';

import { type ScoreGroups, scoreGroupsOf } from '../statistics/scores';
import { classField, countField, countsOf, labelsOf } from './confusionFields';
import { modelwatchMeta } from './modelwatchMeta';
import { have, isVersion, scoreField, type ScoreFields, wasOrWere } from './scoresFields';

/** Outcomes with their scores, one a row; only rows that can be counted. */
export interface ScoreRecords {
  version: string[];
  actual: string[];
  score: number[];
  /** How often the row counts; absent where each counts once. */
  count?: number[];
}

export interface RecordsRead {
  records: ScoreRecords;
  frames: Set<DataFrame>;
  notices: string[];
}

/**
 * Tables with a row for each outcome: actual class and score, perhaps a version and a count.
 *
 * @param isAsked whether the panel or the query names a positive class. A table that has predicted classes too is one of
 * counts unless somebody does, or chooses the score field: its scores may be those of whatever class was predicted.
 */
export function readRecords(frames: DataFrame[], fields: ScoreFields, isAsked: boolean): RecordsRead | undefined {
  const read = new Set<DataFrame>();
  const records: Required<ScoreRecords> = { version: [], actual: [], score: [], count: [] };
  const dropped = { noActual: 0, noScore: 0, noCount: 0 };
  let counted = false;
  for (const frame of frames) {
    const actual = modelwatchMeta(frame) ? undefined : classField('actual', frame, frames, fields.actual);
    const score = scoreField(frame, frames, fields.score);
    const isCounts = classField('predicted', frame, frames) !== undefined && !isAsked && !fields.score;
    if (!actual || !score || actual === score || isCounts) {
      continue;
    }
    read.add(frame);
    const classes = labelsOf(actual);
    const scores = countsOf(score);
    const count = countField(frame, frames, [actual, score], fields.count);
    const counts = count && countsOf(count);
    const version = frame.fields.find(({ name }) => isVersion(name))?.values;
    counted ||= count !== undefined;
    for (let row = 0; row < frame.length; row++) {
      const name = classes[row];
      const value = scores[row];
      const n = counts ? counts[row] : 1;
      if (n === 0) {
        continue;
      }
      if (name === null || name === undefined) {
        dropped.noActual++;
      } else if (typeof value !== 'number' || !Number.isFinite(value)) {
        dropped.noScore++;
      } else if (typeof n !== 'number' || !(n > 0 && n < Infinity)) {
        dropped.noCount++;
      } else {
        records.version.push(version ? String(version[row] ?? '') : '');
        records.actual.push(String(name));
        records.score.push(value);
        records.count.push(n);
      }
    }
  }
  if (read.size === 0) {
    return undefined;
  }
  const say = (n: number, what: string) => (n > 0 ? [`${have(n, 'row')} ${what} and ${wasOrWere(n)} left out.`] : []);
  const notices = [
    ...say(dropped.noActual, 'no actual class'),
    ...say(dropped.noScore, 'no finite score'),
    ...say(dropped.noCount, 'no finite count above 0'),
  ];
  return { records: counted ? records : { ...records, count: undefined }, frames: read, notices };
}

/** One group a distinct score. */
export function groupsOfRecords(
  { version, actual, score, count }: ScoreRecords,
  chosen: string,
  isPositive: (actual: string) => boolean
): ScoreGroups {
  const rows = Array.from(version.keys()).filter((row) => version[row] === chosen);
  if (count === undefined) {
    return scoreGroupsOf(
      rows.map((row) => score[row]),
      rows.map((row) => isPositive(actual[row]))
    );
  }
  const at = new Map<number, { positive: number; negative: number }>();
  for (const row of rows) {
    // -0 becomes 0.
    const value = score[row] + 0;
    const group = at.get(value) ?? { positive: 0, negative: 0 };
    group[isPositive(actual[row]) ? 'positive' : 'negative'] += count[row];
    at.set(value, group);
  }
  const edges = Float64Array.from(at.keys()).sort();
  return {
    low: edges,
    high: edges,
    positive: edges.map((edge) => at.get(edge)?.positive ?? 0),
    negative: edges.map((edge) => at.get(edge)?.negative ?? 0),
  };
}
