import Ajv from 'ajv';
import { parse } from 'yaml';

import { accuracy, planOf, ruleOf } from '../../test/alertRules';
import schema from '../../test/schemas/alertRuleFile.json';
import { planAlert } from '../engines/elasticsearch/alert/alertPlan';
import { type AlertPlan, isRefusal } from '../engines/engine';
import { migrateQuery } from '../query/migrate';
import { defaultRecordMapping } from '../query/recordFields';
import { prometheusRules, refusePrometheusRules } from './prometheusRules';
import { provisioningFile } from './provisioningFile';
import { type Condition } from './rule';
import { CONDITION, ruleData } from './ruleData';
import { isExpression } from './ruleQuery';

const below: Condition = { is: 'below', threshold: 0.8 };
const upstream = { type: 'elasticsearch', uid: 'es' };

function planOfRecords(leastSupport?: number): AlertPlan {
  const query = migrateQuery(accuracy);
  const facts = { recordsWith: {}, classes: 0 };
  const known = { versions: [], classes: [], scoreEdges: [] };
  const window = { from: 0, to: 3_600_000, intervalMs: 60_000 };
  const plan = planAlert({ query, leastSupport }, defaultRecordMapping, window, facts, known);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan;
}

describe('a rule on records', () => {
  const data = (leastSupport?: number) =>
    ruleData({ plan: planOfRecords(leastSupport), condition: below, upstream }).map(
      ({ refId, datasourceUid, model }) => ({
        refId,
        datasourceUid,
        expression: model.expression,
      })
    );

  it('makes numbers of series under the name that formulas use', () => {
    expect(data()).toEqual([
      { refId: 'hits_series', datasourceUid: 'es', expression: undefined },
      { refId: 'hits', datasourceUid: '__expr__', expression: 'hits_series' },
      { refId: 'support', datasourceUid: 'es', expression: undefined },
      { refId: 'value', datasourceUid: '__expr__', expression: '$hits / $support' },
      { refId: CONDITION, datasourceUid: '__expr__', expression: 'value' },
    ]);
  });

  it('leaves out what is of too few events', () => {
    expect(data(50).slice(2, 5)).toEqual([
      { refId: 'support_all', datasourceUid: 'es', expression: undefined },
      { refId: 'support_enough', datasourceUid: '__expr__', expression: '$support_all + 0 / ($support_all >= 50)' },
      { refId: 'support', datasourceUid: '__expr__', expression: 'support_enough' },
    ]);
  });

  it('looks at whole seconds, as far back as outcomes may come late', () => {
    const queries = ruleData({ plan: planOfRecords(), condition: below, upstream }).filter(
      (query) => !isExpression(query)
    );
    queries.forEach(({ relativeTimeRange }) => expect(relativeTimeRange).toEqual({ from: 30 * 86_400 + 3600, to: 0 }));
  });

  it('is a file for Grafana, and none for Prometheus', () => {
    const rule = ruleOf(planOfRecords(50), { ...below, surely: 0.99 }, { upstream });
    const check = new Ajv({ strict: false }).compile(schema);
    expect([check(parse(provisioningFile([rule]))), check.errors]).toEqual([true, null]);

    const ofPrometheus = ruleOf(planOf(accuracy), below);
    expect(refusePrometheusRules([ofPrometheus, rule])?.sentence).toContain(
      `'${rule.title}' asks a data source other than Prometheus`
    );
    expect(refusePrometheusRules([ofPrometheus])).toBeUndefined();
    expect(prometheusRules([ofPrometheus])).toContain('modelwatch:value');
  });
});
