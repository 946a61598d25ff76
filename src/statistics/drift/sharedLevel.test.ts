import { chiSquareOf, type Sides } from './scores';
import { type Correction, sharedLevel } from './sharedLevel';

const two = (reference: [number, number], current: [number, number], nulls = 0): Sides => ({
  reference: { counts: reference, nulls: 0 },
  current: { counts: current, nulls },
});

/** Two categories with about this p-value: chi-square of one degree is z², and z here is the difference of two shares. */
function withPValue(p: number): Sides {
  let [low, high] = [0, 5000];
  const at = (moved: number) => two([5000, 5000], [5000 + moved, 5000 - moved]);
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if ((chiSquareOf(at(middle))?.pValue ?? NaN) > p) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return at(low);
}

/** Benjamini and Hochberg's own example: four of fifteen are rejected at 5 %. */
const example = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
].map(withPValue);

const level = (correction: Correction, variables: Sides[]) => sharedLevel({ level: 0.05, correction }, variables);

describe('the level of each of many variables', () => {
  it('is that of the query without a correction', () => {
    expect(level('none', example)).toBe(0.05);
  });

  it('is shared evenly by Bonferroni', () => {
    expect(level('bonferroni', example)).toBeCloseTo(0.05 / 15, 12);
  });

  it('by Benjamini and Hochberg is where their procedure stops: 4 of 15 times the level', () => {
    expect(level('benjaminiHochberg', example)).toBeCloseTo((4 / 15) * 0.05, 12);
  });

  it('by Benjamini and Hochberg takes exactly the variables that they reject', () => {
    const shared = level('benjaminiHochberg', example);
    const below = example.filter((sides) => (chiSquareOf(sides)?.pValue ?? 1) <= shared);
    expect(below).toHaveLength(4);
  });

  it('is as with Bonferroni where nothing is rejected, and the whole where everything is', () => {
    expect(level('benjaminiHochberg', [0.5, 0.6].map(withPValue))).toBe(0.025);
    expect(level('benjaminiHochberg', [0.001, 0.002].map(withPValue))).toBe(0.05);
  });

  it('is not shared with variables that cannot be tested', () => {
    const untested = [two([0, 0], [5, 5]), two([50, 0], [50, 0])];
    expect(level('bonferroni', [...example, ...untested])).toBeCloseTo(0.05 / 15, 12);
    expect(level('benjaminiHochberg', untested)).toBe(0.05);
    expect(level('bonferroni', [])).toBe(0.05);
  });

  it('knows that a rise of nulls is a difference', () => {
    const others = [0.5, 0.6].map(withPValue);
    expect(level('benjaminiHochberg', [two([50, 50], [50, 50], 100), ...others])).toBeCloseTo(0.05 / 3, 12);
    expect(level('benjaminiHochberg', [...others, two([50, 50], [50, 50], 100), two([50, 50], [5, 95])])).toBe(0.025);
  });
});
