import { benjaminiHochberg, bonferroni, bonferroniLevel, shareDrifted } from './multiple';

describe('many features', () => {
  it('share the level', () => {
    expect(bonferroniLevel(0.05, 100)).toBeCloseTo(0.0005, 12);
    expect(bonferroniLevel(0.05, 0)).toBe(0.05);
  });

  it('of which one is undefined are fewer tests', () => {
    expect(bonferroni([0.01, undefined, 0.6, 0])).toEqual([0.03, undefined, 1, 0]);
    expect(benjaminiHochberg([0.01, undefined, 0.6, 0])).toEqual([0.015, undefined, 0.6, 0]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it("give the numbers of Benjamini and Hochberg's example: four of fifteen at 5 %", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p).filter((value) => value !== undefined && value <= 0.05)).toHaveLength(4);
    expect(bonferroni(p).filter((value) => value !== undefined && value <= 0.05)).toHaveLength(3);
  });

  it('drifted as a share of those that could be judged', () => {
    expect(shareDrifted(['drift', 'noise', 'too few', 'no data', 'small', 'usual'])).toBe(0.25);
    expect(shareDrifted(['too few', 'no data'])).toBeUndefined();
  });
});
