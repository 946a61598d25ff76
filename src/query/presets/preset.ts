import { type Matcher } from '../query';
import { type PartialMapping } from '../mapping';

/** The mapping of a model server's own metrics, for whoever runs that server as it is. */
export interface Preset {
  /** Stays the same when the name changes. */
  id: string;
  name: string;
  /** Where those who make the server document its metrics. */
  documentation?: string;
  /** For people: what is covered, and what counts as a prediction and as a failure. What is not covered says so by `absent`. */
  covers: string;
  mapping: PartialMapping;
}

export const is = (label: string, value: string): Matcher => ({ label, operator: '=', value });
export const isNot = (label: string, value: string): Matcher => ({ label, operator: '!=', value });
/** The label fits a regular expression (RE2, anchored). */
export const fits = (label: string, pattern: string): Matcher => ({ label, operator: '=~', value: pattern });
export const doesNotFit = (label: string, pattern: string): Matcher => ({ label, operator: '!~', value: pattern });

/** What to do where a server does not tell what its process takes: in Kubernetes, its container does. */
export const noMemory = (why: string) => `${why} ${ofContainer('container_memory_working_set_bytes')}`;
export const noCpu = (why: string) => `${why} ${ofContainer('container_cpu_usage_seconds_total')}`;
export const noInFlight = (who: string) =>
  `${who} how many requests are in flight. Map a metric that does in the data source settings.`;

function ofContainer(metric: string): string {
  return `In Kubernetes, map ${metric} in the data source settings, with namespace, pod as instance labels.`;
}
