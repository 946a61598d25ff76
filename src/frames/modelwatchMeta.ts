import { type DataFrame } from '@grafana/data';

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
  /** Of records: the cursor of the next page, where there is one. */
  next?: string;
}

export function modelwatchMeta(frame: DataFrame): ModelwatchMeta | undefined {
  const custom: unknown = frame.meta?.custom?.modelwatch;
  return custom && typeof custom === 'object' ? (custom as ModelwatchMeta) : undefined;
}
