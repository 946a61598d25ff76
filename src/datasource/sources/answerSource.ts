import { type DataSourceApi, type ScopedVars, type TestDataSourceResponse } from '@grafana/data';

import { type Annotator } from '../../engines/annotations/annotator';
import { type Engine, type StepByStep } from '../../engines/engine';
import { type LabelCheck } from '../../query/check';
import { type TelemetryMapping } from '../../query/mapping';
import { type Suggestions } from '../suggestions';

/** What answers a query: an engine, and the data source that it asks, if it asks any. */
export interface Connection {
  engine: Engine<unknown, StepByStep>;
  annotator: Annotator<unknown>;
  upstream?: DataSourceApi;
}

/** What a data source answers from; its settings say which. Promises reject with a SentenceError. */
export interface AnswerSource {
  readonly suggestions: Suggestions;
  /** Under which names the telemetry lies. */
  readonly mapping: TelemetryMapping;
  /** What may stand as a label in a matcher. */
  readonly isLabel: LabelCheck;
  /** No step of a panel should be shorter. */
  readonly interval?: string;
  connect(scopedVars: ScopedVars): Promise<Connection>;
  /** 'Save & test': what there is, and what to do about the rest. */
  test(): Promise<TestDataSourceResponse>;
}
