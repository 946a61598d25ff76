import { readSeries, type Series } from '../../../frames/readSeries';
import { groupSpans, type SpanGroup } from '../../drift/comparisons';
import { type Span } from '../../drift/variables';
import { type Plan, type UpstreamRequest } from '../../engine';
import { getOrAdd } from '../../tally';
import { type Expr } from '../promql';
import { instantRequest, rangeRequest } from '../requests';

/** What was counted of all spans of one length and of the same versions. */
export interface SpanCounts {
  lengthMs: number;
  versions: readonly string[];
  /** Their times are the ends of the spans. */
  series: Series[];
}

/** Of spans that are alike: what to ask, and when. */
interface Ask {
  group: SpanGroup;
  request: UpstreamRequest;
  /** Of a single evaluation: the end of its span. */
  at?: number;
}

/**
 * Counts spans by one expression for all that are alike, evaluated over time where their ends are even steps, else once for
 * each, so that panels which share some of the spans share the requests.
 *
 * @param name of the requests, each with a number
 * @param exprOf what is counted in a span of this length that ends now
 */
export function countSpans(
  name: string,
  spans: readonly Span[],
  exprOf: (lengthMs: number, versions: readonly string[]) => Expr
): Plan<SpanCounts[]> {
  const asks = groupSpans(spans)
    .flatMap((group) => asksOf(group, exprOf(group.lengthMs, group.versions)))
    .map((ask, i): Ask => ({ ...ask, request: { ...ask.request, name: `${name}-${i}` } }));
  return {
    requests: asks.map(({ request }) => request),
    read: (answers) => {
      const counts = new Map<string, SpanCounts>();
      asks.forEach(({ group: { lengthMs, versions, ends }, at }, i) => {
        const key = JSON.stringify([lengthMs, ...versions]);
        const { series } = getOrAdd(counts, key, () => ({ lengthMs, versions, series: [] }));
        const wanted = new Set(ends);
        series.push(
          ...readSeries(answers[i]).map((one) =>
            at === undefined ? only(one, wanted) : { ...one, times: one.times.map(() => at) }
          )
        );
      });
      return [...counts.values()];
    },
  };
}

function asksOf(group: SpanGroup, expr: Expr): Ask[] {
  const { ends, stepMs, lengthMs } = group;
  if (isGrid(group)) {
    const [from, to] = [ends[0], ends[ends.length - 1]];
    const request = rangeRequest('', expr, { from, to, intervalMs: stepMs });
    // With room for one more, since Grafana rounds a step that just fits.
    return [{ group, request: { ...request, maxDataPoints: ends.length + 1 } }];
  }
  return ends.map((end) => ({
    group,
    request: instantRequest('', expr, { from: end - lengthMs, to: end, intervalMs: 0 }),
    at: end,
  }));
}

/**
 * Whether an evaluation over time meets the ends: Grafana aligns it to multiples of its step. Two ends are asked for singly,
 * since other panels may need one of them.
 */
export function isGrid({ ends, stepMs }: SpanGroup): boolean {
  return ends.length > 2 && ends.every((end) => end % stepMs === 0);
}

function only({ labels, times, values }: Series, wanted: ReadonlySet<number>): Series {
  const kept = times.map((_, i) => i).filter((i) => wanted.has(times[i]));
  return { labels, times: kept.map((i) => times[i]), values: kept.map((i) => values[i]) };
}
