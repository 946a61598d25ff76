import { type AlertRule } from './rule';
import { CONDITION, ruleData } from './ruleData';
import { type RuleQuery } from './ruleQuery';
import { ruleTexts } from './ruleTexts';

/** A rule as Grafana's provisioning API takes it. */
export interface GrafanaRule {
  title: string;
  ruleGroup: string;
  folderUID: string;
  orgID: number;
  condition: string;
  noDataState: string;
  execErrState: 'Error';
  for: string;
  isPaused: boolean;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  data: RuleQuery[];
}

export function grafanaRule(rule: AlertRule, orgID: number): GrafanaRule {
  const { labels, annotations } = ruleTexts(rule, (name) => `(index $values ${JSON.stringify(name)}).Value`);
  const { panel } = rule;
  return {
    title: rule.title,
    ruleGroup: rule.group,
    folderUID: rule.folder.uid,
    orgID,
    condition: CONDITION,
    noDataState: rule.noData,
    execErrState: 'Error',
    for: rule.holdsFor,
    isPaused: rule.paused,
    annotations: {
      ...(panel && { __dashboardUid__: panel.dashboardUid, __panelId__: String(panel.panelId) }),
      ...annotations,
    },
    labels,
    data: ruleData(rule),
  };
}
