import { migrateQuery } from '../query/migrate';
import { alertChoices, isBetterHigher, ownCondition, takesFeature } from './questions';

const choicesOf = (asked: object) => alertChoices(migrateQuery({ model: { name: 'm' }, ...asked }));

describe('what can be watched of errors and records', () => {
  it('is the error rate by type', () => {
    const [choice, ...others] = choicesOf({ kind: 'errors', result: 'series' });
    expect(others).toEqual([]);
    expect(choice.label).toBe('error rate of m');
    expect(choice.question.query).toMatchObject({ kind: 'operations', operations: { measure: 'errorRate' } });
  });

  it.each([
    { kind: 'errors', errors: { as: 'records' } },
    { kind: 'audit' },
    { kind: 'audit', audit: { as: 'completeness' } },
  ])('is nothing of records: %j', (asked) => {
    expect(choicesOf(asked)).toEqual([]);
  });
});

describe('what can be watched of drift', () => {
  const ofDrift = (drift: object) => choicesOf({ kind: 'drift', drift });
  it('is how far the variables have moved, which is worse when it is higher', () => {
    const [choice, ...others] = ofDrift({ features: ['say "hi"'], measure: 'ks' });
    expect(others).toEqual([]);
    expect(choice.label).toBe('KS statistic (binned) of say "hi" of m');
    expect(isBetterHigher(choice.question)).toBe(false);
  });

  it.each([[[]], [['a', 'b']]])('is one feature, to be named yet, of many: %j', (features) => {
    const [choice, ...others] = ofDrift({ features });
    expect(others).toEqual([]);
    expect(choice.label).toBe('PSI of a feature of m');
    expect(takesFeature(choice.question.query)).toBe(true);
  });

  it.each(['prediction', 'score', 'responseTime'])('needs no name of the %s', (of) => {
    const [choice] = ofDrift({ of, features: ['left over'] });
    expect(takesFeature(choice.question.query)).toBe(false);
  });

  it('is nothing of two distributions beside each other', () => {
    expect(choicesOf({ kind: 'distribution', distribution: { of: 'variable' } })).toEqual([]);
  });

  it.each([
    [
      { threshold: '0.3', level: 0.01 },
      { suggested: { threshold: 0.3, says: 'The threshold of the query.' }, surely: 0.99 },
    ],
    [
      { measure: 'psi' },
      {
        suggested: { threshold: 0.1, says: 'What is commonly taken for the PSI: the query names no threshold.' },
        surely: 0.95,
      },
    ],
    [{ measure: 'wasserstein' }, { surely: 0.95 }],
  ])('brings its own condition: %j', (drift, expected) => {
    expect(ownCondition(ofDrift(drift)[0].question)).toEqual(expected);
  });

  it('and nothing else does', () => {
    expect(ownCondition(choicesOf({ kind: 'quality' })[0].question)).toBeUndefined();
  });
});
