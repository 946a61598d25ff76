import { checkDrift } from './checkDrift';
import { migrateQuery } from './migrate';
import { parseEdges, parseTime, thresholdOfDrift } from './drift';

const check = (asked: object) => checkDrift(migrateQuery({ kind: 'drift', model: { name: 'm' }, ...asked }));
const baseline = (variables: object[]) => ({
  reference: { kind: 'baseline', baseline: { model: 'm', versions: [], from: 0, to: 1, variables } },
});

describe('the check of a query about drift', () => {
  it.each([
    {},
    { drift: { usualEvery: 'never', usualPeriods: 4 } },
    { drift: { of: 'score', measure: 'ks', threshold: '0', usualPeriods: 0, usualEvery: '', edges: '1; 2, -3e4' } },
    { reference: { kind: 'offset', offset: '24h' } },
    { reference: { kind: 'fixed', from: '2026-11-01', to: '1795780800000' } },
    { reference: { kind: 'version', version: 'v1' } },
    // What belongs to another kind of reference is not looked at.
    { reference: { kind: 'previous', offset: 'x', from: 'y', version: '' } },
    baseline([
      { of: 'feature', name: 'x', edges: [null, 1, null], counts: [1, 2], nulls: 0 },
      { of: 'prediction', name: '', categories: ['a'], counts: [1], nulls: 0 },
    ]),
  ])('finds nothing wrong with a good one: %j', (asked) => {
    expect(check(asked)).toEqual([]);
  });

  it.each([
    [{ drift: { of: 'weather' } }, /^The variable 'weather' is not known\. Choose one of feature, prediction/],
    [{ drift: { measure: 'vibes' } }, /^The measure 'vibes' is not known\. Choose one of psi/],
    [{ drift: { correction: 'luck' } }, /^The correction 'luck' is not known\. Choose one of none/],
    [{ drift: { level: 5 } }, 'The level 5 is not between 0 and 1. Write 0.05 for 5 %.'],
    [{ drift: { level: 0 } }, 'The level 0 is not between 0 and 1. Write 0.05 for 5 %.'],
    [
      { drift: { threshold: 'high' } },
      "The threshold 'high' is no number from 0 on. Write a number such as 0.2, or leave it empty for what is usual.",
    ],
    [{ drift: { threshold: -0.1 } }, /^The threshold '-0\.1' is no number from 0 on\./],
    [
      { drift: { usualPeriods: 13 } },
      'A usual level of 13 past periods cannot be taken. Choose a whole number from 4 to 12, or 0 for none.',
    ],
    [{ drift: { usualPeriods: 4.5 } }, /^A usual level of 4\.5 past periods cannot be taken\./],
    [
      { drift: { usualPeriods: 3 } },
      /^A usual level of 3 past periods cannot be taken\. Choose a whole number from 4 to 12,/,
    ],
    [
      { drift: { usualEvery: 'often' } },
      "The period 'often' of the usual level is no duration. Write a number and a unit, such as 1d or 7d, or 'never'.",
    ],
    [
      { drift: { edges: '1, two' } },
      "The edges '1, two' are not all numbers. Write numbers with commas between, such as 10, 20, 50.",
    ],
    [{ reference: { kind: 'then' } }, /^The reference 'then' is not known\. Choose one of previous/],
    [
      { reference: { kind: 'offset', offset: 'a week' } },
      "The reference's offset 'a week' is no duration. Write a number and a unit, such as 24h or 7d.",
    ],
    [
      { reference: { kind: 'fixed', from: 'now', to: '' } },
      "The reference's range 'now to ' is no two times. Write them as 2026-11-01T00:00:00Z.",
    ],
    [
      { reference: { kind: 'fixed', from: '2', to: '1' } },
      "The reference's range '2 to 1' ends before it begins. Swap its two times.",
    ],
    [
      { reference: { kind: 'version', version: ' ' } },
      'The reference is another version, and none is named. Name a version.',
    ],
    [{ reference: { kind: 'baseline' } }, /^The reference is a frozen baseline, and none is in the query\./],
    [
      baseline([{ of: 'feature', name: 'x', edges: [null, null], counts: [1, 2], nulls: 0 }]),
      'The frozen baseline of x is damaged: its counts and its bins do not fit together. Freeze it again.',
    ],
    [
      baseline([{ of: 'score', name: '', categories: ['a'], counts: [], nulls: 0 }]),
      /^The frozen baseline of score is/,
    ],
    [baseline([{ of: 'score', name: '', categories: ['a'], counts: ['1'], nulls: 0 }]), /is damaged/],
    [baseline([{ of: 'score', name: '', categories: ['a'], counts: [-1], nulls: 0 }]), /is damaged/],
    [baseline([{ of: 'score', name: '', categories: ['a'], counts: [1] }]), /is damaged/],
    [baseline([{ of: 'feature', name: 'x', edges: [null, 2, 1], counts: [1, 1], nulls: 0 }]), /is damaged/],
  ])('says of %j what is wrong', (asked, sentence) => {
    expect(check(asked)).toEqual([typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
  });

  it('asks nothing of marks that a distribution does not have', () => {
    expect(
      check({ kind: 'distribution', distribution: { of: 'variable' }, drift: { threshold: 'x', level: 9 } })
    ).toEqual([]);
  });
});

describe('what a query writes as text', () => {
  it('are edges, ascending, each once', () => {
    expect(parseEdges(' 20,10;10\n-1e3 ')).toEqual([-1000, 10, 20]);
    expect(parseEdges('')).toEqual([]);
    expect(parseEdges('1,NaN')).toBeUndefined();
  });

  it('are times, ISO or milliseconds', () => {
    expect(parseTime('2026-11-01T00:00:00Z')).toBe(Date.UTC(2026, 10, 1));
    expect(parseTime(' -5 ')).toBe(-5);
    expect(parseTime('soon')).toBeUndefined();
  });

  it('is a threshold; left empty it is what is common for the measure, if anything is', () => {
    expect(thresholdOfDrift({ threshold: ' 0.3 ', measure: 'psi' })).toBe(0.3);
    expect(thresholdOfDrift({ threshold: '', measure: 'psi' })).toBe(0.1);
    expect(thresholdOfDrift({ threshold: '', measure: 'chiSquare' })).toBeUndefined();
  });
});
