import { driftVerdict, FEWEST_SAMPLES, usualLevel } from './marks';

describe('the usual level', () => {
  it('is the 95th percentile of past periods, linear between two', () => {
    expect(usualLevel(Array.from({ length: 21 }, (_, i) => i))).toBeCloseTo(19, 12);
    expect(usualLevel([4, 1, 3, 2])).toBeCloseTo(3.85, 12);
  });

  it('leaves periods without a value out, and needs four', () => {
    expect(usualLevel([1, 2, 3, undefined, NaN, 4])).toBeCloseTo(3.85, 12);
    expect(usualLevel([1, 2, 3, undefined])).toBeUndefined();
  });
});

describe('the verdict', () => {
  const enough = { reference: 1000, current: 1000 };
  const marks = { floor: 0.01, usual: 0.05, threshold: 0.1 };

  it.each([
    [0.2, 'drift'],
    [0.1, 'small'],
    [0.05, 'usual'],
    [0.01, 'noise'],
    [undefined, 'no data'],
  ] as const)('of %s is %s', (value, verdict) => {
    expect(driftVerdict(value, enough, marks)).toBe(verdict);
  });

  it('alarms only above all three, in whichever order they lie', () => {
    expect(driftVerdict(0.2, enough, { floor: 0.3, usual: 0.05, threshold: 0.1 })).toBe('noise');
    expect(driftVerdict(0.2, enough, { floor: 0.1, usual: 0.3, threshold: 0.1 })).toBe('usual');
  });

  it('is not told from fewer than 30 samples on a side', () => {
    expect(driftVerdict(0.9, { reference: FEWEST_SAMPLES - 1, current: 1e6 }, marks)).toBe('too few');
    expect(driftVerdict(0.9, { reference: 1e6, current: NaN }, marks)).toBe('too few');
    expect(driftVerdict(0.9, { reference: FEWEST_SAMPLES, current: FEWEST_SAMPLES }, marks)).toBe('drift');
  });

  it('asks only for marks that are known, and alarms without none', () => {
    expect(driftVerdict(0.9, enough, { threshold: 0.1 })).toBe('drift');
    expect(driftVerdict(0.9, enough, {})).toBe('noise');
  });
});
