import * as fc from 'fast-check';

import { countsAt, cuts, binScores, SCORE_EDGES, scoreGroupsFromBins, scoreGroupsOf, snapThreshold } from './scores';

/** Scores that tie, lie on edges, and lie outside of [0, 1]. */
const score = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
  fc.double({ min: -2, max: 2, noNaN: true })
);
const outcomes = fc.array(fc.tuple(score, fc.boolean()), { maxLength: 60 });
const probabilities = fc.array(
  fc.tuple(
    score.filter((value) => value > 0 && value <= 1),
    fc.boolean()
  ),
  { maxLength: 60 }
);
const edgesOf = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: -4, max: 24 }).map((n) => n / 20),
      fc.constantFrom(-Infinity, Infinity)
    ),
    { minLength: 1, maxLength: 12 }
  )
  .map((edges) => edges.sort((a, b) => a - b));

function groupsOf(rows: Array<[number, boolean]>) {
  return scoreGroupsOf(
    rows.map(([value]) => value),
    rows.map(([, positive]) => positive)
  );
}

function total(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}

describe('groups of single scores', () => {
  it('are one for each distinct score, ascending', () => {
    const groups = scoreGroupsOf([0.7, 0.2, 0.7, 0.2, 0.2, 0.9], [true, true, false, false, false, true]);

    expect(Array.from(groups.low)).toEqual([0.2, 0.7, 0.9]);
    expect(groups.high).toEqual(groups.low);
    expect(Array.from(groups.positive)).toEqual([1, 1, 1]);
    expect(Array.from(groups.negative)).toEqual([2, 1, 0]);
  });

  it('leave out scores that are no finite number', () => {
    const groups = scoreGroupsOf([NaN, 0.5, Infinity, -Infinity], [true, true, true, false]);
    expect(Array.from(groups.low)).toEqual([0.5]);
    expect(Array.from(groups.positive)).toEqual([1]);
  });

  it('take 0 and -0 for one score', () => {
    expect(Array.from(scoreGroupsOf([0, -0], [true, false]).low)).toEqual([0]);
    expect(Object.is(scoreGroupsOf([-0], [true]).low[0], 0)).toBe(true);
  });

  it('are none without outcomes', () => {
    expect(scoreGroupsOf([], []).low).toHaveLength(0);
    expect(countsAt(scoreGroupsOf([], []), 0.5)).toEqual({ tp: 0, fp: 0, fn: 0, tn: 0 });
  });
});

describe('groups of bins', () => {
  it('drop empty bins and counts that are no counts', () => {
    const groups = scoreGroupsFromBins(
      [-Infinity, 0.1, 0.2, 0.5, 1, Infinity],
      [1, 0, NaN, -3, 0],
      [0.5, 0, 2, 4, Infinity]
    );

    expect(Array.from(groups.low)).toEqual([-Infinity, 0.2, 0.5]);
    expect(Array.from(groups.high)).toEqual([0.1, 0.5, 1]);
    expect(Array.from(groups.positive)).toEqual([1, 0, 0]);
    expect(Array.from(groups.negative)).toEqual([0.5, 2, 4]);
  });

  it.each([[[]], [[0.5]]])('are none with edges %j', (edges) => {
    expect(scoreGroupsFromBins(edges, [1], [1]).low).toHaveLength(0);
  });
});

describe('putting scores into bins', () => {
  it('counts a score on an edge below it', () => {
    const binned = binScores(scoreGroupsOf([0.05, 0.1, 0.11], [true, false, true]), SCORE_EDGES);
    expect(Array.from(binned.positive.subarray(0, 3))).toEqual([1, 0, 1]);
    expect(Array.from(binned.negative.subarray(0, 3))).toEqual([0, 1, 0]);
    expect(Array.from(binned.edges)).toEqual([...SCORE_EDGES]);
  });

  it('adds open bins for what lies outside of the edges', () => {
    const binned = binScores(scoreGroupsOf([0, 0.5, 1.5], [true, false, true]), [0, 1]);
    expect(Array.from(binned.edges)).toEqual([-Infinity, 0, 1, Infinity]);
    expect(Array.from(binned.positive)).toEqual([1, 0, 1]);
    expect(Array.from(binned.negative)).toEqual([0, 1, 0]);
  });

  it('leaves out an edge that would cut a bin in two', () => {
    const bins = scoreGroupsFromBins([0, 0.4, 0.6, 1], [1, 2, 3], [4, 5, 6]);
    const binned = binScores(bins, [0, 0.4, 0.5, 1]);
    expect(Array.from(binned.edges)).toEqual([0, 0.4, 1]);
    expect(Array.from(binned.positive)).toEqual([1, 5]);
    expect(Array.from(binned.negative)).toEqual([4, 11]);
  });

  it('makes one bin of all where no edge is left', () => {
    const binned = binScores(scoreGroupsFromBins([0, 1], [1], [2]), [0.5]);
    expect(Array.from(binned.edges)).toEqual([-Infinity, Infinity]);
    expect(Array.from(binned.positive)).toEqual([1]);
  });

  it('loses no outcome, and puts each into the bin that holds its score', () => {
    fc.assert(
      fc.property(outcomes, edgesOf, (rows, edges) => {
        const { edges: all, positive, negative } = binScores(groupsOf(rows), edges);
        const inBin = (i: number, positive: boolean) =>
          rows.filter(([value, is]) => is === positive && value > all[i] && value <= all[i + 1]).length;
        expect(Array.from(positive)).toEqual(Array.from(positive, (_, i) => inBin(i, true)));
        expect(Array.from(negative)).toEqual(Array.from(negative, (_, i) => inBin(i, false)));
        expect(total(positive) + total(negative)).toBe(rows.length);
      })
    );
  });
});

describe('the counts at a threshold', () => {
  const records = scoreGroupsOf([0.2, 0.4, 0.4, 0.8], [false, true, false, true]);

  it('predict the positive class above the threshold, not on it', () => {
    expect(countsAt(records, 0.4)).toEqual({ tp: 1, fp: 0, fn: 1, tn: 2 });
    expect(countsAt(records, 0.39)).toEqual({ tp: 2, fp: 1, fn: 0, tn: 1 });
    expect(countsAt(records, -1)).toEqual({ tp: 2, fp: 2, fn: 0, tn: 0 });
    expect(countsAt(records, 0.8)).toEqual({ tp: 0, fp: 0, fn: 2, tn: 2 });
  });

  it('take the nearest edge where a bin is not to be cut', () => {
    const bins = scoreGroupsFromBins([-Infinity, 0.1, 0.5, 0.6, 1], [1, 10, 0, 100], [2, 20, 0, 200]);
    expect(snapThreshold(bins, 0.29)).toBe(0.1);
    expect(snapThreshold(bins, 0.31)).toBe(0.5);
    expect(countsAt(bins, 0.29)).toEqual({ tp: 110, fp: 220, fn: 1, tn: 2 });
    expect(countsAt(bins, 0.31)).toEqual({ tp: 100, fp: 200, fn: 11, tn: 22 });
    // Of two edges as near the lower; and an empty bin can be cut anywhere.
    expect(snapThreshold(scoreGroupsFromBins([0, 1], [1], [1]), 0.5)).toBe(0);
    expect(snapThreshold(bins, 0.55)).toBe(0.55);
  });

  it('take the open bins of a histogram for probabilities, up to 0 and 1', () => {
    const bins = scoreGroupsFromBins([-Infinity, 0.1, 0.9, Infinity], [1, 10, 100], [2, 20, 200]);
    expect([-1, 0, 0.04, 0.06].map((threshold) => snapThreshold(bins, threshold))).toEqual([-1, 0, 0, 0.1]);
    expect([0.94, 0.96, 1, 2].map((threshold) => snapThreshold(bins, threshold))).toEqual([0.9, 1, 1, 2]);
    expect(countsAt(bins, 0)).toEqual({ tp: 111, fp: 222, fn: 0, tn: 0 });
    expect(countsAt(bins, 1)).toEqual({ tp: 0, fp: 0, fn: 111, tn: 222 });
    expect(Array.from(binScores(bins, [0, 0.1, 0.9, 1]).positive)).toEqual([1, 10, 100]);
    // Not where they cannot be.
    const beyond = scoreGroupsFromBins([-Infinity, -1, 3, Infinity], [1, 0, 1], [1, 0, 1]);
    expect(snapThreshold(beyond, -2)).toBe(-1);
    expect(snapThreshold(beyond, 4)).toBe(3);
  });

  it('are the same of single scores and of their bins, wherever the bins can be cut', () => {
    fc.assert(
      fc.property(probabilities, edgesOf, score, (rows, edges, threshold) => {
        const binned = binScores(groupsOf(rows), edges);
        const bins = scoreGroupsFromBins(binned.edges, binned.positive, binned.negative);
        const snapped = snapThreshold(bins, threshold);
        expect(snapThreshold(bins, snapped)).toBe(snapped);
        expect(snapThreshold(groupsOf(rows), threshold)).toBe(threshold);
        expect(countsAt(bins, threshold)).toEqual(countsAt(groupsOf(rows), snapped));
      })
    );
  });

  it('are listed for every threshold that makes a difference', () => {
    expect(cuts(records)).toEqual([
      { threshold: 0, tp: 2, fp: 2, fn: 0, tn: 0 },
      { threshold: 0.2, tp: 2, fp: 1, fn: 0, tn: 1 },
      { threshold: 0.4, tp: 1, fp: 0, fn: 1, tn: 2 },
      { threshold: 0.8, tp: 0, fp: 0, fn: 2, tn: 2 },
    ]);
    // A score of exactly 0 is above a threshold that is negative only.
    expect(cuts(scoreGroupsOf([0, 0.5], [true, false])).map(({ threshold }) => threshold)).toEqual([-1, 0, 0.5]);
    expect(cuts(scoreGroupsOf([-1e20, 1], [true, false])).map(({ threshold }) => threshold)).toEqual([-2e20, -1e20, 1]);
    fc.assert(
      fc.property(outcomes, edgesOf, (rows, edges) => {
        const binned = binScores(groupsOf(rows), edges);
        const bins = scoreGroupsFromBins(binned.edges, binned.positive, binned.negative);
        for (const groups of [groupsOf(rows), bins]) {
          const found = cuts(groups);
          expect(found).toHaveLength(groups.low.length + 1);
          found.forEach(({ threshold, ...counts }) => expect(countsAt(groups, threshold)).toEqual(counts));
          expect(found[0]).toMatchObject({ fn: 0, tn: 0 });
          // Nobody knows where a bin ends that is open and lies beyond 0 or 1.
          const last = groups.low.length;
          const openBelow = groups.low[0] === -Infinity && groups.high[0] <= 0;
          const openAbove = groups.high[last - 1] === Infinity && groups.low[last - 1] >= 1;
          const finite = found.map((_, i) => (i > 0 || !openBelow) && (i < last || !openAbove));
          expect(found.map(({ threshold }) => Number.isFinite(threshold))).toEqual(finite);
          expect(found[found.length - 1]).toMatchObject({ tp: 0, fp: 0 });
        }
      })
    );
  });
});
