/** Alert rules as Grafana's provisioning API takes and gives them. */
import { EXPRESSION_UID } from '../../src/alerting/ruleQuery';

export interface RuleQueryJson {
  refId: string;
  queryType?: string;
  relativeTimeRange?: { from: number; to: number };
  datasourceUid: string;
  model: Record<string, unknown>;
}

export interface NewRule {
  uid?: string;
  title: string;
  ruleGroup: string;
  folderUID: string;
  condition: string;
  data: RuleQueryJson[];
  noDataState: string;
  execErrState: string;
  for: string;
  keep_firing_for?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  isPaused?: boolean;
}

export interface StoredRule extends NewRule {
  id: number;
  uid: string;
  orgID: number;
  data: Array<Required<RuleQueryJson>>;
  /** ISO 8601 */
  updated: string;
  /** Of a rule that can be changed by the API only. */
  provenance?: 'api';
  isPaused: boolean;
  notification_settings: null;
  record: null;
}

/** What becomes of a new rule, which gets the `given`. */
export function storedRule(
  rule: NewRule,
  given: Pick<StoredRule, 'id' | 'uid' | 'updated' | 'provenance'>
): StoredRule {
  return {
    ...given,
    ...rule,
    uid: given.uid,
    orgID: 1,
    data: rule.data.map(storedQuery),
    keep_firing_for: rule.keep_firing_for ?? '0s',
    isPaused: rule.isPaused ?? false,
    notification_settings: null,
    record: null,
  };
}

/** With the server's own defaults, which it puts into expressions as well. */
function storedQuery({ refId, queryType = '', datasourceUid, model, relativeTimeRange }: RuleQueryJson) {
  const defaults = datasourceUid === EXPRESSION_UID ? { intervalMs: 1000, maxDataPoints: 43_200 } : {};
  return {
    refId,
    queryType,
    relativeTimeRange: relativeTimeRange ?? { from: 0, to: 0 },
    datasourceUid,
    model: { ...defaults, ...model },
  };
}

/** Rules are kept without the fractions of a second. */
export function asRead(rule: StoredRule): StoredRule {
  return { ...rule, updated: rule.updated.replace(/\.\d+Z$/, 'Z') };
}
