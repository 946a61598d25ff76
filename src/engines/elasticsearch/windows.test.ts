import { migrateQuery } from '../../query/migrate';
import { defaultRecordMapping } from '../../query/recordFields';
import { is } from './lucene';
import { countMetric, terms } from './target';
import { countRequest, windowsOf } from './windows';

const MINUTE = 60_000;
const window = { from: 10 * MINUTE + 1, to: 40 * MINUTE + 1, intervalMs: 10 * MINUTE };

const at = (changes: object) => windowsOf(migrateQuery({ kind: 'quality', ...changes }), window);

describe('the windows of an answer', () => {
  it('a number looks over all of it, or over its own window', () => {
    expect(at({})).toMatchObject({ from: window.to - 30 * MINUTE, to: window.to });
    expect(at({ window: '5m' })).toMatchObject({ from: window.to - 5 * MINUTE, to: window.to });
    expect(at({}).timesOf(undefined)).toEqual([window.to]);
  });

  it('a series stands at the multiples of its step, each event in one of them', () => {
    const windows = at({ result: 'series' });
    expect(windows).toMatchObject({ from: 0, to: 40 * MINUTE, stepMs: 10 * MINUTE });
    // The bucket of (20 min, 30 min] has its first millisecond as its key.
    expect(windows.timesOf(20 * MINUTE + 1)).toEqual([30 * MINUTE]);
  });

  it('overlapping windows share their buckets', () => {
    const windows = at({ result: 'series', window: '25m' });
    expect(windows).toMatchObject({ from: -15 * MINUTE, stepMs: 5 * MINUTE });
    // (15, 20] lies in the windows that end at 20, 30 and 40 minutes.
    expect(windows.timesOf(15 * MINUTE + 1)).toEqual([20 * MINUTE, 30 * MINUTE, 40 * MINUTE]);
    expect(windows.timesOf(-15 * MINUTE + 1)).toEqual([10 * MINUTE]);
  });
});

describe('a request', () => {
  const counting = { query: [is('model.name', 'm')], metrics: [countMetric], buckets: [terms('a')] };
  const asked = (basis: 'prediction' | 'outcome') =>
    countRequest('cells', { ...counting, basis }, { from: 1000, to: 2000, timesOf: () => [] }, defaultRecordMapping);

  it('is of (from, to] in whole milliseconds', () => {
    expect(asked('prediction')).toMatchObject({ from: 1001, to: 2000, target: { query: 'model.name:"m"' } });
  });

  it('reaches back by the longest delay on the clock of outcomes, which the query narrows', () => {
    const request = asked('outcome');
    expect(request.from).toBe(1001 - defaultRecordMapping.labelDelayMs);
    expect(request.target.query).toContain(
      'outcome.observed:{"1970-01-01T00:00:01.000Z" TO "1970-01-01T00:00:02.000Z"]'
    );
  });
});
