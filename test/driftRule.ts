import { type DataFrame } from '@grafana/data';

import { type Condition } from '../src/alerting/rule';
import { formulasOf, ruleData } from '../src/alerting/ruleData';
import { elasticsearchEngine } from '../src/engines/elasticsearch/elasticsearchEngine';
import { type AlertPlan, type Refusal } from '../src/engines/engine';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';
import { defaultRecordMapping } from '../src/query/recordFields';
import { answered, byLabels, rounded } from './alertNumbers';
import { HOUR, START } from './driftRecords';
import { evaluateOnRecords } from './evaluateOnRecords';
import { type OnSearchNode } from './onSearchNode';

export const NOW = START + 112 * HOUR;
const window = { from: NOW - 24 * HOUR, to: NOW, intervalMs: HOUR };
export const upstream = { type: 'elasticsearch', uid: 'es' };
export const above: Condition = { is: 'above', threshold: 0.1 };
const elasticsearch = elasticsearchEngine(defaultRecordMapping);
const alerting = answered(elasticsearch.alerting);

/** A query that a rule can watch, of the records in driftRecords.ts. */
export const watched = (drift: object, more: object = {}): ModelQuery =>
  migrateQuery({
    kind: 'drift',
    result: 'number',
    window: '24h',
    reference: { kind: 'offset', offset: '72h' },
    drift: { usualPeriods: 0, edges: '-0.5, 0.1, 5, 20, 40.5, 60', ...drift },
    model: { name: 'credit' },
    ...more,
  });

/** Rules on drift as Grafana would evaluate them on a real search engine that has those records, and the panel's number. */
export function driftRulesOn({ answer, query: ask }: Pick<OnSearchNode, 'answer' | 'query'>) {
  async function planned(query: ModelQuery): Promise<AlertPlan | Refusal> {
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    const known = await answer(alerting.discover(query, defaultMapping, window));
    return alerting.plan({ query }, defaultMapping, window, facts, known);
  }

  async function numberOf(query: ModelQuery, condition = above): Promise<Record<string, number>> {
    const plan = answered(await planned(query));
    const { compared = '' } = formulasOf(plan, condition);
    return byLabels((await evaluateOnRecords(ruleData({ plan, condition, upstream }), ask, NOW)).get(compared), []);
  }

  async function panel(query: ModelQuery): Promise<(name: string) => number> {
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    const [frame]: DataFrame[] = await answer(elasticsearch.plan(query, defaultMapping, window, facts));
    return (name) => frame.fields.find((field) => field.name === name)?.values[0] as number;
  }

  async function expectSame(query: ModelQuery) {
    const expected = (await panel(query))('drift');
    expect(await numberOf(query)).toEqual({ '[]': rounded(expected) });
    expect(expected).toBeGreaterThan(0);
  }

  return { planned, numberOf, panel, expectSame };
}
