import { type DataFrame } from '@grafana/data';

import { readDrift } from '../../frames/driftFrame';
import { readDriftSeries } from '../../frames/readDriftSeries';

/** How far a feature has moved, as a panel shows it; undefined where it shows nothing that could be judged. */
interface Moved {
  feature: string;
  drift?: number;
}

/**
 * The features that the frames of a drift query tell of, the farthest moved first and those that cannot be judged last, else
 * by name. Empty where they tell of none, as when a transformation has taken columns away.
 */
export function featuresIn(frames: readonly DataFrame[]): string[] {
  const moved = frames.flatMap((frame) => [...ofRows(frame), ...ofSeries(frame)]);
  moved.sort((a, b) => (b.drift ?? -1) - (a.drift ?? -1) || (a.feature < b.feature ? -1 : 1));
  return [...new Set(moved.map(({ feature }) => feature))];
}

function ofRows(frame: DataFrame): Moved[] {
  const rows = (readDrift(frame) ?? []).filter(({ of }) => of === 'feature');
  return rows.map(({ variable, drift, status }) => ({
    feature: variable,
    // A score of a few values is chance, and a rule has no data of them.
    ...(status !== 'too few' && { drift }),
  }));
}

/** By where it stood last. */
function ofSeries(frame: DataFrame): Moved[] {
  const series = readDriftSeries(frame);
  if (!series || series.times.length === 0) {
    return [];
  }
  const [last] = series.values.filter((value) => value !== null).slice(-1);
  return [{ feature: series.variable, drift: last }];
}
