import fc from 'fast-check';

import { type DataFrame } from '@grafana/data';

import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery } from '../../query/query';
import { scoreGroupsOf, scoreMeasure } from '../../statistics/scores';
import { isRefusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { type AuditRecord, hasOutcome, timeOn } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';

/** Answers must be those that one gets by looking at every record for every window, without any cleverness. */
const MINUTE = 60_000;
const window: TimeWindow = { from: 20 * MINUTE + 7, to: 60 * MINUTE, intervalMs: 5 * MINUTE };

const classes = fc.constantFrom('yes', 'no', 'say "hi"', 'two\nlines', '__proto__', '');
/** Often on the very edge of a window. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 14 }).map((steps) => steps * 5 * MINUTE),
  fc.integer({ min: 0, max: 70 * MINUTE })
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 4 });
const record = fc
  .record({
    time: optional(time),
    delay: optional(fc.integer({ min: 0, max: 30 * MINUTE })),
    version: fc.constantFrom('v1', 'v2', ''),
    predicted: classes,
    actual: optional(classes),
    score: optional(
      fc.oneof(
        fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
        fc.double({ min: 0, max: 1, noNaN: true })
      )
    ),
    value: optional(fc.integer({ min: -9, max: 9 })),
    actualValue: optional(fc.integer({ min: -9, max: 9 })),
    duration: optional(fc.integer({ min: 0, max: 9 })),
    failed: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    site: fc.constantFrom('eu', 'us', null),
  })
  .map(({ delay, failed, site, time, ...rest }): AuditRecord => {
    const known = rest.actual !== undefined || rest.actualValue !== undefined;
    return {
      ...rest,
      model: 'm',
      time,
      ...(known && !failed && delay !== undefined && { observed: (time ?? 0) + delay }),
      ...(failed && {
        ...{ predicted: undefined, actual: undefined, score: undefined, value: undefined, actualValue: undefined },
        error: { type: rest.version, message: '' },
      }),
      features: { site },
    };
  });
const records = fc.array(record, { maxLength: 40 });

const asked = fc.record({
  timeBasis: fc.constantFrom('outcome', 'prediction'),
  result: fc.constantFrom('number', 'series'),
  window: fc.constantFrom('', '5m', '25m', '3m'),
  byVersion: fc.boolean(),
  model: fc.record({
    name: fc.constant('m'),
    positiveClass: fc.constant('yes'),
    versions: fc.constantFrom([], ['v1'], ['v1', '']),
    matchers: fc.constantFrom([], [{ label: 'site', operator: '!=', value: 'us' }]),
  }),
});

/** The values of an answer by version and time, as far as they are numbers. */
function answered(all: AuditRecord[], query: ModelQuery): Map<string, number> | undefined {
  const plan = sampleEngine(recordsSource(all)).plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    return undefined;
  }
  const values = new Map<string, number>();
  plan.read([]).forEach(({ fields: [times, field] }: DataFrame) =>
    Array.from<number | null>(field.values).forEach((value, i) => {
      if (value !== null) {
        values.set(JSON.stringify([field.labels?.version ?? '', times.values[i]]), value);
      }
    })
  );
  return values;
}

/** The same, one window after the other. */
function byHand(
  all: AuditRecord[],
  query: ModelQuery,
  basis: ModelQuery['timeBasis'],
  of: (records: AuditRecord[]) => number | undefined
): Map<string, number> {
  const { versions, matchers } = query.model;
  const back = lookBack(query, window);
  const times =
    query.result === 'number'
      ? [window.to]
      : Array.from({ length: 20 }, (_, i) => i * window.intervalMs).filter(
          (time) => time > window.from - window.intervalMs && time <= window.to
        );
  const mine = all.filter(
    ({ version, features }) =>
      (versions.length === 0 || versions.includes(version)) && (matchers.length === 0 || features.site !== 'us')
  );
  const values = new Map<string, number>();
  for (const time of times) {
    for (const version of query.byVersion ? ['v1', 'v2', ''] : [undefined]) {
      const inWindow = mine.filter((record) => {
        const at = timeOn(basis, record);
        const happened = at === undefined ? query.result === 'number' : at > time - back && at <= time;
        return happened && (version === undefined || record.version === version);
      });
      const value = of(inWindow);
      if (value !== undefined) {
        values.set(JSON.stringify([version ?? '', time]), value);
      }
    }
  }
  return values;
}

const mean = (numbers: number[]) =>
  numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : undefined;
const pairs = (all: AuditRecord[]) =>
  all.filter(({ actual, predicted }) => actual !== undefined && predicted !== undefined);
const errors = (all: AuditRecord[]) =>
  all.flatMap(({ value, actualValue }) =>
    value === undefined || actualValue === undefined ? [] : [value - actualValue]
  );
const scored = (all: AuditRecord[]) => all.filter(({ actual, score }) => actual !== undefined && score !== undefined);

const ofOutcomes: Record<string, (all: AuditRecord[]) => number | undefined> = {
  accuracy: (all) => mean(pairs(all).map(({ actual, predicted }) => (actual === predicted ? 1 : 0))),
  recall: (all) =>
    mean(
      pairs(all)
        .filter(({ actual }) => actual === 'yes')
        .map(({ predicted }) => (predicted === 'yes' ? 1 : 0))
    ),
  mae: (all) => mean(errors(all).map(Math.abs)),
  bias: (all) => mean(errors(all)),
};

it.each(Object.entries(ofOutcomes))('%s is that of the outcomes in each window', (measure, of) => {
  fc.assert(
    fc.property(records, asked, (all, query) => {
      const full = migrateQuery({ ...query, kind: 'quality', quality: { measure, average: 'class', class: 'yes' } });
      const values = answered(all, full);
      if (values) {
        expectSame(values, byHand(all.filter(hasOutcome), full, full.timeBasis, of));
      }
    }),
    { numRuns: 300 }
  );
});

it.each(['exact', 'binned'] as const)(
  'the %s Brier score and area are those of the scores in each window',
  (scores) => {
    fc.assert(
      fc.property(records, asked, fc.constantFrom('brier', 'rocAuc'), (all, query, measure) => {
        const full = migrateQuery({ ...query, kind: 'quality', quality: { measure, scores } });
        const values = answered(all, full);
        if (!values) {
          return;
        }
        // A score in a bin is taken for the bin's middle; 0 is in the lowest.
        const middle = (score: number) =>
          scores === 'exact' ? score : Math.max(0.025, (Math.ceil(score * 20 - 1e-12) - 0.5) / 20);
        const expected = byHand(all.filter(hasOutcome), full, full.timeBasis, (inWindow) => {
          const some = scored(inWindow);
          const groups = scoreGroupsOf(
            some.map(({ score = NaN }) => middle(score)),
            some.map(({ actual }) => actual === 'yes')
          );
          return scoreMeasure(groups, measure).value;
        });
        // Without any positive outcome at all its name is taken for wrong.
        const seen = byHand(all.filter(hasOutcome), full, full.timeBasis, (inWindow) =>
          scored(inWindow).some(({ actual }) => actual === 'yes') ? 1 : undefined
        );
        expectSame(values, seen.size > 0 ? expected : new Map());
      }),
      { numRuns: 300 }
    );
  }
);

const ofRequests: Record<string, (all: AuditRecord[]) => number | undefined> = {
  errorShare: (all) => mean(all.map(({ error }) => (error ? 1 : 0))),
  responseTime: (all) => mean(all.flatMap(({ duration }) => duration ?? [])),
};

it.each(Object.entries(ofRequests))('%s is that of the requests in each window', (measure, of) => {
  fc.assert(
    fc.property(records, asked, (all, query) => {
      const full = migrateQuery({ ...query, kind: 'operations', operations: { measure, quantiles: [] } });
      const values = answered(all, full);
      // A model of which no error is known has no share of errors.
      if (values && (measure !== 'errorShare' || all.some(({ error }) => error?.type))) {
        expectSame(values, byHand(all, full, 'prediction', of));
      }
    }),
    { numRuns: 300 }
  );
});

it('a matrix has every outcome of its window once, whatever the classes are called', () => {
  fc.assert(
    fc.property(records, asked, (all, query) => {
      const full = migrateQuery({ ...query, result: 'number', kind: 'confusion' });
      const plan = sampleEngine(recordsSource(all)).plan(full, defaultMapping, window, null);
      if (isRefusal(plan)) {
        return;
      }
      const [{ fields, length }] = plan.read([]);
      const column = (name: string) => fields.find((field) => field.name === name)?.values ?? [];
      for (let row = 0; row < length; row++) {
        const [version, actual, predicted] = ['version', 'actual', 'predicted'].map((name) => column(name)[row]);
        const count = byHand(all, { ...full, byVersion: false }, full.timeBasis, (inWindow) =>
          inWindow.reduce(
            (sum, one) =>
              sum +
              (one.actual === actual && one.predicted === predicted && (!full.byVersion || one.version === version)
                ? 1
                : 0),
            0
          )
        );
        expect([...count.values()]).toEqual([column('count')[row]]);
      }
      const total = byHand(all, { ...full, byVersion: false }, full.timeBasis, (inWindow) => pairs(inWindow).length);
      expect([...column('count')].reduce((sum: number, count: number) => sum + count, 0)).toBe([...total.values()][0]);
    }),
    { numRuns: 300 }
  );
});

function expectSame(values: Map<string, number>, expected: Map<string, number>) {
  expect([...values.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [key, value] of expected) {
    expect(values.get(key)).toBeCloseTo(value, 12);
  }
}
