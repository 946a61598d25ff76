import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { groupSpans } from '../../drift/comparisons';
import { type Span } from '../../drift/variables';
import { type Refusal } from '../../engine';
import { bucketsName, type PrometheusFacts } from '../facts';
import { isGrid } from './countSpans';
import { type VariableSource } from './sources';

/** Of one answer. Prometheus takes about a minute for so many, and a browser a second. */
export const MOST_VALUES = 200_000;
/** Of spans whose ends are no even steps each is a request of its own. */
export const MOST_REQUESTS = 60;

/** Refuses what would be too much for one answer, or too many requests. */
export function refuseVolume(
  query: ModelQuery,
  { histogram, counter }: VariableSource,
  spans: readonly Span[],
  mapping: TelemetryMapping,
  { seriesOfModel }: PrometheusFacts
): Refusal | undefined {
  const groups = groupSpans(spans);
  const steps = Math.max(0, ...groups.map(({ ends }) => ends.length));
  const names = [
    ...(histogram ? [bucketsName(histogram, mapping)] : []),
    ...(counter ? [mapping.metrics[counter.role]] : []),
  ];
  const single = groups.filter((group) => !isGrid(group)).reduce((sum, { ends }) => sum + ends.length, 0);
  if (single > MOST_REQUESTS) {
    return {
      sentence: `The reference lies between the panel's points, so that ${shown(single)} requests would be needed, and at most ${MOST_REQUESTS} are sent. Choose an offset or window that is a multiple of the panel's step, or fewer points in its query options.`,
    };
  }
  for (const name of names) {
    const series = seriesOfModel[name] ?? 0;
    if (series * steps > MOST_VALUES) {
      return {
        sentence: `${name} has ${shown(series)} series of ${query.model.name}, which at ${shown(steps)} times are more than the ${shown(MOST_VALUES)} values that one answer may have. Choose a shorter time range or fewer points in the panel's query options, or name a version.`,
      };
    }
  }
  return undefined;
}

const shown = (count: number) => count.toLocaleString('en-US');
