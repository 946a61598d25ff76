import { type DataFrame, FieldType } from '@grafana/data';

import { classLabel } from './confusionFields';
import { modelwatchMeta } from './modelwatchMeta';
import { type HistogramsRead } from './scoreBuckets';
import { edgeOf, type ScoreHistogram } from './scoreHistograms';
import { have, isVersion, type ScoreFields, wasOrWere } from './scoresFields';

/** Bins frames (binsFrame.ts, docs/frames.md): xMin, xMax, and counts of each actual class, which is a label. */
export function readBins(frames: DataFrame[], fields: ScoreFields): HistogramsRead | undefined {
  const read = new Set<DataFrame>();
  const histograms: ScoreHistogram[] = [];
  let bad = 0;
  for (const frame of frames) {
    const bins = isOfScores(frame) ? binsOf(frame) : undefined;
    if (!bins) {
      continue;
    }
    for (const field of frame.fields.filter(({ type, labels }) => type === FieldType.number && labels)) {
      const labels = field.labels ?? {};
      const actual = classLabel('actual', Object.keys(labels), fields.actual);
      if (actual === undefined) {
        continue;
      }
      const version = Object.keys(labels).find(isVersion);
      const upTo = new Map<number, number>([[bins.low, 0]]);
      let sum = 0;
      bins.high.forEach((high, bin) => {
        const count: unknown = field.values[bin];
        const isCount = typeof count === 'number' && count >= 0 && count < Infinity;
        bad += isCount ? 0 : 1;
        sum += isCount ? count : 0;
        upTo.set(high, sum);
      });
      histograms.push({
        version: version === undefined ? '' : labels[version],
        actual: labels[actual],
        upTo: upTo.set(Infinity, sum),
      });
      read.add(frame);
    }
  }
  if (histograms.length === 0) {
    return undefined;
  }
  const notices = bad > 0 ? [`${have(bad, 'bin')} no finite count and ${wasOrWere(bad)} left out.`] : [];
  return { histograms, frames: read, notices };
}

/** Of our own frames those of scores; of others any in this form. */
function isOfScores(frame: DataFrame): boolean {
  const query = modelwatchMeta(frame)?.query;
  return query === undefined || (query.kind === 'distribution' && query.distribution.of === 'score');
}

/** Ascending bins without holes. Open ends are drawn as wide as their neighbors and said in the meta. */
function binsOf(frame: DataFrame): { low: number; high: number[] } | undefined {
  const [xMin, xMax] = ['xMin', 'xMax'].map((name) => frame.fields.find((field) => field.name === name)?.values);
  if (!xMin || !xMax || frame.length === 0) {
    return undefined;
  }
  const open = modelwatchMeta(frame)?.open;
  const high = xMax.map((edge: number, bin: number) =>
    open?.high && bin === frame.length - 1 ? Infinity : edgeOf(edge)
  );
  const low = open?.low ? -Infinity : edgeOf(xMin[0]);
  const ascending = high.every(
    (edge: number, bin: number) =>
      edge > (bin === 0 ? low : high[bin - 1]) && (bin === 0 || edgeOf(xMin[bin]) === high[bin - 1])
  );
  return ascending ? { low, high } : undefined;
}
