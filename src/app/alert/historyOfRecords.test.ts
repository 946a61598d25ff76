import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';

import { answered } from '../../../test/alertNumbers';
import { elasticsearchEngine } from '../../engines/elasticsearch/elasticsearchEngine';
import { type Target } from '../../engines/elasticsearch/target';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { defaultRecordMapping } from '../../query/recordFields';
import { HISTORY_STEP_MS, historyWindow } from './history';
import { framesOfEach, planHistory, requestsTogether } from './historyOfRecords';
import { NOW } from './testPanel';

/** That its numbers are those of then: history.opensearch.test.ts. */

const window = historyWindow(NOW);
const upstream = { type: 'elasticsearch', uid: 'es' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function historyOf(asked: object, leastSupport?: number) {
  const engine = elasticsearchEngine({ ...defaultRecordMapping, labelDelayMs: DAY });
  const query = migrateQuery({ kind: 'quality', window: '2h', model: { name: 'say "hi" $x' }, ...asked });
  const facts = { recordsWith: {}, classes: 2 };
  const known = { versions: [], classes: ['a', 'b'], scoreEdges: [] };
  const range = { from: NOW - HOUR, to: NOW, intervalMs: 60_000 };
  const { inputs } = answered(
    answered(engine.alerting).plan({ query, leastSupport }, defaultMapping, range, facts, known)
  );
  return planHistory(inputs, window);
}

const targetsOf = (asked: object) => historyOf(asked).requests.map(({ target }) => target as Target);

/** One series of one count. */
const counted = (step: number, count: number, name: string): DataFrame =>
  toDataFrame({
    refId: name,
    fields: [
      { name: 'Time', type: FieldType.time, values: [window.from + step * HISTORY_STEP_MS + 1] },
      { name: 'Value', type: FieldType.number, values: [count] },
    ],
  });

describe('the request for the past of a rule on records', () => {
  it('is a single one, whatever number of queries the rule has', () => {
    const { requests } = historyOf({ quality: { measure: 'kappa' } });
    const [request, ...others] = requestsTogether(requests, { getRef: () => upstream });
    expect(others).toEqual([]);
    expect(request.targets.map(({ refId }) => refId)).toEqual(requests.map(({ name }) => name));
    expect(request.targets[0].datasource).toEqual(upstream);
    // Without it Grafana leaves the labels of series out.
    expect(request.headers).toEqual({ 'X-Grafana-From-Expr': 'true' });
    expect(request.range.to.valueOf()).toBe(window.to);
    // Outcomes of the first window may be of predictions that are a label delay older.
    expect(request.range.from.valueOf()).toBe(window.from + HISTORY_STEP_MS - 2 * HOUR - DAY + 1);
  });

  it('asks on the clock of outcomes for outcomes of then, and not of now', () => {
    for (const { query } of targetsOf({})) {
      expect(query).not.toContain('now');
      expect(query).toContain('outcome.observed:{"2026-');
    }
  });

  it('counts in steps that make up the windows, and asks for each window where none do', () => {
    const interval = (asked: object) => targetsOf(asked)[0].bucketAggs.at(-1)?.settings.interval;
    expect(interval({})).toBe('1800000ms');
    expect(interval({ window: '40m' })).toBe('600000ms');
    const [{ bucketAggs }] = targetsOf({ window: '47m' });
    expect(bucketAggs.find(({ type }) => type === 'filters')?.settings.filters).toHaveLength(336);
    const times = { kind: 'operations', operations: { measure: 'responseTime', quantiles: [0.95] } };
    expect(targetsOf(times)[0].bucketAggs.map(({ type }) => type)).toEqual(['terms', 'filters', 'date_histogram']);
  });
});

describe('the past of a rule on records', () => {
  it('adds up the steps of each window, under the names that the queries of the rule have', () => {
    const { requests, read } = historyOf({}, 10);
    const frames = requests.map(({ name }) => counted(8, name === 'hits' ? 3 : 4, name));
    const evaluations = read(framesOfEach(requests, frames));
    const valueAt = (step: number, name: string) => evaluations[step - 1].answers.get(name);
    expect([...evaluations[0].answers.keys()]).toEqual(['hits_series', 'support_all']);
    // The step after the 8th ends at the 9th, and is in the four windows from there on.
    expect([9, 12].map((step) => valueAt(step, 'support_all'))).toMatchObject([[{ value: 4 }], [{ value: 4 }]]);
    expect([8, 13].map((step) => valueAt(step, 'support_all'))).toEqual([[], []]);
    // Of right ones there are none then.
    expect([8, 13].map((step) => valueAt(step, 'hits_series'))).toMatchObject([[{ value: 0 }], [{ value: 0 }]]);
  });

  it('has no data where nothing was answered', () => {
    const { requests, read } = historyOf({});
    const [first] = read(framesOfEach(requests, []));
    expect([...first.answers.values()]).toEqual([[], []]);
  });
});
