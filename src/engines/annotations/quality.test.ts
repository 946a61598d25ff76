import { type DataFrame } from '@grafana/data';

import { noticesOf, rowsOf } from '../../../test/onPrometheus';
import { migrateAnnotation, modelQueryOf } from '../../query/annotation';
import { completeMapping, defaultMapping } from '../../query/mapping';
import { isRefusal, type TimeWindow } from '../engine';
import { type PrometheusFacts } from '../prometheus/facts';
import { prometheusEngine } from '../prometheus/prometheusEngine';
import { type AuditRecord } from '../sample/records';
import { recordsSource } from '../sample/recordsSource';
import { sampleEngine } from '../sample/sampleEngine';
import { planQuality } from './quality';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 20);

/** A hundred outcomes in each hour, the given share of them right. */
const ofHours = (shares: number[]): AuditRecord[] =>
  shares.flatMap((share, hour) =>
    Array.from({ length: 100 }, (_, i) => ({
      model: 'm',
      version: 'v1',
      observed: START + hour * HOUR + (i + 1) * 36_000,
      predicted: 'a',
      actual: i < 100 * share ? 'a' : 'b',
      features: {},
    }))
  );

function answer(records: AuditRecord[], asked: object, window: Partial<TimeWindow> = {}): DataFrame[] {
  const annotation = migrateAnnotation({ event: 'quality', model: { name: 'm' }, window: '1h', ...asked });
  const over = { from: START, to: START + 12 * HOUR, intervalMs: HOUR, ...window };
  const engine = sampleEngine(recordsSource(records));
  const plan = planQuality(engine, annotation, modelQueryOf(annotation), defaultMapping, over, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

/** [first hour, last hour] of each stretch. */
const hours = (frames: DataFrame[]) => rowsOf(frames).map(([from, to]) => [(from - START) / HOUR, (to - START) / HOUR]);

const below = (value: string) => ({ reference: { kind: 'value', value } });
const earlier = (offset: string) => ({ reference: { kind: 'offset', offset } });

describe('a stretch of low quality', () => {
  it('lasts from the first moment to the last; a single moment ends when it begins', () => {
    const records = ofHours([0.9, 0.5, 0.5, 0.9, 0.9, 0.5, 0.9]);
    // What stands at an hour's end is of that hour.
    expect(hours(answer(records, below('0.8')))).toEqual([
      [2, 3],
      [6, 6],
    ]);
  });

  it('is of the window alone, though its first step may lie before it', () => {
    const records = ofHours([0.5, 0.5, 0.5, 0.5]);
    const window = { from: START + 1.5 * HOUR, to: START + 3.5 * HOUR };
    expect(hours(answer(records, below('0.8'), window))).toEqual([[2, 3]]);
  });

  it('against an earlier time is where the measure surely fell since, moment by moment', () => {
    const records = ofHours([0.5, 0.9, 0.9, 0.5, 0.5, 0.9]);
    expect(hours(answer(records, earlier('3h'), { from: START + 3 * HOUR }))).toEqual([[5, 5]]);
  });

  it('against an earlier time that is no whole number of steps takes the nearest step', () => {
    const records = ofHours([0.5, 0.9, 0.9, 0.5, 0.5, 0.9]);
    const window = { from: START + 3 * HOUR };
    for (const offset of ['170m', '190m']) {
      expect(hours(answer(records, earlier(offset), window))).toEqual(hours(answer(records, earlier('3h'), window)));
    }
  });

  it('is named by its class, where each is asked for', () => {
    const asked = { ...below('0.8'), quality: { measure: 'recall', average: 'each', confidence: 0.95 } };
    const titles = rowsOf(answer(ofHours([0.9]), asked)).map(([, , title]) => title);
    expect(titles).toEqual(['recall of b of m surely below 80.0%']);
  });

  it('says what is known at its worst, and how surely', () => {
    const [[, , title, text]] = rowsOf(answer(ofHours([0.5, 0.4, 0.6]), below('0.8')));
    expect(title).toBe('accuracy of m surely below 80.0%');
    expect(text).toBe(
      'At worst 40.0% (99% interval 28.4% to 52.9%, 100 outcomes within 1 h), where the reference is 80.0%.'
    );
  });

  it('is none where there are no outcomes, with the reason', () => {
    const frames = answer(ofHours([0.9]), below('0.8'), { from: START + 5 * HOUR });
    expect(rowsOf(frames)).toEqual([]);
    expect(noticesOf(frames)).toEqual([expect.stringContaining('outside of this time range')]);
  });

  it('is not judged against a time of which nothing is known, with the reason', () => {
    const frames = answer(ofHours([0.5, 0.5]), earlier('7d'));
    expect(rowsOf(frames)).toEqual([]);
    expect(noticesOf(frames)).toEqual([
      'Nothing is known of the accuracy of m 7 d earlier, so there is nothing to compare with. Choose another offset, or write a number as the reference.',
    ]);
  });
});

describe('through Prometheus', () => {
  const window = { from: START, to: START + HOUR, intervalMs: 300_000 };
  const facts: PrometheusFacts = { seriesOfModel: { model_outcomes_total: 4 }, modelsByMetric: {} };
  const plan = (asked: object, mapping = defaultMapping) => {
    const annotation = migrateAnnotation({ event: 'quality', model: { name: 'm' }, ...asked });
    return planQuality(prometheusEngine, annotation, modelQueryOf(annotation), mapping, window, facts);
  };
  const requestsOf = (asked: object) => {
    const planned = plan(asked);
    return isRefusal(planned) ? [] : planned.requests;
  };

  it('the earlier time is asked as the same question of a window that lies earlier, under a name of its own', () => {
    const [now, reference, ...more] = requestsOf(earlier('24h'));
    expect(more).toEqual([]);
    const shift = 24 * HOUR;
    expect(reference).toEqual({ ...now, name: `${now.name}-reference`, from: now.from - shift, to: now.to - shift });
  });

  it('a written reference is asked nobody', () => {
    expect(requestsOf(below('0.9'))).toHaveLength(1);
  });

  it('what the engine refuses is refused', () => {
    expect(plan(below('0.9'), completeMapping({ labels: { actual: '' } }))).toEqual({
      sentence: expect.stringContaining('no label for the actual or the predicted class'),
    });
  });
});
