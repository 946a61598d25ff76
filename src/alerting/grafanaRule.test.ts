import Ajv from 'ajv';
import { readFileSync } from 'fs';
import { parse } from 'yaml';

import { accuracy, planOf, recallOfEach, ruleOf } from '../../test/alertRules';
import schema from '../../test/schemas/alertRuleFile.json';
import { companionOf } from './draft';
import { grafanaRule } from './grafanaRule';
import { provisioningFile } from './provisioningFile';
import { type AlertRule, type Condition } from './rule';
import { CONDITION } from './ruleData';
import { ruleUid } from './ruleUid';

const recorded = JSON.parse(readFileSync('test/frames/alerting/create-rule.json', 'utf8')).request;
const panel = { dashboardUid: 'spike', panelId: 1 };
const below: Condition = { is: 'below', threshold: 0.8 };

/** The type of every part of a value. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
    : typeof value;
}

describe("a rule for Grafana's API", () => {
  const rule = grafanaRule(ruleOf(planOf(accuracy), below, { panel, paused: true }), 1);

  it('has the shape that a real Grafana took', () => {
    const [query, threshold] = recorded.data;
    const [ourQuery, ourThreshold] = rule.data;
    expect(shapeOf({ ...rule, data: [], labels: {} })).toEqual(shapeOf({ ...recorded, data: [], labels: {} }));
    expect(shapeOf(ourQuery)).toEqual(
      shapeOf({
        ...query,
        model: { ...query.model, format: '', exemplar: false, editorMode: '', legendFormat: '' },
      })
    );
    // An expression looks at no stretch of time.
    expect(ourThreshold.relativeTimeRange).toBe(threshold.relativeTimeRange);
    expect(shapeOf(ourThreshold)).toEqual(shapeOf(threshold));
  });

  it('is of one query and one threshold where that is enough', () => {
    expect(rule.data.map(({ refId }) => refId)).toEqual(['value', CONDITION]);
    expect(rule.data[0].relativeTimeRange).toEqual({ from: 3600, to: 0 });
    expect(rule.data[1].model).toMatchObject({
      type: 'threshold',
      expression: 'value',
      conditions: [{ evaluator: { type: 'lt', params: [0.8] } }],
    });
  });

  it('says of which model and measure it is, where it is shown, and how the number stands', () => {
    expect(rule.labels).toEqual({ model: 'credit-risk', measure: 'accuracy' });
    expect(rule.annotations).toEqual({
      __dashboardUid__: 'spike',
      __panelId__: '1',
      summary:
        'The accuracy of credit-risk is below 80% over 1 h. It is {{ humanizePercentage (index $values "value").Value }}.',
    });
    expect(rule).toMatchObject({ condition: CONDITION, noDataState: 'OK', execErrState: 'Error', isPaused: true });
  });

  it('recovers by a distance', () => {
    const { data } = grafanaRule(ruleOf(planOf(accuracy), { ...below, hysteresis: 0.05 }), 1);
    expect(data[1].model).toMatchObject({
      conditions: [{ evaluator: { type: 'lt', params: [0.8] }, unloadEvaluator: { type: 'gt', params: [0.85] } }],
    });
  });

  it("compares an interval's end, and shows the share beside it", () => {
    const { data, annotations } = grafanaRule(ruleOf(planOf(recallOfEach), { ...below, surely: 0.99 }), 1);
    expect(data.map(({ refId }) => refId)).toEqual(['hits', 'support', 'share', 'upper', CONDITION]);
    expect(annotations.summary).toContain('is surely below 80% over 1 h. It is {{ humanizePercentage');
    expect(annotations.summary).toContain('{{ with index $labels "class" }}{{ "class" }}: {{ . }}.{{ end }}');
  });
});

describe('a file of rules', () => {
  const check = new Ajv({ strict: false }).compile(schema);
  const rules: AlertRule[] = [
    ruleOf(planOf(accuracy), below, { panel }),
    ruleOf(planOf(recallOfEach), { ...below, surely: 0.99, hysteresis: 0.1 }),
    ruleOf(planOf({ ...accuracy, quality: { measure: 'mcc' } }), { is: 'outside', threshold: 0, upperThreshold: 0.9 }),
  ];
  const companions = rules.flatMap((rule) => companionOf(rule) ?? []);

  it('is as Grafana documents it', () => {
    const file = parse(provisioningFile([...rules, ...companions]));
    expect([check(file), check.errors]).toEqual([true, null]);
    expect(file.groups).toHaveLength(1);
    expect(file.groups[0].rules).toHaveLength(6);
  });

  it('is refused by the schema where something is missing', () => {
    const file = parse(provisioningFile(rules));
    delete file.groups[0].rules[0].data[0].model.intervalMs;
    expect(check(file)).toBe(false);
  });

  it('holds the same queries as the rule of the API', () => {
    const [rule] = rules;
    const [ofFile] = parse(provisioningFile([rule])).groups[0].rules;
    expect(ofFile.data).toEqual(JSON.parse(JSON.stringify(grafanaRule(rule, 1).data)));
  });

  it('gives each folder, group and interval a group of its own', () => {
    const [rule] = rules;
    const file = parse(provisioningFile([rule, { ...rule, everySeconds: 300 }, { ...rule, group: 'other' }]));
    expect(file.groups.map(({ name, interval }: { name: string; interval: string }) => [name, interval])).toEqual([
      ['modelwatch credit-risk', '60s'],
      ['modelwatch credit-risk (300s)', '300s'],
      ['other', '60s'],
    ]);
  });

  it.each([
    'say "hi"',
    "it's",
    'back\\slash',
    'two\nlines',
    '${HOME} $HOME $$',
    '{{ .Secret }}',
    '日本語',
    '</script>',
    '- a: b',
  ])('keeps names as they come: %j', (name) => {
    const plan = planOf({ ...accuracy, model: { name, versions: [name] } });
    const [rule] = parse(provisioningFile([ruleOf(plan, below)])).groups[0].rules;
    // What Grafana makes of it: environment variables first, where `$$` is a dollar sign, then the template.
    expect(rule.title.replace(/\$\$/g, '$')).toBe(`accuracy of ${name} (${name}) below 80%`);
    expect(rule.title.replace(/\$\$/g, '')).not.toContain('$');
    expect(printed(rule.labels.model)).toBe(name);
    expect(printed(rule.annotations.summary)).toContain(`The accuracy of ${name} (${name}) is below 80% over 1 h.`);
    expect(rule.uid).toMatch(/^[a-z0-9-]{1,40}$/);
  });
});

/** A Go template's text constants, printed. */
const printed = (template: string) => template.replace(/\{\{ "([^"]*)" \}\}/g, (_, text) => text.replace('\\x24', '$'));

describe('the uid of a rule in a file', () => {
  const rule = ruleOf(planOf(accuracy), below);

  it('is the same whenever the file is made', () => {
    expect(ruleUid(rule)).toBe('accuracy-of-credit-risk-below-8-fbcb4d07');
    expect(ruleUid(ruleOf(planOf(accuracy), { ...below, threshold: 0.5 }, { title: rule.title }))).toBe(ruleUid(rule));
  });

  it('differs by title, group and folder', () => {
    const others = [
      { ...rule, title: 'x' },
      { ...rule, group: 'x' },
      { ...rule, folder: { uid: 'x', title: 'X' } },
    ];
    expect(new Set([rule, ...others].map(ruleUid)).size).toBe(4);
  });
});
