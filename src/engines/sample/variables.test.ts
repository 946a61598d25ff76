import fc from 'fast-check';

import { hostileTexts } from '../../../test/hostileTexts';
import { baselineFromFrame } from '../../frames/baseline';
import { type VariableDrift, readDrift } from '../../frames/driftFrame';
import { readDistributions } from '../../frames/readDistributions';
import { type Baseline } from '../../query/drift';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const window = { from: NOW - HOUR, to: NOW, intervalMs: HOUR / 4 };

function answer(records: AuditRecord[], asked: object) {
  const query = migrateQuery({
    kind: 'drift',
    ...asked,
    model: { name: 'm', ...('model' in asked && (asked.model as object)) },
  });
  const plan = sampleEngine(recordsSource(records)).plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

type Frames = ReturnType<typeof answer>;
const notices = ([frame]: Frames) => (frame.meta?.notices ?? []).map(({ text }) => text);
const driftOf = ([frame]: Frames): VariableDrift[] => readDrift(frame) ?? [];
const distributionsIn = (frames: Frames) => {
  const found = readDistributions(frames[frames.length - 1]);
  return 'sentence' in found ? [] : found;
};

const record = (time: number, more: Partial<AuditRecord> = {}): AuditRecord => ({
  model: 'm',
  version: 'v1',
  time,
  predicted: 'a',
  features: {},
  ...more,
});
/** So many records half an hour before the window and in it. */
const both = (before: number, now: number, of: (i: number, isNow: boolean) => Partial<AuditRecord>) => [
  ...Array.from({ length: before }, (_, i) => record(NOW - 1.5 * HOUR, of(i, false))),
  ...Array.from({ length: now }, (_, i) => record(NOW - 0.5 * HOUR, of(i, true))),
];

describe('counts', () => {
  const value = fc.oneof(hostileTexts, fc.constantFrom('__proto__', 'null', ''), fc.constant(null));
  const name = fc.oneof(hostileTexts, fc.constantFrom('__proto__', 'constructor', 'score'));

  it('of categories are those of a loop over all records, whatever names and values are', () => {
    const records = fc.array(
      fc.record({
        time: fc.oneof(fc.constantFrom(0, 1, 2), fc.double({ min: -0.5, max: 2.5, noNaN: true })),
        value,
        version: fc.constantFrom('v1', 'v2'),
        failed: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      }),
      { minLength: 1, maxLength: 40 }
    );
    fc.assert(
      fc.property(name, records, (feature, made) => {
        const all = made.map(({ time, value, version, failed }) =>
          record(NOW - time * HOUR, {
            version,
            features: Object.fromEntries([[feature, value]]),
            ...(failed && { error: { type: 'e', message: '' } }),
          })
        );
        const expected = new Map<string, number>();
        for (const { time = NaN, features, version, error } of all) {
          const side =
            time > NOW - 2 * HOUR && time <= NOW - HOUR
              ? 'reference'
              : time > NOW - HOUR && time <= NOW
                ? 'current'
                : '';
          if (side !== '' && version === 'v1' && error === undefined) {
            const key = JSON.stringify([side, features[feature]]);
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
        }
        const found = new Map<string, number>();
        const frames = answer(all, { drift: { usualPeriods: 0 }, model: { versions: ['v1'] } });
        const hasValues = [...expected.keys()].some((key) => !key.endsWith(',null]'));
        for (const { variable, categories = [], current, reference } of hasValues ? distributionsIn(frames) : []) {
          expect(variable).toBe(feature);
          for (const [side, counts] of Object.entries({ current, reference })) {
            [...categories, null].forEach((category, i) => {
              const count = category === null ? counts?.nulls : counts?.counts[i];
              if (count) {
                found.set(JSON.stringify([side, category]), count);
              }
            });
          }
        }
        expect(found).toEqual(hasValues ? expected : new Map());
      })
    );
  });

  it('of numbers lie in bins (low, high], what is infinite in the outer ones, what is no number among the nulls', () => {
    const x = [10, 10.5, 20, 20.5, Infinity, -Infinity, NaN, null];
    const frames = answer(
      both(0, x.length, (i) => ({ features: { x: x[i] } })),
      { kind: 'distribution', distribution: { of: 'variable' }, drift: { edges: '10 20' } }
    );
    expect(distributionsIn(frames)).toMatchObject([
      { edges: [-Infinity, 10, 20, Infinity], current: { counts: [2, 2, 2], nulls: 2 } },
    ]);
  });

  it('are of every kind of variable; a failed request has a response time and no prediction', () => {
    const records = [
      ...both(3, 3, () => ({ score: 0.5, duration: 2 })),
      record(NOW, { predicted: undefined, duration: 9, error: { type: 'timeout', message: '' } }),
    ];
    const samples = (of: string) =>
      driftOf(answer(records, { drift: { of } })).map((row) => [row.variable, row.type, row.samples]);
    expect(samples('prediction')).toEqual([['prediction', 'categorical', 3]]);
    expect(samples('score')).toEqual([['score', 'numeric', 3]]);
    expect(samples('responseTime')).toEqual([['response time', 'numeric', 4]]);
    const regression = both(3, 3, (i) => ({ predicted: undefined, value: i }));
    expect(driftOf(answer(regression, { drift: { of: 'prediction' } }))[0].type).toBe('numeric');
  });

  it('take a feature that a record lacks for null, as Elasticsearch must', () => {
    const [row] = driftOf(
      answer(
        both(40, 40, (i) => ({ features: Object.fromEntries(i % 2 ? [['x', 1]] : []) })),
        {}
      )
    );
    expect([row.nulls, row.referenceNulls]).toEqual([0.5, 0.5]);
  });

  it('of numbers and texts in one feature are of categories, which is said', () => {
    const frames = answer(
      both(2, 2, (i) => ({ features: { x: i ? 'n/a' : 1 } })),
      {}
    );
    expect(distributionsIn(frames)[0].categories).toEqual(['1', 'n/a']);
    expect(notices(frames)).toContain(
      'There are numbers and texts among the values of x, so all are compared as categories. Write one or the other into the records.'
    );
  });

  it('of many overlapping windows are those of each window alone', () => {
    const records = Array.from({ length: 200 }, (_, i) =>
      record(NOW - i * (HOUR / 40), { features: { x: (i * i) % 17 } })
    );
    const asked = {
      drift: { edges: '3 9', usualPeriods: 0 },
      window: '1h',
      reference: { kind: 'offset', offset: '90m' },
    };
    const [series] = answer(records, { ...asked, result: 'series' });
    const [number] = answer(records, asked);
    expect(series.length).toBe(5);
    expect(series.fields[1].values[4]).toBe(number.fields.find(({ name }) => name === 'drift')?.values[0]);
  });
});

describe('records without a time', () => {
  const records = [1, 2].flatMap((v) =>
    Array.from({ length: 50 }, (_, i) => record(0, { time: undefined, version: `v${v}`, features: { x: i % v } }))
  );

  it('are compared between versions', () => {
    const asked = { model: { versions: ['v2'] }, reference: { kind: 'version', version: 'v1' } };
    const frames = answer(records, asked);
    expect(driftOf(frames)[0]).toMatchObject({ samples: 50, referenceSamples: 50, status: 'drift', usual: undefined });
    expect(notices(frames)).toEqual(['The records have no time, so they count whatever the time range is.']);
  });

  it('are not compared between times', () => {
    const sentence =
      "The records of model 'm' have no times, so there is no other time to compare them with. Compare with another version, or with a frozen baseline, or give the records a column @timestamp.";
    expect(() => answer(records, {})).toThrow(sentence);
    expect(() => answer(records, { kind: 'distribution', distribution: { of: 'variable' } })).toThrow(sentence);
  });

  it('are left out beside records with a time where times are compared, which is said', () => {
    const frames = answer([...records, ...both(50, 50, (i) => ({ features: { x: i % 7 } }))], {});
    expect(driftOf(frames)[0]).toMatchObject({ samples: 50, referenceSamples: 50 });
    expect(notices(frames)).toEqual(['100 records have no time, so they are not counted here.']);
  });
});

describe('bad input', () => {
  const steady = (i: number) => ({ features: { x: i % 7 } });

  it('an empty reference is no drift, and is said', () => {
    const frames = answer(both(0, 50, steady), {});
    expect(driftOf(frames)).toMatchObject([
      { status: 'no data', drift: undefined, says: 'Nothing to compare with: the reference has no values.' },
    ]);
    expect(notices(frames)).toEqual([
      'The reference has no values, so there is nothing to compare with. Choose another reference.',
    ]);
  });

  it('an empty window is no drift, and is said', () => {
    const frames = answer(both(50, 0, steady), {});
    expect(driftOf(frames)[0]).toMatchObject({
      status: 'no data',
      says: 'Nothing to compare: there are no values now.',
    });
    expect(notices(frames)[0]).toMatch(/^There are no values in this window/);
  });

  it('a reference that overlaps the window is said', () => {
    const overlap = /^The reference overlaps the window/;
    expect(notices(answer(both(50, 50, steady), { reference: { kind: 'offset', offset: '30m' } }))[0]).toMatch(overlap);
    expect(notices(answer(both(50, 50, steady), { reference: { kind: 'offset', offset: '1h' } }))).toEqual([]);
    expect(notices(answer(both(50, 50, steady), { reference: { kind: 'version', version: 'v1' } }))[0]).toMatch(
      /^Version 'v1' is compared with predictions that include its own/
    );
  });

  it('one value only has no drift, and any other value is one', () => {
    const drift = (now: number) =>
      driftOf(
        answer(
          both(50, 50, (_, isNow) => ({ features: { x: isNow ? now : 5 } })),
          {}
        )
      )[0];
    expect(drift(5)).toMatchObject({ drift: 0, status: 'noise' });
    expect(drift(5.01).status).toBe('drift');
  });

  it('nothing but nulls is no variable at all', () => {
    const frames = answer(
      both(50, 50, () => ({ features: { x: null } })),
      {}
    );
    expect(driftOf(frames)).toEqual([]);
    expect(notices(frames)).toEqual([
      "No record of model 'm' has such features in this time range. Choose another time range, or another question.",
    ]);
  });

  it('a feature that is null now is drift; one that was always null before has none to tell', () => {
    const frames = answer(
      both(50, 50, (i, isNow) => ({ features: { gone: isNow ? null : i % 3, born: isNow ? i % 3 : null } })),
      {}
    );
    expect(driftOf(frames).map(({ variable, status }) => [variable, status])).toEqual([
      ['gone', 'drift'],
      ['born', 'no data'],
    ]);
    expect(notices(frames)).toEqual([
      'The reference has no values of born, so there is no drift to tell.',
      'There are no values of gone any more, which the reference has.',
    ]);
  });

  it('a feature that no record has is said', () => {
    const frames = answer(both(50, 50, steady), { drift: { features: ['x', 'no "such"'] } });
    expect(driftOf(frames)).toHaveLength(1);
    expect(notices(frames)).toEqual([
      'There are no values of no "such", neither in this window nor in the reference. Check the names of the features.',
    ]);
  });

  it('fewer than 30 samples on a side are too few, of KS fewer than 30 that are no nulls', () => {
    const status = (now: number, measure: string, nulls = 0) =>
      driftOf(
        answer(
          both(50, now, (i, isNow) => ({ features: { x: isNow && i < nulls ? null : i } })),
          { drift: { measure } }
        )
      )[0].status;
    expect(status(29, 'psi')).toBe('too few');
    expect(status(30, 'psi')).not.toBe('too few');
    expect(status(50, 'ks', 21)).toBe('too few');
    expect(status(50, 'ks', 20)).not.toBe('too few');
  });

  it('10,000 categories are compared', () => {
    const [row] = driftOf(
      answer(
        both(10_000, 10_000, (i) => ({ features: { x: `c${i}` } })),
        {}
      )
    );
    expect(row).toMatchObject({ drift: 0, status: 'noise', newShare: 0, vanishedShare: 0 });
  });
});

describe('a frozen baseline', () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.constant(null));
  const rows = fc.array(fc.record({ n: value, 'c"</script>': fc.option(hostileTexts) }), {
    minLength: 30,
    maxLength: 60,
  });
  const freeze = (frames: Frames): Baseline | undefined => baselineFromFrame(frames[frames.length - 1]);

  it('of an answer shows no drift against the same window, after a way through JSON', () => {
    fc.assert(
      fc.property(rows, (features) => {
        const records = features.map((own) => record(NOW - HOUR / 2, { features: own }));
        const kept = freeze(answer(records, { kind: 'distribution', distribution: { of: 'variable' } }));
        const baseline: unknown = JSON.parse(JSON.stringify(kept ?? null));
        const compared = driftOf(answer(records, { reference: { kind: 'baseline', baseline } }));
        const hasValues = (name: 'n' | 'c"</script>') => features.some((own) => own[name] !== null);
        expect(compared).toHaveLength([hasValues('n'), hasValues('c"</script>')].filter(Boolean).length);
        for (const { drift, samples, referenceSamples } of compared) {
          expect(drift).toBe(0);
          expect(samples).toBe(referenceSamples);
        }
      }),
      { numRuns: 50 }
    );
  });

  it('of another model is said', () => {
    const kept = freeze(
      answer(
        both(50, 50, (i) => ({ features: { x: i } })),
        {}
      )
    );
    const baseline = { ...kept, model: 'other', to: NOW - HOUR };
    const frames = answer(
      both(50, 50, (i) => ({ features: { x: i } })),
      { reference: { kind: 'baseline', baseline } }
    );
    expect(notices(frames)).toEqual(["The frozen baseline is of model 'other', not of 'm'. Freeze one of this model."]);
  });
});
