import { type DataFrame } from '@grafana/data';

import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal, type TimeWindow } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';
import { type RecordSource } from './source';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const window: TimeWindow = { from: NOW - 60 * MINUTE, to: NOW, intervalMs: 5 * MINUTE };

/** Predicted that many minutes ago, and known to be so since then. */
const record = (
  made: number,
  known: number | undefined,
  actual?: string,
  more: Partial<AuditRecord> = {}
): AuditRecord => ({
  model: 'm',
  version: 'v1',
  predicted: 'a',
  time: NOW - made * MINUTE,
  features: {},
  ...(known !== undefined && { observed: NOW - known * MINUTE, actual }),
  ...more,
});

function answer(source: RecordSource, asked: object, of: Partial<TimeWindow> = {}): DataFrame[] {
  const query = migrateQuery({
    kind: 'quality',
    ...asked,
    model: { name: 'm', ...('model' in asked && (asked.model as object)) },
  });
  const plan = sampleEngine(source).plan(query, defaultMapping, { ...window, ...of }, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  expect(plan.requests).toEqual([]);
  return plan.read([]);
}

const value = ([frame]: DataFrame[]) => (frame.fields[1].values[0] ?? undefined) as number | undefined;
const notices = (frames: DataFrame[]) => frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);

describe('the two clocks', () => {
  const source = recordsSource([
    // Predicted before the window, known in it: on the outcome clock only.
    record(120, 30, 'a'),
    record(120, 20, 'b'),
    // Predicted in it, known in it.
    record(50, 10, 'a'),
    // Predicted in it, not known yet.
    record(40, undefined),
  ]);

  it('count outcomes when they became known', () => {
    const frames = answer(source, { timeBasis: 'outcome', quality: { measure: 'accuracy', support: true } });
    expect(value(frames)).toBeCloseTo(2 / 3, 12);
    expect(frames[0].fields[2].values[0]).toBe(3);
    expect(notices(frames)).toEqual([]);
  });

  it('or when they were predicted, with the share that is known so far', () => {
    const frames = answer(source, { timeBasis: 'prediction', quality: { measure: 'accuracy' } });
    expect(value(frames)).toBe(1);
    expect(notices(frames)).toEqual([expect.stringContaining('The outcome is known of 50 % of the 2 predictions')]);
  });

  it('of which the end belongs to a window and the start does not', () => {
    const at = (known: number) =>
      answer(recordsSource([record(200, known, 'a')]), { quality: { measure: 'support', average: 'micro' } });
    expect(value(at(0))).toBe(1);
    expect(notices(at(60))).toEqual([expect.stringContaining('outside of this time range')]);
  });
});

describe('records without times', () => {
  const source = recordsSource([
    { model: 'm', version: '', actual: 'a', predicted: 'a', features: {} },
    { model: 'm', version: '', actual: 'b', predicted: 'a', features: {} },
  ]);

  it('count in every window, and that is said', () => {
    const frames = answer(source, { quality: { measure: 'accuracy' } }, { from: 0, to: 1000 });
    expect(value(frames)).toBe(0.5);
    expect(notices(frames)).toEqual(['The records have no time, so they count whatever the time range is.']);
  });

  it('have no course over time', () => {
    expect(() => answer(source, { result: 'series' })).toThrow('have no times');
    expect(() => answer(source, { kind: 'operations', operations: { measure: 'throughput' } })).toThrow(
      'have no times'
    );
  });
});

describe('where some records have no time', () => {
  const source = recordsSource([
    record(10, 5, 'a', { error: undefined }),
    record(0, 0, 'b', { time: undefined, observed: undefined }),
    record(0, undefined, undefined, { time: undefined, error: { type: 'E', message: '' } }),
  ]);

  it('a number counts them all the same', () => {
    const frames = answer(source, { quality: { measure: 'support', average: 'micro' } });
    expect(value(frames)).toBe(2);
    expect(notices(frames)).toEqual(['1 record has no time, so it counts whatever the time range is.']);
  });

  it('a series leaves them out', () => {
    const frames = answer(source, {
      result: 'series',
      window: '1h',
      quality: { measure: 'support', average: 'micro' },
    });
    const values = Array.from<number>(frames[0].fields[1].values);
    expect(values[values.length - 1]).toBe(1);
    expect(notices(frames)).toEqual(['1 record has no time, so it is not counted here.']);
  });

  it('and what is said a second does so too', () => {
    const frames = answer(source, { kind: 'operations', operations: { measure: 'throughput' } });
    expect(value(frames)).toBeCloseTo(1 / 3600, 15);
    expect(notices(frames)).toEqual(['1 record has no time, so it is not counted here.']);
  });
});

describe('where records lack something', () => {
  it('those are left out that lack what is asked for', () => {
    const source = recordsSource([record(10, 5, 'a', { score: 0.2 }), record(10, 5, 'b'), record(9, 5, 'a')]);
    const frames = answer(source, { model: { positiveClass: 'a' }, quality: { measure: 'brier' } });
    expect(value(frames)).toBeCloseTo(0.64, 12);
    expect(notices(frames)).toContain(
      '2 of 3 outcomes were left out: they do not have both an actual class and a score (outcome.label, prediction.score).'
    );
  });

  it('and none has it, the sentence says so', () => {
    const frames = answer(recordsSource([record(10, 5, 'a')]), { quality: { measure: 'mae' } });
    expect(notices(frames)).toEqual([
      "No record of model 'm' has both an actual and a predicted value (outcome.value, prediction.value) in this time range. Choose another time range, or another question.",
    ]);
  });

  it('and all lie elsewhere, it says where', () => {
    const frames = answer(recordsSource([record(200, 100, 'a')]), { quality: { measure: 'accuracy' } });
    expect(notices(frames)).toEqual([
      "The records of model 'm' lie between 2026-11-20 08:40 UTC and 2026-11-20 10:20 UTC, outside of this time range. Choose a time range in between.",
    ]);
  });

  it('an outcome without a time of its own counts when it was predicted', () => {
    const frames = answer(recordsSource([record(10, undefined, undefined, { actual: 'a' })]), {
      quality: { measure: 'accuracy' },
    });
    expect(value(frames)).toBe(1);
    expect(notices(frames)).toEqual([
      'One outcome does not say when it became known (outcome.observed): it counts at the time of its prediction.',
    ]);
  });
});

describe('operations', () => {
  const failed = { predicted: undefined, error: { type: 'TimeoutError', message: '' } };
  const source = recordsSource([
    record(50, 10, 'a', { duration: 1 }),
    record(40, undefined, undefined, { duration: 2 }),
    record(30, undefined, undefined, { duration: 4, version: 'v2' }),
    record(20, undefined, undefined, { duration: 8, ...failed }),
  ]);
  const operations = (measure: string, more: object = {}) =>
    answer(source, { kind: 'operations', operations: { measure, quantiles: [] }, ...more });
  const named = (frames: DataFrame[]) =>
    frames.map((frame) => [frame.name, Array.from<number | null>(frame.fields[1].values)]);

  it('are counted from requests, failed or not', () => {
    expect(named(operations('throughput'))).toEqual([['throughput', [3 / 3600]]]);
    expect(named(operations('errorRate'))).toEqual([['TimeoutError', [1 / 3600]]]);
    expect(named(operations('errorShare'))).toEqual([['error share', [1 / 4]]]);
    expect(named(operations('responseTime'))).toEqual([['response time mean', [15 / 4]]]);
  });

  it('give exact quantiles', () => {
    expect(
      named(operations('responseTime', { operations: { measure: 'responseTime', quantiles: [0.5, 0.95] } }))
    ).toEqual([
      ['response time p50', [3]],
      ['response time p95', [expect.closeTo(7.4, 12)]],
    ]);
  });

  it('are split by version, with 0 for errors that a version has not had', () => {
    expect(named(operations('throughput', { byVersion: true }))).toEqual([
      ['throughput (v1)', [2 / 3600]],
      ['throughput (v2)', [1 / 3600]],
    ]);
    expect(named(operations('errorRate', { byVersion: true }))).toEqual([
      ['TimeoutError (v1)', [1 / 3600]],
      ['TimeoutError (v2)', [0]],
    ]);
  });

  it('say 0 where nothing happened, and nothing of what is beyond the records', () => {
    const [frame] = answer(
      source,
      { kind: 'operations', result: 'series', operations: { measure: 'throughput' } },
      { intervalMs: 10 * MINUTE, from: NOW - 80 * MINUTE, to: NOW + 20 * MINUTE }
    );
    const [times, values] = frame.fields.map((field) => Array.from<number>(field.values));
    expect(times.map((time) => (NOW - time) / MINUTE)).toEqual([50, 40, 30, 20, 10]);
    expect(values.map((rate) => rate * 600)).toEqual([1, 1, 1, 0, 0]);
  });

  it('know label coverage on both clocks', () => {
    const late = recordsSource([record(120, 10, 'a'), record(50, 10, 'a'), record(40, undefined)]);
    const coverage = (timeBasis: string) =>
      named(answer(late, { kind: 'operations', timeBasis, operations: { measure: 'labelCoverage' } }));
    expect(coverage('outcome')).toEqual([['label coverage (flow)', [2 / 2]]]);
    expect(coverage('prediction')).toEqual([['label coverage', [1 / 2]]]);
  });

  it('do not take records without errors for a model without errors', () => {
    const frames = answer(recordsSource([record(10, 5, 'a')]), {
      kind: 'operations',
      operations: { measure: 'errorShare' },
    });
    expect(value(frames)).toBeUndefined();
    expect(notices(frames)).toEqual([
      "No record of model 'm' tells of an error (error.type), so it is not known whether requests failed in this time range. Choose another time range, or another question.",
    ]);
  });
});

describe('curves and distributions', () => {
  const scores = [0.05, 0.1, 0.1, 0.4, 0.9, 1];
  const source = recordsSource(
    scores.map((score, i) => record(10, 5, score > 0.3 ? 'a' : 'b', { score, duration: i }))
  );
  const asked = { model: { positiveClass: 'a' } };

  it('have a point for each score', () => {
    const [roc] = answer(source, { ...asked, kind: 'curve', curve: 'roc' });
    expect(Array.from<number>(roc.fields[1].values)).toEqual([0, 1 / 3, 2 / 3, 1, 1, 1]);
  });

  it('have the bins of the telemetry contract, (low, high]', () => {
    const [bins] = answer(source, { ...asked, kind: 'distribution', distribution: { of: 'score' } });
    const [, low, , a, b] = bins.fields;
    const filled = (counts: number[]) => counts.flatMap((count, i) => (count > 0 ? [[low.values[i], count]] : []));
    expect(filled(a.values)).toEqual([
      [0.35, 1],
      [0.85, 1],
      [0.95, 1],
    ]);
    expect(filled(b.values)).toEqual([
      [0, 1],
      [0.05, 2],
    ]);
  });

  it('of errors have round bins that hold all of them', () => {
    const values = [12, 7, 30.5, -4];
    const [bins] = answer(recordsSource(values.map((value) => record(10, 5, undefined, { value, actualValue: 10 }))), {
      kind: 'distribution',
      distribution: { of: 'error' },
    });
    const [, low, high, counts] = bins.fields;
    expect(counts.values.reduce((a: number, b: number) => a + b)).toBe(4);
    expect(low.values[0]).toBe(-16);
    expect(high.values[high.values.length - 1]).toBe(22);
  });
});

describe('what cannot be answered is refused', () => {
  const source = recordsSource([record(10, 5, 'a')]);
  it.each([
    [{ kind: 'operations', operations: { measure: 'memory' } }, 'Records say nothing of memory'],
    [{ kind: 'operations', operations: { measure: 'cpu' } }, 'Records say nothing of CPU'],
    [{ kind: 'operations', operations: { measure: 'inFlight' } }, 'Records say nothing of requests in flight'],
    [{ kind: 'curve' }, 'Name the positive class'],
    [
      { quality: { measure: 'accuracy', source: 'existing' } },
      'Records hold no measure that somebody computed already',
    ],
    [{ model: { name: 'other' } }, "There is no record of model 'other'. There are records of 'm'."],
    [{ model: { matchers: [{ label: 'version', operator: '=~', value: '(' }] } }, 'cannot be read'],
  ])('%j', (asked, sentence) => {
    expect(() => answer(source, asked)).toThrow(sentence);
  });

  it('as are more points than anybody sees', () => {
    expect(() => answer(source, { result: 'series' }, { intervalMs: 100 })).toThrow('more than 11,000 points');
  });
});

it('matchers look at features too, anchored as in PromQL', () => {
  const source = recordsSource([
    record(10, 5, 'a', { features: { site: 'eu-west' } }),
    record(10, 5, 'b', { features: { site: 'us' } }),
  ]);
  const accuracy = (operator: string, text: string) =>
    value(
      answer(source, {
        model: { matchers: [{ label: 'site', operator, value: text }] },
        quality: { measure: 'accuracy' },
      })
    );
  expect(accuracy('=', 'eu-west')).toBe(1);
  expect(accuracy('=~', 'eu.*')).toBe(1);
  expect(accuracy('=~', 'eu')).toBeUndefined();
  expect(accuracy('!~', 'eu.*')).toBe(0);
});
