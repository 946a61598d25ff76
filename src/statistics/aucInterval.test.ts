import { normalQuantile, twoSidedQuantile } from './intervals';
import { scoreGroupsFromBins, scoreGroupsOf, scoreMeasure } from './scores';

describe('the interval of the area under the ROC curve', () => {
  it("has DeLong's standard error in Hanley and McNeil's example", () => {
    const ratings = scoreGroupsFromBins([0, 1, 2, 3, 4, 5], [3, 2, 2, 11, 33], [33, 6, 6, 11, 2]);
    const { value = NaN, lower = NaN, upper = NaN } = scoreMeasure(ratings, 'rocAuc');
    const logit = (share: number) => Math.log(share / (1 - share));
    const error = ((logit(upper) - logit(lower)) / 2 / twoSidedQuantile(0.95)) * value * (1 - value);
    // As Stata's roctab has it.
    expect(error).toBeCloseTo(0.0307, 4);
    expect((logit(upper) + logit(lower)) / 2).toBeCloseTo(logit(value), 9);
  });

  it('widens with the confidence and stays within 0 and 1', () => {
    const groups = scoreGroupsOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [false, false, true, false, true, true]);
    const { value = NaN, lower = NaN, upper = NaN } = scoreMeasure(groups, 'rocAuc', 0.999);
    const narrow = scoreMeasure(groups, 'rocAuc', 0.5);
    expect(lower).toBeGreaterThan(0);
    expect(lower).toBeLessThan(narrow.lower!);
    expect(narrow.lower).toBeLessThan(value);
    expect(narrow.upper).toBeGreaterThan(value);
    expect(upper).toBeGreaterThan(narrow.upper!);
    expect(upper).toBeLessThan(1);
  });

  it.each([
    ['one class has a single outcome', [0.1, 0.2, 0.3], [false, true, false], 0.95],
    [
      'every pair is in order, which says nothing about certainty',
      [0.1, 0.2, 0.3, 0.4],
      [false, false, true, true],
      0.95,
    ],
    ['every pair is out of order', [0.1, 0.2, 0.3, 0.4], [true, true, false, false], 0.95],
    ['all scores tie', [0.5, 0.5, 0.5, 0.5], [true, true, false, false], 0.95],
    ['the confidence is none', [0.1, 0.2, 0.3, 0.4], [true, false, true, false], 1],
  ])('is not defined where %s', (_, score, positive, confidence) => {
    const estimate = scoreMeasure(scoreGroupsOf(score, positive), 'rocAuc', confidence);
    expect(estimate.value).toBeDefined();
    expect(estimate).not.toHaveProperty('lower');
    expect(estimate).not.toHaveProperty('upper');
  });

  it.each([
    [0.7, 30, 100],
    [0.9, 100, 100],
  ])(
    'holds an area of %d about 95 times in 100, with %d positive and %d negative outcomes',
    (area, positives, negatives) => {
      const random = generator(20240303);
      const distance = Math.SQRT2 * normalQuantile(area);
      const positive = Array.from({ length: positives + negatives }, (_, i) => i < positives);
      const runs = 2000;
      let held = 0;
      for (let run = 0; run < runs; run++) {
        const score = positive.map((is) => normalQuantile(random()) + (is ? distance : 0));
        const { lower = NaN, upper = NaN } = scoreMeasure(scoreGroupsOf(score, positive), 'rocAuc');
        held += lower <= area && area <= upper ? 1 : 0;
      }
      expect(held / runs).toBeGreaterThan(0.935);
      expect(held / runs).toBeLessThan(0.965);
    }
  );
});

/** Numbers between 0 and 1, the same at every run: G. Marsaglia's xorshift. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}
