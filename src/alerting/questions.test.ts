import { migrateQuery } from '../query/migrate';
import { alertChoices } from './questions';

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
