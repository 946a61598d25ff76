import { type MeasurePoint } from '../frames/measureFrame';
import { type Series } from '../frames/readSeries';

/** The values of a series as they are, with its holes kept open. */
export function pointsOf({ times, values }: Series): MeasurePoint[] {
  return disconnect(times.map((time, i) => ({ time, value: values[i] })));
}

/** All times of an answer, each once, ascending. */
export function stepTimes(times: number[]): number[] {
  return [...new Set(times)].sort((a, b) => a - b);
}

/** Puts a point without a value into every hole of more than one step, so that no line is drawn across it. */
export function disconnect(points: MeasurePoint[]): MeasurePoint[] {
  let step = Infinity;
  for (let i = 1; i < points.length; i++) {
    step = Math.min(step, points[i].time - points[i - 1].time);
  }
  return points.flatMap((point, i) =>
    i > 0 && point.time - points[i - 1].time > 1.5 * step ? [{ time: points[i - 1].time + step }, point] : [point]
  );
}
