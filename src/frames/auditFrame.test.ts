import { type DataFrame, FieldType } from '@grafana/data';

import { migrateQuery } from '../query/migrate';
import { auditFrame, type AuditRow, readAudit } from './auditFrame';
import { recordLevel, recordSummary } from './auditSummary';

const meta = { query: migrateQuery({ kind: 'audit', model: { name: 'm' } }), from: 0, to: 10 };
const bare: AuditRow = { model: 'm', version: 'v1', features: {}, cursor: '5~1' };
const full: AuditRow = {
  ...bare,
  time: 5,
  id: 'say "hi" \\ $x </script>',
  features: { income: 41.2, employment: 'salaried', __proto__x: null },
  predicted: 'approve',
  score: 0.1234567,
  actual: 'reject',
  correct: false,
  observed: 4000,
  duration: 0.25,
  traceId: 't',
};
const frameOf = (rows: AuditRow[], more = false) => auditFrame(rows, more, meta, []);
const names = (frame: DataFrame) => frame.fields.map(({ name }) => name);
const valuesOf = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)?.values;

describe('the frame of records', () => {
  it('has a field for what some record has, the features by their names in between', () => {
    expect(names(frameOf([full, bare]))).toEqual([
      ...['time', 'summary', 'model', 'version'],
      ...['features.__proto__x', 'features.employment', 'features.income'],
      ...['prediction', 'score', 'outcome', 'correct', 'response time', 'trace id', 'outcome known', 'outcome delay'],
      ...['id', 'level', 'cursor'],
    ]);
    expect(names(frameOf([]))).toEqual(['time', 'summary', 'model', 'version', 'id', 'level', 'cursor']);
  });

  it('says what is not known by null, and how late the outcome was', () => {
    const frame = frameOf([full, bare]);
    expect(valuesOf(frame, 'score')).toEqual([0.1234567, null]);
    expect(valuesOf(frame, 'outcome delay')).toEqual([3995, null]);
  });

  it('keeps features of one type in a column, and writes mixed ones as text', () => {
    const frame = frameOf([
      { ...bare, features: { a: 1, b: 1 } },
      { ...bare, features: { a: null, b: 'one' } },
    ]);
    const [a, b] = ['features.a', 'features.b'].map((name) => frame.fields.find((field) => field.name === name));
    expect([a?.type, a?.values]).toEqual([FieldType.number, [1, null]]);
    expect([b?.type, b?.values]).toEqual([FieldType.string, ['1', 'one']]);
  });

  it('is read as it was written', () => {
    const [read] = readAudit(frameOf([full]))?.rows ?? [];
    expect(read).toEqual(full);
    expect(readAudit({ fields: [], length: 0 })).toBeUndefined();
  });

  it('says where the next page begins only if there is one', () => {
    expect(readAudit(frameOf([full], true))?.next).toBe('5~1');
    expect(readAudit(frameOf([full]))?.next).toBeUndefined();
    expect(readAudit(frameOf([], true))?.next).toBeUndefined();
  });
});

describe('a record in one line', () => {
  it.each<[Partial<AuditRow>, string, string]>([
    [full, 'approve (0.1235), was reject', 'warning'],
    [{ predicted: 'a', actual: 'a', correct: true }, 'a, right', 'info'],
    [{ predicted: '' }, '(empty), outcome not known', 'info'],
    [{ predictedValue: 12.5, actualValue: 13 }, '12.5, was 13', 'info'],
    [{ errorType: 'TimeoutError', errorMessage: 'no answer in 2 s' }, 'TimeoutError: no answer in 2 s', 'error'],
    [{ errorType: 'TimeoutError', errorMessage: '' }, 'TimeoutError', 'error'],
    [{}, 'no prediction, outcome not known', 'info'],
  ])('%j', (row, summary, level) => {
    expect(recordSummary({ ...bare, ...row })).toBe(summary);
    expect(recordLevel({ ...bare, ...row })).toBe(level);
  });
});
