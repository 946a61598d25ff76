import { type DataFrame } from '@grafana/data';

import { type RecordsBehind } from '../query/cellRecords';
import { type ModelQuery } from '../query/query';

/** What our frames say about themselves, in `frame.meta.custom.modelwatch`; docs/frames.md is the contract. */
export interface ModelwatchMeta {
  query: ModelQuery;
  /** The window that was answered, (from, to], in milliseconds since the epoch. */
  from: number;
  to: number;
  /** Of a number: the interval and support that belong to it, whether or not they are fields of the frame too. */
  lower?: number;
  upper?: number;
  support?: number;
  /** Of bins: whether the first has no lower and the last no upper edge. */
  open?: { low: boolean; high: boolean };
  /** Of drift and of distributions beside a reference: what the window is compared with, on the clock of predictions. */
  reference?: { from: number; to: number; versions: string[] };
  /** Of drift: the share of variables that have drifted among those that can be judged. */
  driftedShare?: number;
  /** Of records: the cursor of the next page, where there is one. */
  next?: string;
  /** Of the completeness of records: when the first and the last one were predicted, whatever the window. */
  kept?: { first: number; last: number };
  /** Of a matrix: where the records behind its cells are; absent where there are none, as in Prometheus. */
  records?: RecordsBehind;
  /** Of a matrix: names that stand for several classes, and are no class of a record. */
  sums?: string[];
  /** Of records: the address of Discover with all of them, where a Kibana is set up. */
  discover?: string;
}

export function modelwatchMeta(frame: DataFrame): ModelwatchMeta | undefined {
  const custom: unknown = frame.meta?.custom?.modelwatch;
  return custom && typeof custom === 'object' ? (custom as ModelwatchMeta) : undefined;
}
