import { estimatedQuality, MOST_UNKNOWN } from './estimated';
import { seededRandom } from './permutation';

const edges = [0, 0.25, 0.5, 0.75, 1];
const labelled = { edges, positive: [5, 20, 60, 95], negative: [95, 80, 40, 5] };

describe('estimated quality', () => {
  it('expects of each bin the share that was positive in the labelled window', () => {
    const found = estimatedQuality(labelled, [100, 0, 0, 100], 0.5);
    expect(found?.estimatedAccuracy).toBeCloseTo(0.95, 12);
    expect(found?.estimatedPrecision).toBeCloseTo(0.95, 12);
    expect(found?.estimatedRecall).toBeCloseTo(0.95, 12);
    expect(found).toMatchObject({ unknownShare: 0, threshold: 0.5 });
    expect(found?.calibrationError).toBeCloseTo((0.075 + 0.175 + 0.025 + 0.075) / 4, 12);
  });

  it('falls as scores move to where the model is unsure', () => {
    const sure = estimatedQuality(labelled, [500, 0, 0, 500], 0.5)?.estimatedAccuracy ?? NaN;
    expect(estimatedQuality(labelled, [100, 400, 400, 100], 0.5)?.estimatedAccuracy).toBeLessThan(sure);
  });

  it('finds the accuracy that the labels will show, where scores still mean the same', () => {
    const random = seededRandom(3);
    const count = (n: number, shift: number) => {
      const positive = new Float64Array(20);
      const negative = new Float64Array(20);
      for (let i = 0; i < n; i++) {
        const score = Math.min(0.999, random() ** shift);
        (random() < score ** 1.5 ? positive : negative)[Math.floor(score * 20)]++;
      }
      return { positive, negative };
    };
    const fine = Array.from({ length: 21 }, (_, i) => i / 20);
    const before = count(20_000, 1);
    const now = count(20_000, 0.4);
    const scores = now.positive.map((n, k) => n + now.negative[k]);
    const right =
      [...scores.keys()].reduce((sum, k) => sum + (k >= 10 ? now.positive[k] : now.negative[k]), 0) / 20_000;
    const found = estimatedQuality({ edges: fine, ...before }, scores, 0.5);
    expect(Math.abs((found?.estimatedAccuracy ?? NaN) - right)).toBeLessThan(0.02);
  });

  it('leaves measures out that are 0/0', () => {
    const never = estimatedQuality(labelled, [100, 100, 100, 100], 1);
    expect(never?.estimatedPrecision).toBeUndefined();
    expect(never?.estimatedRecall).toBe(0);
    expect(
      estimatedQuality({ ...labelled, positive: [0, 0, 0, 0] }, [1, 1, 1, 1], 0.5)?.estimatedRecall
    ).toBeUndefined();
  });

  it('is silent where too many scores have no outcome yet, and without predictions', () => {
    const few = { ...labelled, positive: [5, 20, 60, 0], negative: [95, 80, 40, 0] };
    expect(estimatedQuality(few, [100, 100, 100, 100], 0.5)).toBeUndefined();
    expect(estimatedQuality(few, [100, 100, 100, 10], 0.5)?.unknownShare).toBeLessThan(MOST_UNKNOWN);
    expect(estimatedQuality(labelled, [0, 0, NaN, -1], 0.5)).toBeUndefined();
  });
});
