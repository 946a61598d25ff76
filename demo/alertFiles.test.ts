import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import { parse } from 'yaml';

import { readExpressions } from '../src/alerting/expressions/expressions';
import { ruleUid } from '../src/alerting/ruleUid';
import { isRefusal } from '../src/engines/engine';
import schema from '../test/schemas/alertRuleFile.json';
import { alertFiles, placeOf, provisionedRules } from './alertFiles';

const provisioning = join(__dirname, '..', 'provisioning');
const yaml = (...path: string[]) => parse(readFileSync(join(provisioning, ...path), 'utf8'));
const rules = provisionedRules();

describe('the committed files of alert rules', () => {
  it.each(alertFiles().map(({ path, text }) => [path.slice(provisioning.length), path, text]))(
    '%s is what `make alert-files` writes',
    (_, path, text) => {
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  );

  it('hold every rule once, for Grafana as for Prometheus', () => {
    const ofGrafana = yaml('alerting', 'rules.yaml').groups.flatMap((group: { rules: object[] }) => group.rules);
    const ofPrometheus = yaml('prometheus', 'rules.yaml')
      .groups.flatMap((group: { rules: object[] }) => group.rules)
      .filter((rule: object) => 'alert' in rule);
    expect(ofGrafana.map(({ title }: { title: string }) => title)).toEqual(rules.map(({ title }) => title));
    expect(ofPrometheus.map(({ alert }: { alert: string }) => alert)).toEqual(rules.map(({ title }) => title));
    expect(new Set(rules.map(ruleUid)).size).toBe(rules.length);
    expect(rules.length).toBeLessThanOrEqual(16);
  });

  it("are as Grafana's documentation has them", () => {
    const check = new Ajv({ strict: false }).compile(schema);
    expect([check(yaml('alerting', 'rules.yaml')), check.errors]).toEqual([true, null]);
  });

  it("have expressions that Grafana's server understands", () => {
    for (const group of yaml('alerting', 'rules.yaml').groups) {
      for (const { title, data, condition } of group.rules) {
        const read = readExpressions(data, condition);
        expect({ title, wrong: isRefusal(read) ? read.sentence : undefined }).toEqual({ title, wrong: undefined });
      }
    }
  });

  it('ask the provisioned Prometheus, and no other data source', () => {
    const { datasources } = yaml('datasources', 'modelwatch.yaml');
    const uids = rules.map(({ upstream }) => upstream.uid);
    expect(datasources).toContainEqual(expect.objectContaining({ type: 'prometheus', uid: uids[0] }));
    expect(new Set(uids).size).toBe(1);
  });

  it('name a panel that is missing, and what to do', () => {
    expect(() => placeOf({ dashboard: 'model-quality', title: 'Mood of </script> "$model"' })).toThrow(
      "provisioning/dashboards/modelwatch/model-quality.json has no panel 'Mood of </script> \"$model\"'. Name the panel where the rule's state is shown."
    );
  });
});

describe('docs/alerts.md', () => {
  const withoutIndent = (text: string) => text.replace(/^ +/gm, '').trim();
  const docs = readFileSync(join(provisioning, '..', 'docs', 'alerts.md'), 'utf8');
  const examples = [...docs.matchAll(/^```yaml\n(- (?:uid|record): .*?)^```/gms)].map(([, example]) => example);

  it('shows a rule in each of the two files as it stands there', () => {
    const [ofGrafana, ofPrometheus] = alertFiles().map(({ text }) => withoutIndent(text));
    expect(examples).toHaveLength(2);
    expect(ofGrafana).toContain(withoutIndent(examples[0]));
    expect(ofPrometheus).toContain(withoutIndent(examples[1]));
  });
});

describe('a rule is shown on a panel that asks the same', () => {
  const shown = rules.filter(({ panel, plan }) => panel && plan.measure !== 'unknown');

  it('and that shows no other rule but its companion', () => {
    expect(new Set(shown.map(({ panel }) => JSON.stringify(panel))).size).toBe(shown.length);
  });

  it.each(shown.map((rule) => [rule.title, rule] as const))('%s', (_, { plan, panel }) => {
    const dashboards = ['model-quality', 'model-service', 'model-drift', 'regression-quality'].map((name) =>
      JSON.parse(readFileSync(join(provisioning, 'dashboards', 'modelwatch', `${name}.json`), 'utf8'))
    );
    const dashboard = dashboards.find(({ uid }) => uid === panel?.dashboardUid);
    const all = dashboard.panels.flatMap((one: { panels?: object[] }) => [one, ...(one.panels ?? [])]);
    const { targets } = all.find(({ id }: { id: number }) => id === panel?.panelId);
    const measures = targets.map(
      ({ kind, quality, operations, drift }: Record<string, { measure?: string } | undefined>) =>
        kind === ('confusion' as unknown) ? 'cellShare' : (quality ?? operations ?? drift)?.measure
    );
    expect(measures).toContain(plan.measure);
  });
});

describe('where alerts are sent', () => {
  const [contactPoint] = yaml('alerting', 'contact-points.yaml').contactPoints;
  const [policy] = yaml('alerting', 'policies.yaml').policies;

  it('is a contact point that there is, for whatever is about a model', () => {
    const [route] = policy.routes;
    expect(route.receiver).toBe(contactPoint.name);
    const [[label, operator, value]] = route.object_matchers;
    expect(operator).toBe('=~');
    for (const { labels } of rules) {
      expect(labels[label]).toMatch(new RegExp(`^(?:${value})$`));
    }
    expect(route.group_by).toEqual([label]);
  });

  it('leaves all other alerts where they go by default', () => {
    expect(policy.receiver).toBe('grafana-default-email');
  });

  it('never is without an address, with which Grafana would not start', () => {
    const [{ settings }] = contactPoint.receivers;
    const inGrafana = (variable: string) => settings.url.replace('$MODELWATCH_ALERT_WEBHOOK', variable);
    expect(inGrafana('')).not.toBe('');
    expect(new URL(inGrafana('https://chat.example.com/hooks/a?b=c')).href.split('#')[0]).toBe(
      'https://chat.example.com/hooks/a?b=c'
    );
  });
});
