import { stringify } from 'yaml';

import { grafanaRule } from './grafanaRule';
import { groupsOf } from './groups';
import { type AlertRule } from './rule';
import { ruleUid } from './ruleUid';

/**
 * Rules as a file for Grafana's folder provisioning/alerting: of one group for each folder, group name and interval. A
 * rule's uid follows from its title, so that a file that is made again updates its rules.
 */
export function provisioningFile(rules: readonly AlertRule[], orgId = 1): string {
  const folders = [...new Set(rules.map(({ folder }) => folder.title))];
  return stringify(
    {
      apiVersion: 1,
      groups: folders.flatMap((folder) =>
        groupsOf(rules.filter((rule) => rule.folder.title === folder)).map(
          ({ name, everySeconds, rules: ofGroup }) => ({
            orgId,
            name: kept(name),
            folder: kept(folder),
            interval: `${everySeconds}s`,
            rules: ofGroup.map((rule) => fileRule(rule, orgId)),
          })
        )
      ),
    },
    { lineWidth: 0, aliasDuplicateObjects: false }
  );
}

function fileRule(rule: AlertRule, orgId: number) {
  const {
    title,
    condition,
    data,
    noDataState,
    execErrState,
    for: holdsFor,
    annotations,
    labels,
    isPaused,
  } = grafanaRule(rule, orgId);
  return {
    uid: ruleUid(rule),
    title: kept(title),
    condition,
    data,
    ...(rule.panel && { dashboardUid: kept(rule.panel.dashboardUid), panelId: rule.panel.panelId }),
    noDataState,
    execErrState,
    for: holdsFor,
    annotations,
    labels,
    isPaused,
  };
}

/** Grafana puts environment variables into these fields: `$$` stands for a dollar sign. The queries are left as they are. */
function kept(text: string): string {
  return text.replace(/\$/g, '$$$$');
}
