import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';

const record = (more: Partial<AuditRecord>): AuditRecord => ({ model: 'm', version: 'v1', features: {}, ...more });
const source = recordsSource([
  record({ time: 30, observed: 40, actual: 'a', predicted: 'b', features: { site: 'eu', age: 3, 'a b': 1 } }),
  record({ time: 10, observed: 90, actual: 'b', predicted: 'b', version: 'v2', features: { site: null } }),
  record({ time: 20 }),
  record({ time: 50, actual: 'c' }),
  record({ observed: 60, actual: 'd' }),
  record({ actual: 'e' }),
  record({ model: 'other', time: 25, error: { type: 'E', message: '' }, features: { version: 'x', zip: '1' } }),
]);

const actual = (records: readonly AuditRecord[]) => records.map((one) => one.actual);

it('has records in order of either clock, after the start and up to the end', () => {
  expect(actual(source.records('m', 0, 100, 'prediction'))).toEqual(['b', undefined, 'a', 'c', 'd']);
  expect(actual(source.records('m', 0, 100, 'outcome'))).toEqual(['a', 'c', 'd', 'b']);
  expect(actual(source.records('m', 10, 30, 'prediction'))).toEqual([undefined, 'a']);
  expect(actual(source.records('m', 40, 60, 'outcome'))).toEqual(['c', 'd']);
  expect(source.records('unknown', 0, 100, 'outcome')).toEqual([]);
});

it('has those without any time apart', () => {
  expect(actual(source.timeless('m'))).toEqual(['e']);
  expect(source.coverage('m')).toEqual({ from: 10, to: 90 });
  expect(source.coverage('unknown')).toBeUndefined();
});

it('says which outcomes do not know when they became known', () => {
  expect(source.notices('m', 0, 100, 'outcome')).toEqual([
    'One outcome does not say when it became known (outcome.observed): it counts at the time of its prediction.',
  ]);
  expect(source.notices('m', 60, 100, 'outcome')).toEqual([]);
  expect(source.notices('m', 0, 100, 'prediction')).toEqual([]);
});

it('knows by what records can be told apart', () => {
  expect(source.models()).toEqual(['m', 'other']);
  // A feature called like an attribute of every record, or as no matcher can be, is not offered.
  expect(source.attributes('m')).toEqual(['version', 'actual', 'predicted', 'age', 'site']);
  expect(source.attributes()).toEqual(['version', 'actual', 'predicted', 'error_type', 'age', 'site', 'zip']);
  expect(source.values('version', 'm')).toEqual(['v1', 'v2']);
  expect(source.values('site')).toEqual(['eu']);
  expect(source.values('model')).toEqual(['m', 'other']);
  expect(source.values('error_type', 'm')).toEqual([]);
});
