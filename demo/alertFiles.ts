/**
 * The rules of the demo's models as the files that Grafana and Prometheus load. `make alert-files` writes them; what is
 * written is committed, so that a reader has them without running anything.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, stringify } from 'yaml';

import { prometheusRules } from '../src/alerting/prometheusRules';
import { provisioningFile } from '../src/alerting/provisioningFile';
import { type AlertRule } from '../src/alerting/rule';
import { demoAlertRules, type PanelName } from './alertRules';

const provisioning = join(__dirname, '..', 'provisioning');

export interface AlertFile {
  /** Where it belongs. */
  path: string;
  text: string;
}

/** @throws an Error that says which data source or panel of the provisioned ones is missing */
export function alertFiles(): AlertFile[] {
  const rules = provisionedRules();
  return [
    { path: join(provisioning, 'alerting', 'rules.yaml'), text: asFile(provisioningFile(rules)) },
    { path: join(provisioning, 'prometheus', 'rules.yaml'), text: asFile(prometheusRules(rules)) },
  ];
}

/** The rules on the provisioned data source, each at its panel of the provisioned dashboards. */
export function provisionedRules(): AlertRule[] {
  return demoAlertRules(prometheusSource(), placeOf);
}

function prometheusSource(): AlertRule['upstream'] {
  const { datasources } = parse(readFileSync(join(provisioning, 'datasources', 'modelwatch.yaml'), 'utf8')) as {
    datasources: Array<{ type: string; uid: string }>;
  };
  const found = datasources.find(({ type }) => type === 'prometheus');
  if (!found) {
    throw new Error('provisioning/datasources has no Prometheus that the rules could ask. Add one with a uid.');
  }
  return { type: found.type, uid: found.uid };
}

/** @throws an Error that names the panel, where there is none */
export function placeOf({ dashboard, title }: PanelName): NonNullable<AlertRule['panel']> {
  const file = join('dashboards', 'modelwatch', `${dashboard}.json`);
  const { uid, panels } = JSON.parse(readFileSync(join(provisioning, file), 'utf8')) as Dashboard;
  const found = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).find((panel) => panel.title === title);
  if (!found) {
    throw new Error(`provisioning/${file} has no panel '${title}'. Name the panel where the rule's state is shown.`);
  }
  return { dashboardUid: uid, panelId: found.id };
}

interface Dashboard {
  uid: string;
  panels: Panel[];
}

interface Panel {
  id: number;
  title?: string;
  /** Of a closed row. */
  panels?: Panel[];
}

/** Quoted as prettier would, and with a word on where it comes from. */
function asFile(yaml: string): string {
  const text = stringify(parse(yaml), { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
  return `# Made of demo/alertRules.ts by \`make alert-files\`: change it there.\n${text}`;
}
