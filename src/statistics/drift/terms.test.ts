import fc from 'fast-check';

import { type DriftScore, driftScore, driftScoreNames, type Sides } from './scores';
import { driftTerms } from './terms';

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 12 });
const sidesOf = fc.tuple(counts, counts, fc.nat(50), fc.nat(50)).map(([a, b, before, now]): Sides => {
  const bins = Math.min(a.length, b.length);
  return {
    reference: { counts: a.slice(0, bins), nulls: before },
    current: { counts: b.slice(0, bins), nulls: now },
  };
});

const sum = (terms: Float64Array) => terms.reduce((total, term) => total + term, 0);
const squared: DriftScore[] = ['jensenShannon', 'jensenShannonBaseE', 'hellinger', 'cramersV'];
const sums: DriftScore[] = ['psi', 'kullbackLeibler', 'chiSquare', 'totalVariation', ...squared];

describe('terms of a drift score', () => {
  it.each(sums)('add up to %s, squared where it is a root', (name) => {
    fc.assert(
      fc.property(sidesOf, (sides) => {
        const score = driftScore(name, sides);
        const terms = driftTerms(name, sides);
        fc.pre(score !== undefined && terms !== undefined);
        const expected = squared.includes(name) ? score ** 2 : score;
        expect(Math.abs(sum(terms) - expected)).toBeLessThan(1e-9 * Math.max(1, expected));
      })
    );
  });

  it('are never below 0, one for each bin and one for the nulls', () => {
    fc.assert(
      fc.property(sidesOf, fc.constantFrom(...driftScoreNames), (sides, name) => {
        const terms = driftTerms(name, sides);
        fc.pre(terms !== undefined);
        expect(terms).toHaveLength(sides.reference.counts.length + 1);
        expect(Math.min(...terms)).toBeGreaterThanOrEqual(-1e-15);
      })
    );
  });

  it('are of the bins that changed, and of these only', () => {
    const sides: Sides = {
      reference: { counts: [50, 30, 20], nulls: 0 },
      current: { counts: [50, 20, 20], nulls: 10 },
    };
    for (const name of driftScoreNames) {
      const [same, fewer, alsoSame, nulls] = driftTerms(name, sides) ?? [];
      expect(Math.max(same, alsoSame)).toBeLessThan(Math.min(fewer, nulls) / 100);
    }
  });

  it('are not there where a side is empty', () => {
    expect(driftTerms('psi', { reference: { counts: [0, 0], nulls: 0 }, current: { counts: [1, 2], nulls: 0 } })).toBe(
      undefined
    );
  });
});
