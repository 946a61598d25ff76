import { type DataFrame } from '@grafana/data';
import fc from 'fast-check';

import { hostileTexts } from '../../test/hostileTexts';
import { variableKinds } from '../query/drift';
import { defaultQuery } from '../query/query';
import { baselineFromFrame } from './baseline';
import { distributionsFrame } from './distributionsFrame';
import { driftFrame, driftSeriesFrame, readDrift, type VariableDrift } from './driftFrame';
import { judgeDrift } from './judgeDrift';

const query = { ...defaultQuery, kind: 'drift' as const, model: { name: 'm"', versions: ['v1'], matchers: [] } };
const meta = { query, from: 10, to: 20 };
const judging = { measure: 'psi' as const, level: 0.05, threshold: 0.1 };

const maybe = fc.option(fc.double({ min: 0, max: 9, noNaN: true }), { nil: undefined });
const row: fc.Arbitrary<VariableDrift> = fc.record({
  of: fc.constantFrom(...variableKinds),
  variable: hostileTexts,
  type: fc.constantFrom('numeric', 'categorical'),
  drift: maybe,
  floor: maybe,
  usual: maybe,
  threshold: maybe,
  status: fc.constantFrom('no data', 'too few', 'noise', 'usual', 'small', 'drift'),
  says: hostileTexts,
  samples: fc.nat(),
  referenceSamples: fc.nat(),
  nulls: maybe,
  referenceNulls: maybe,
  newShare: maybe,
  vanishedShare: maybe,
});

describe('the drift frame', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(readDrift(driftFrame(rows, 'PSI', meta, []))).toEqual(rows);
      })
    );
  });

  it('is no other frame of ours', () => {
    expect(readDrift(distributionsFrame([], meta, []))).toBeUndefined();
    expect(
      readDrift(driftSeriesFrame({ of: 'score', variable: 'score', points: [] }, 'PSI', meta, []))
    ).toBeUndefined();
  });
});

describe('a judgement', () => {
  const bins = { edges: [-Infinity, 1, 2, Infinity] };
  const side = (counts: number[], nulls = 0) => ({ counts, nulls });

  it('has the score with its marks, and says what they mean', () => {
    const sides = { reference: side([100, 100, 100]), current: side([20, 100, 180]), ...bins };
    const judged = judgeDrift('feature', 'x', sides, { ...judging, usual: 0.02 });
    expect(judged).toMatchObject({
      variable: 'x',
      type: 'numeric',
      status: 'drift',
      samples: 300,
      usual: 0.02,
      nulls: 0,
    });
    expect(judged.floor).toBeCloseTo((5.9915 * 2) / 300, 4);
    expect(judged.says).toBe('PSI 0.59: far above its sampling floor 0.04, its usual 0.02 and the threshold 0.1.');
    expect(judged.newShare).toBeUndefined();
  });

  it('of categories says which share is new, and which has vanished', () => {
    const judged = judgeDrift(
      'feature',
      'job',
      { reference: side([50, 50, 0]), current: side([50, 0, 25], 25) },
      judging
    );
    expect(judged).toMatchObject({ type: 'categorical', newShare: 0.25, vanishedShare: 0.5, nulls: 0.25 });
  });

  it('of a measure of order looks at values, and counts all', () => {
    const sides = { reference: side([100, 100, 100]), current: side([5, 5, 5], 500), ...bins };
    const judged = judgeDrift('feature', 'x', sides, { ...judging, measure: 'ks' });
    expect(judged).toMatchObject({ status: 'too few', samples: 515 });
    expect(judged.says).toBe('Too few to tell: 15 now and 300 in the reference, and 30 are needed on each side.');
  });

  it('has no floor where there is no score', () => {
    const judged = judgeDrift('feature', 'x', { reference: side([0]), current: side([9]) }, judging);
    expect(judged).toMatchObject({ status: 'no data', floor: undefined });
  });
});

describe('a baseline', () => {
  it('is the current side of a distributions frame, open ends as null, without variables that have no value', () => {
    const frame = distributionsFrame(
      [
        {
          of: 'feature',
          variable: 'x',
          edges: [-Infinity, 0.1, 7, Infinity],
          current: { counts: [1, 2, 3], nulls: 4 },
          reference: { counts: [9, 9, 9], nulls: 9 },
        },
        { of: 'prediction', variable: 'prediction', categories: ['a', 'b'], current: { counts: [1, 0], nulls: 0 } },
        { of: 'feature', variable: 'empty', categories: ['a'], current: { counts: [0], nulls: 5 } },
      ],
      meta,
      []
    );
    expect(baselineFromFrame(frame)).toEqual({
      model: 'm"',
      versions: ['v1'],
      from: 10,
      to: 20,
      variables: [
        { of: 'feature', name: 'x', edges: [null, 0.1, 7, null], counts: [1, 2, 3], nulls: 4 },
        { of: 'prediction', name: '', categories: ['a', 'b'], counts: [1, 0], nulls: 0 },
      ],
    });
  });

  it('is not to be had of any other frame, nor of one without values', () => {
    const none: DataFrame = distributionsFrame([], meta, []);
    expect(baselineFromFrame(none)).toBeUndefined();
    expect(baselineFromFrame(driftFrame([], 'PSI', meta, []))).toBeUndefined();
    expect(baselineFromFrame({ ...none, meta: {} })).toBeUndefined();
  });
});
