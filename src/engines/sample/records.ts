/** Audit records as the sample engine evaluates them; docs/telemetry.md is the contract. */
export interface AuditRecord {
  id?: string;
  /** When it was predicted, in ms since the epoch; absent in offline evaluation sets without times. */
  time?: number;
  model: string;
  version: string;
  predicted?: string;
  actual?: string;
  /** Of the positive class. */
  score?: number;
  /** Of a regression: the predicted and the actual value. */
  value?: number;
  actualValue?: number;
  /** When the outcome became known, in ms since the epoch. */
  observed?: number;
  /** Response time in seconds. */
  duration?: number;
  error?: { type: string; message: string };
  features: Record<string, string | number | null>;
}
