import fc from 'fast-check';
import { parse } from 'yaml';

import { driftPlan, ruleOf } from '../../test/alertRules';
import { namesIn } from '../engines/formulas';
import { type DriftMeasure, driftMeasures } from '../query/drift';
import { prometheusRules } from './prometheusRules';
import { provisioningFile } from './provisioningFile';
import { type AlertRule, type Condition } from './rule';
import { CONDITION, ruleData } from './ruleData';
import { isExpression } from './ruleQuery';

const measures = driftMeasures.filter((measure) => measure !== 'newShare');
const above: Condition = { is: 'above', threshold: 0.1 };

function driftRule(measure: DriftMeasure, edges: number, { surely, ...condition }: Condition = above): AlertRule {
  const plan = driftPlan(measure, edges);
  return ruleOf(plan, { ...condition, ...(plan.interval && surely !== undefined && { surely }) });
}

const conditions: Condition[] = [above, { ...above, surely: 0.99 }, { ...above, surely: 0.99, hysteresis: 0.02 }];

describe.each([
  ['Grafana', provisioningFile],
  ['Prometheus', prometheusRules],
])('a rule on drift as a file for %s', (_, fileOf) => {
  it('grows by the same with each bin, whatever is measured', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measures),
        fc.constantFrom(...conditions),
        // Of numbers of two digits, so that names are equally long.
        fc.integer({ min: 11, max: 23 }),
        (measure, condition, edges) => {
          const length = (bins: number) => fileOf([driftRule(measure, bins, condition)]).length;
          const [first, here] = [10, edges].map((bins) => length(bins + 1) - length(bins));
          // What it is compared to has more or fewer digits.
          expect(Math.abs(here - first)).toBeLessThan(40);
        }
      ),
      { numRuns: 25 }
    );
  });
});

describe.each(measures)('a rule on %s', (measure) => {
  it.each(conditions)(
    'in Grafana has each expression once, after what it uses, and none that nothing uses: %j',
    (of) => {
      const data = ruleData(driftRule(measure, 12, of));
      const known = new Set<string>();
      const used = new Set([CONDITION]);
      for (const query of data) {
        const { refId, model } = query;
        if (isExpression(query)) {
          const text = String(model.expression);
          const names = model.type === 'math' ? namesIn([text]) : new Set([text]);
          names.forEach((name) => used.add(name));
          expect([refId, [...names].filter((name) => !known.has(name))]).toEqual([refId, []]);
        }
        expect(known).not.toContain(refId);
        known.add(refId);
      }
      expect([...known].filter((refId) => !used.has(refId))).toEqual([]);
    }
  );

  it.each(conditions)('in Prometheus records each result once, before it is used: %j', (of) => {
    const rule = driftRule(measure, 12, of);
    const [{ rules }] = (parse(prometheusRules([rule])) as { groups: Array<{ rules: PrometheusRule[] }> }).groups;
    const known = new Set<string>();
    const used = new Set<string>();
    for (const { record, expr } of rules) {
      const names = [...expr.matchAll(/modelwatch:\w+/g)].map(([name]) => name);
      names.forEach((name) => used.add(name));
      expect([record, names.filter((name) => !known.has(name))]).toEqual([record, []]);
      if (record !== undefined) {
        expect(known).not.toContain(record);
        known.add(record);
      }
    }
    expect([...known].filter((record) => !used.has(record))).toEqual([]);
    // The alert only compares.
    const { alert, expr } = rules[rules.length - 1];
    expect([alert, expr.length < 400]).toEqual([rule.title, true]);
  });
});

interface PrometheusRule {
  record?: string;
  alert?: string;
  expr: string;
}

it('of the share of nulls asks for nulls and all values, and for no bin', () => {
  const { plan } = driftRule('nullShare', 24);
  expect(plan.inputs.map(({ name }) => name).sort()).toEqual(['c24', 'c25', 'r', 'r24', 'r25', 'support']);
  expect(plan.notes.join(' ')).not.toContain('edges');
});
