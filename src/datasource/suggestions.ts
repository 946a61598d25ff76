import { type TimeRange } from '@grafana/data';

import { type LabelMatcher } from '../engines/prometheus/promql';

/** What there is to ask about. All reject with a SentenceError. */
export interface Suggestions {
  models(range?: TimeRange): Promise<string[]>;
  /** Of one model, or of all where none is named. */
  versions(model: string | undefined, range?: TimeRange): Promise<string[]>;
  /** The actual and predicted classes together. */
  classes(model: string | undefined, range?: TimeRange): Promise<string[]>;
  /** The inputs of predictions, by name. Of one model, or of all. */
  features(model: string | undefined, range?: TimeRange): Promise<string[]>;
  /** By which a query can be narrowed. */
  labels(range?: TimeRange): Promise<string[]>;
  labelValues(label: string, matchers: LabelMatcher[], range?: TimeRange): Promise<string[]>;
}

/** Each once; by number where all are numbers, else as people count: v2 before v10. */
export function sorted(texts: readonly string[]): string[] {
  const unique = [...new Set(texts)];
  const allNumbers = unique.every((text) => text.trim() !== '' && Number.isFinite(Number(text)));
  const order = new Intl.Collator('en', { numeric: true });
  return unique.sort(allNumbers ? (a, b) => Number(a) - Number(b) : order.compare);
}
