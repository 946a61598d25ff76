import { type AuditRow } from '../../frames/auditFrame';
import { recordColumns } from './recordColumns';
import { recordSections } from './recordSections';
import { verdictOf } from './texts';

const row = (more: Partial<AuditRow> = {}): AuditRow => ({
  model: 'loans',
  version: '2',
  features: {},
  cursor: '',
  ...more,
});
const said = (more: Partial<AuditRow>) =>
  Object.fromEntries(
    recordSections(row(more), 'utc').map(({ title, items, empty }) => [
      title,
      items.length === 0 ? empty : Object.fromEntries(items.map(({ name, value }) => [name, value])),
    ])
  );

const time = Date.UTC(2026, 10, 20, 9, 30, 0, 5);

it('says what went in, what was predicted, what became of it, and how it was served', () => {
  const full = said({
    time,
    id: 'p-1',
    features: { income: 41.25, city: 'Köln', note: '', age: null },
    predicted: 'approve',
    score: 0.123456789,
    actual: 'reject',
    correct: false,
    observed: time + 90_000,
    duration: 0.25,
    traceId: 't-1',
  });
  expect(full).toEqual({
    Input: { age: undefined, city: 'Köln', income: '41.25', note: '(empty)' },
    // In full: what was predicted is not rounded here.
    Prediction: { Class: 'approve', Score: '0.123456789' },
    Outcome: { Class: 'reject', 'Known at': '2026-11-20 09:31:30.005', 'After the prediction': '1.50 mins' },
    Request: {
      'Predicted at': '2026-11-20 09:30:00.005',
      Model: 'loans',
      Version: '2',
      'Response time': '250 ms',
      Id: 'p-1',
      'Trace id': 't-1',
    },
  });
});

it('says in a sentence what there is not, and why', () => {
  expect(said({ predicted: 'a' })).toMatchObject({
    Input: expect.stringContaining('No input was written'),
    Outcome: 'The outcome is not known yet.',
  });
  expect(said({ errorType: 'Timeout', errorMessage: 'no answer in 2 s' })).toMatchObject({
    Prediction: 'Nothing was predicted.',
    Outcome: 'The request failed, so that there is no outcome to wait for.',
    Request: { Error: 'Timeout', Message: 'no answer in 2 s' },
  });
});

it('of values says how far off the prediction was', () => {
  expect(said({ predictedValue: 10.5, actualValue: 12 })).toMatchObject({
    Prediction: { Value: '10.5' },
    Outcome: { Value: '12', 'Predicted minus actual': '-1.5' },
  });
});

it('is right, wrong, failed, or of an outcome that is not known', () => {
  expect(verdictOf(row({ correct: true })).text).toBe('Right');
  expect(verdictOf(row({ correct: false })).text).toBe('Wrong');
  expect(verdictOf(row({ errorType: 'Timeout' })).text).toBe('Failed');
  expect(verdictOf(row({ predicted: 'a' })).text).toBe('Not known');
  expect(verdictOf(row({ predictedValue: 1, actualValue: 2 })).text).toBe('Known');
});

it('lists what any record of the page says, and no column that none does', () => {
  const headers = recordColumns([
    row({ time, predicted: 'a', features: { income: 4 } }),
    row({ time, predicted: 'b', actual: 'a', id: 'p', features: { city: 'x', income: null } }),
  ]).map(({ header }) => header);
  expect(headers).toEqual(['Predicted at', 'Result', 'Prediction', 'Outcome', 'Version', 'city', 'income', 'Id']);
});

it('shows of features what they are, of any name', () => {
  const features = Object.fromEntries([
    ['__proto__', '</script>'],
    ['a.b', 0],
  ]);
  const columns = recordColumns([row({ features })]).filter(({ id }) => id.startsWith('features.'));
  expect(columns.map(({ header, text }) => [header, text(row({ features }))])).toEqual([
    ['__proto__', '</script>'],
    ['a.b', '0'],
  ]);
  expect(columns[0].text(row())).toBeUndefined();
});
