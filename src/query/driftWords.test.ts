import { driftWords, type Judged } from './driftWords';

const words = (judged: Partial<Judged>, measure = 'PSI') =>
  driftWords(measure, {
    verdict: 'drift',
    samples: { reference: 1000, current: 500 },
    values: { reference: 1000, current: 500 },
    ...judged,
  });

describe('a drift in words', () => {
  it.each([
    [
      { value: 0.93, floor: 0.0123, usual: 0.04, threshold: 0.1 },
      'PSI 0.93: far above its sampling floor 0.012, its usual 0.04 and the threshold 0.1.',
    ],
    [{ value: 0.93, floor: 0.01, usual: 0.04 }, 'PSI 0.93: far above its sampling floor 0.01 and its usual 0.04.'],
    [{ value: 0.2, floor: 0.01, threshold: 0.1 }, 'PSI 0.2: above its sampling floor 0.01 and the threshold 0.1.'],
    [{ value: 0.2, threshold: 0.1 }, 'PSI 0.2: above the threshold 0.1.'],
    [
      { value: 0.2, threshold: 0.1, isUsualAsked: true },
      'PSI 0.2: above the threshold 0.1. What is usual is not known: fewer than 4 past periods have 30 values on each side.',
    ],
    [{ value: 0.2, usual: 0.1, isUsualAsked: true }, 'PSI 0.2: above its usual 0.1.'],
    // As many digits as tell the two apart.
    [{ value: 0.1041, threshold: 0.1 }, 'PSI 0.104: above the threshold 0.1.'],
    [
      { verdict: 'small' as const, value: 0.05, floor: 0.01, usual: 0.02, threshold: 0.1 },
      'PSI 0.05: above its sampling floor 0.01 and its usual 0.02, but not above the threshold 0.1.',
    ],
    [{ verdict: 'small' as const, value: 0.05, threshold: 0.1 }, 'PSI 0.05: not above the threshold 0.1.'],
    [
      { verdict: 'usual' as const, value: 0.05, floor: 0.01, usual: 0.06, threshold: 0.1 },
      'PSI 0.05: above its sampling floor 0.01, but up to 0.06 is usual.',
    ],
    [{ verdict: 'usual' as const, value: 0.05, usual: 0.06 }, 'PSI 0.05: up to 0.06 is usual.'],
    [
      { verdict: 'noise' as const, value: 0.005, floor: 0.01 },
      'PSI 0.005: samples of these sizes show up to 0.01 without any drift.',
    ],
    [{ verdict: 'noise' as const, value: 0.005 }, 'PSI 0.005: there is nothing to hold it against. Set a threshold.'],
    [
      { verdict: 'too few' as const, value: 3, samples: { reference: 12_345.6, current: 3 } },
      'Too few to tell: 3 now and 12,346 in the reference, and 30 are needed on each side.',
    ],
    [{ verdict: 'no data' as const }, 'PSI is not defined for this variable. Choose another measure.'],
    [
      { verdict: 'no data' as const, values: { reference: 0, current: 5 } },
      'Nothing to compare with: the reference has no values.',
    ],
    [
      { verdict: 'no data' as const, values: { reference: 5, current: 0 } },
      'Nothing to compare: there are no values now.',
    ],
    [{ verdict: 'no data' as const, values: { reference: 0, current: 0 } }, 'No values on either side.'],
  ])('says of %j what it means', (judged, sentence) => {
    expect(words(judged)).toBe(sentence);
  });
});
