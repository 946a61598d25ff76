import { modelwatchMeta } from '../../frames/modelwatchMeta';
import { readDrift } from '../../frames/driftFrame';
import { readDistributions } from '../../frames/readDistributions';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { planDrift } from './planDrift';
import { type CountedVariable, type Span } from './variables';

const HOUR = 3_600_000;
const NOW = 1000 * HOUR;
const window = { from: NOW - HOUR, to: NOW, intervalMs: HOUR };

/** What was counted of each span, by how many hours ago it ends. */
function answer(asked: object, count: (hoursAgo: number) => CountedVariable[], from = window.from) {
  let cutBy: Span | undefined;
  const query = migrateQuery({ kind: 'drift', model: { name: 'm' }, drift: { usualPeriods: 0 }, ...asked });
  const plan = planDrift(query, { ...window, from }, (spans, edgesFrom) => {
    cutBy = edgesFrom;
    return {
      requests: [],
      read: () => ({
        counted: spans.map(({ to }) => count((NOW - to) / HOUR)),
        notices: [{ severity: 'info', text: 'Counted.' }],
      }),
    };
  });
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return { frames: plan.read([]), cutBy };
}

const x = (counts: number[], name = 'x'): CountedVariable => ({
  of: 'feature',
  name,
  edges: [-Infinity, 1, 2, Infinity],
  counts,
  nulls: 0,
});
const steady = [100, 100, 100];
const moved = [20, 100, 180];

describe('a number', () => {
  it('is a row for each variable, the farthest moved first, with the distributions that it is from', () => {
    const { frames } = answer({}, (ago) => [x(ago === 0 ? moved : steady, 'far'), x(steady, 'near')]);
    const rows = readDrift(frames[0]) ?? [];
    expect(rows.map(({ variable, status }) => [variable, status])).toEqual([
      ['far', 'drift'],
      ['near', 'noise'],
    ]);
    expect(modelwatchMeta(frames[0])).toMatchObject({
      driftedShare: 0.5,
      from: NOW - HOUR,
      to: NOW,
      reference: { from: NOW - 2 * HOUR, to: NOW - HOUR, versions: [] },
    });
    expect(readDistributions(frames[1])).toMatchObject([
      { variable: 'far', current: { counts: moved }, reference: { counts: steady } },
      { variable: 'near', current: { counts: steady } },
    ]);
  });

  it('says once what the engine has to say', () => {
    const { frames } = answer({}, () => [x(steady)]);
    expect(frames.map(({ meta }) => meta?.notices?.map(({ text }) => text))).toEqual([['Counted.'], []]);
  });

  it('is usual where the same comparison has shown as much before', () => {
    const drift = { usualEvery: '2h', usualPeriods: 4 };
    const { frames } = answer({ drift }, (ago) => [x(ago % 2 === 0 ? moved : steady)]);
    const [{ status, drift: score, usual }] = readDrift(frames[0]) ?? [];
    expect([status, usual]).toEqual(['usual', score]);
  });

  it('leaves out of the usual level what had too few samples', () => {
    const drift = { usualEvery: '2h', usualPeriods: 4 };
    const { frames } = answer({ drift }, (ago) => [x(ago === 8 ? [5, 5, 5] : steady)]);
    expect((readDrift(frames[0]) ?? [])[0].usual).toBeUndefined();
  });

  it('says of what has drifted that its usual level is not known, where that was asked', () => {
    const says = (drift: object) => {
      const { frames } = answer({ drift }, (ago) => (ago > 1 ? [] : [x(ago === 0 ? moved : steady)]));
      const [row] = readDrift(frames[0]) ?? [];
      return [row.status, /What is usual is not known/.test(row.says)];
    };
    expect(says({ usualEvery: '2h', usualPeriods: 4 })).toEqual(['drift', true]);
    expect(says({ usualEvery: 'never', usualPeriods: 4 })).toEqual(['drift', false]);
  });

  it('shares the level among variables as the query says', () => {
    const floors = (correction: string) => {
      const all = Array.from({ length: 10 }, (_, i) => x(steady, `x${i}`));
      const { frames } = answer({ drift: { correction, usualPeriods: 0 } }, () => all);
      return (readDrift(frames[0]) ?? [])[0].floor ?? NaN;
    };
    // chi-square's quantiles with 2 degrees: -2 ln(level).
    expect(floors('none')).toBeCloseTo((-2 * Math.log(0.05) * 2) / 300, 9);
    expect(floors('bonferroni')).toBeCloseTo((-2 * Math.log(0.005) * 2) / 300, 9);
  });
});

describe('a series', () => {
  it('is a frame for each variable, with its floor at each step', () => {
    const asked = { result: 'series', window: '1h', reference: { kind: 'offset', offset: '10h' } };
    const { frames } = answer(asked, (ago) => [x(ago === 0 ? moved : steady), x(steady, 'y')], NOW - 2 * HOUR);
    expect(frames.map(({ name }) => name)).toEqual(['PSI of x', 'PSI of y']);
    const [time, value, floor] = frames[0].fields;
    expect(time.values).toEqual([NOW - 2 * HOUR, NOW - HOUR, NOW]);
    expect(value.labels).toEqual({ of: 'feature', variable: 'x' });
    expect(value.values.map((drift: number) => drift > 0.1)).toEqual([false, false, true]);
    expect(floor.values.every((one: number) => one > 0)).toBe(true);
  });

  it('has no value where a side has nothing', () => {
    const asked = { result: 'series', window: '1h' };
    const { frames } = answer(asked, (ago) => [x(ago === 1 ? [0, 0, 0] : steady)], NOW - 2 * HOUR);
    expect(frames[0].fields[1].values).toEqual([0, null, null]);
  });

  it('of nothing is an empty frame that carries what is said', () => {
    const { frames } = answer({ result: 'series', window: '1h' }, () => []);
    expect(frames.map(({ name, length, meta }) => [name, length, meta?.notices?.length])).toEqual([
      ['PSI of all features', 0, 1],
    ]);
  });
});

it('a distribution stands beside its reference, of which its bins are cut', () => {
  const asked = { kind: 'distribution', distribution: { of: 'variable' } };
  const { frames, cutBy } = answer(asked, (ago) => [x(ago === 0 ? moved : steady)]);
  expect(frames).toHaveLength(1);
  expect(readDistributions(frames[0])).toMatchObject([{ current: { counts: moved }, reference: { counts: steady } }]);
  expect(cutBy).toEqual({ from: NOW - 2 * HOUR, to: NOW - HOUR, versions: [] });
});

it('bins of different edges are merged and said; so is a variable that changes its kind', () => {
  const other: CountedVariable = {
    of: 'feature',
    name: 'x',
    edges: [-Infinity, 2, 3, Infinity],
    counts: [9, 9, 9],
    nulls: 0,
  };
  const text: CountedVariable = { of: 'feature', name: 'y', categories: ['a'], counts: [9], nulls: 0 };
  const { frames } = answer({}, (ago) => (ago === 0 ? [x(steady), x(steady, 'y')] : [other, text]));
  const texts = frames[0].meta?.notices?.map((notice) => notice.text);
  expect(texts).toEqual([
    'The reference has no values of y, so there is no drift to tell.',
    'The two sides have x in bins of different edges, so these are merged on the edges that all share. Give all versions and instances the same edges.',
    'There are numbers of y at some times and texts at others. Only what there is now is counted.',
    'Counted.',
  ]);
});
