import { type DataFrame } from '@grafana/data';

import { type TelemetryMapping } from '../query/mapping';
import { type ModelQuery } from '../query/query';

/** (from, to], in milliseconds since the epoch, with the step and width that a panel asked for. */
export interface TimeWindow {
  from: number;
  to: number;
  /** The panel's step in milliseconds, already snapped to the ladder (interval.ts). Only series use it. */
  intervalMs: number;
}

/** One target for the user's own data source, with a window of its own. */
export interface UpstreamRequest {
  /** Names this request among those of its plan; becomes the upstream's refId suffix. */
  name: string;
  /** The upstream's query model, without refId and datasource. */
  target: Record<string, unknown>;
  from: number;
  to: number;
  intervalMs: number;
  maxDataPoints: number;
  /** If it fails, the others' results stand, with a notice. A plan whose required request fails is not read. */
  optional?: boolean;
}

/** What to ask, and how to read the answers: `answers[i]` holds the frames of `requests[i]`, none where it failed. `read` is pure. */
export interface Plan<T> {
  requests: UpstreamRequest[];
  read(answers: DataFrame[][]): T;
}

/** What cannot be answered, and what to do about it, in a full sentence. */
export interface Refusal {
  sentence: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'sentence' in value;
}

/** Answers model queries by asking the user's own data source. `Facts` is what an engine must know of the upstream before it plans. */
export interface Engine<Facts> {
  /** What must be known of the upstream before planning. */
  discover(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<Facts>;
  /** Pure: same input, same plan. */
  plan(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow, facts: Facts): Plan<DataFrame[]> | Refusal;
}
