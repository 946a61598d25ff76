import { type AlertPlan } from '../engines/engine';

/** When a rule fires. */
export interface Condition {
  is: 'above' | 'below' | 'outside';
  threshold: number;
  /** Of 'outside': the upper end; `threshold` is the lower one. */
  upperThreshold?: number;
  /** The confidence with which the number must be beyond the threshold: its interval lies there as a whole. */
  surely?: number;
  /** By how much the number must come back past the threshold before an alert ends, in the number's own unit; absent: 0. */
  hysteresis?: number;
}

export type NoDataState = 'OK' | 'NoData' | 'Alerting' | 'KeepLast';

/** What the rule measures that tells of what another one does not know (draft.ts). */
export const UNKNOWN_MEASURE = 'unknown';

/** One alert rule, whatever is made of it: a rule in Grafana, a provisioning file, rules of Prometheus. */
export interface AlertRule {
  title: string;
  plan: AlertPlan;
  condition: Condition;
  /** How long the condition must hold, as a duration such as '5m'; '0s' for at once. */
  holdsFor: string;
  /** How often it is looked at, in seconds. */
  everySeconds: number;
  noData: NoDataState;
  group: string;
  folder: { uid: string; title: string };
  /** The user's own data source that is asked. */
  upstream: { type: string; uid: string };
  /** Where its state is shown. */
  panel?: { dashboardUid: string; panelId: number };
  labels: Record<string, string>;
  summary: string;
  paused: boolean;
}
