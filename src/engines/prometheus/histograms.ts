import { type QueryResultMetaNotice } from '@grafana/data';

import { type Series } from '../../frames/readSeries';
import { type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Bins, onEdges, sharedEdges } from '../bins';
import { differingEdges } from '../distributionAnswers';
import { type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { getOrAdd, Tally } from '../tally';
import { countNotices } from './confusion';
import { COUNTED, countsBy, FRESH_MS } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { aggregate, binary, type Expr, over, type Selector, selector, setLabel, type Span } from './promql';
import { promRequest } from './requests';
import { histogramSelector, scaleOf, splitLabels, versionOf } from './selectors';

/** Marks, in place of how it was counted, an edge that only some of the histograms have which are summed up here. */
const PARTIAL = 'partial';

/**
 * A classic histogram's buckets counted as `countsBy` does, by version, `le` and the further labels given; the series
 * without `le` is its `_count`. What follows from the same histogram, model and window shares this one request.
 */
export function histogramRequest(
  role: MetricRole,
  by: readonly string[],
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow
): UpstreamRequest {
  const group = [...splitLabels(query, mapping), ...by];
  return promRequest(role, histogramCounts(role, group, query, mapping, lookBack(query, window)), query, window);
}

/** What `readHistogram` reads: counts by the labels given and `le`, and which edges are not everybody's. */
export function histogramCounts(
  role: MetricRole,
  group: readonly string[],
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: Span
): Expr {
  const histogram = histogramSelector(role, query, mapping);
  const counts = countsBy([...group, 'le'], histogram, window, mapping);
  return binary(counts, 'or', partialEdges(group, histogram, window));
}

/**
 * The edges that fewer histograms have than there are, at the window's start, within it or at its end: another version or
 * instance has other ones, or a restart changed them. Sums of buckets at such an edge lack what others counted.
 */
export function partialEdges(group: readonly string[], histogram: Selector, window: Span): Expr {
  const present: Array<[string, Expr]> = [
    ['start', over('last_over_time', histogram, FRESH_MS, window)],
    ['within', over('last_over_time', histogram, window)],
    ['end', selector(histogram)],
  ];
  const each = present.map(([when, there]) => setLabel(aggregate('count', [...group, 'le'], there), COUNTED, when));
  const histograms = aggregate(
    'sum',
    [...group, 'le'],
    each.reduce((left, right) => binary(left, 'or', right))
  );
  const most = aggregate('max', group, histograms);
  return setLabel(binary(histograms, '<', most, { on: group, group: 'left' }), COUNTED, PARTIAL);
}

/** A histogram that is there, but not as classic buckets. */
export function refuseNative(
  role: MetricRole,
  { metrics, details }: TelemetryMapping,
  { seriesOfModel }: PrometheusFacts
): Refusal | undefined {
  const name = metrics[role];
  return (seriesOfModel[name] ?? 0) > 0 && !seriesOfModel[`${name}_count`] && !details[role]?.countedBy
    ? {
        sentence: `${name} is a native histogram, and what is asked is read from a classic one: ${name}_bucket, ${name}_sum and ${name}_count. Emit classic buckets, or set always_scrape_classic_histograms (scrape_classic_histograms before Prometheus 3) for its scrape job.`,
      }
    : undefined;
}

/** Bins by class label: of a histogram without one, of the class ''. */
export type BinsByClass = Map<string, Bins>;

export interface ReadHistogram {
  tally: Tally<BinsByClass>;
  notices: QueryResultMetaNotice[];
  /** Whether there is a `_count`, but no bucket at all. */
  lacksBuckets: boolean;
}

/** Buckets of one class of one version at one time, summed over instances and ways of counting. */
interface Buckets {
  /** By upper edge; the one of +Inf is among them if it is there. */
  cumulative: Map<number, number>;
  /** From `_count`. */
  total?: number;
  partial: Set<number>;
}

/** The answer to a `histogramRequest` as bins, with what is to be said of them. */
export function readHistogram(
  series: readonly Series[],
  role: MetricRole,
  classLabel: string | undefined,
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow
): ReadHistogram {
  const scale = scaleOf(role, mapping);
  const tally = new Tally<Map<string, Buckets>>(() => new Map());
  for (const { labels, times, values } of series) {
    const version = versionOf(labels, query, mapping);
    const className = classLabel === undefined ? '' : (labels[classLabel] ?? '');
    times.forEach((time, i) => {
      const buckets = getOrAdd(tally.at(version, time), className, (): Buckets => ({
        cumulative: new Map(),
        partial: new Set(),
      }));
      addBucket(buckets, labels.le ?? '', labels[COUNTED], values[i], scale);
    });
  }
  const findings = new Findings();
  const bins = tally.map((classes) => binsOf(classes, findings));
  return {
    tally: bins,
    notices: [...countNotices(series, lookBack(query, window)), ...findings.notices(mapping.metrics[role])],
    lacksBuckets: series.length > 0 && series.every(({ labels }) => !labels.le),
  };
}

function addBucket(buckets: Buckets, le: string, counted: string, value: number, scale: number) {
  if (le === '') {
    if (counted !== PARTIAL) {
      buckets.total = (buckets.total ?? 0) + value;
    }
    return;
  }
  const edge = le === '+Inf' ? Infinity : scaledEdge(le, scale);
  if (Number.isNaN(edge)) {
    return;
  }
  // Prometheus 2 writes 1 and 3 writes 1.0: where a window has both, each is partial.
  if (counted === PARTIAL) {
    buckets.partial.add(edge);
  } else {
    buckets.cumulative.set(edge, (buckets.cumulative.get(edge) ?? 0) + value);
  }
}

/** An edge as `le` has it, in our unit: 0.1 * 3 is no edge of anyone's. */
export function scaledEdge(le: string, scale: number): number {
  return Number((Number(le) * scale).toPrecision(12));
}

function binsOf(classes: Map<string, Buckets>, findings: Findings): BinsByClass {
  const bins: BinsByClass = new Map();
  for (const [className, buckets] of classes) {
    if (buckets.cumulative.size > 0) {
      bins.set(className, difference(buckets, findings));
    }
  }
  return bins;
}

/** From cumulative buckets to bins. */
function difference({ cumulative, total, partial }: Buckets, findings: Findings): Bins {
  const edges = [...cumulative.keys()].filter((edge) => edge < Infinity && !partial.has(edge)).sort((a, b) => a - b);
  if ([...partial].some((edge) => edge < Infinity)) {
    findings.sharedEdges.push(edges);
  }
  const infinite = partial.has(Infinity) ? undefined : cumulative.get(Infinity);
  const all = infinite ?? total;
  if (infinite === undefined) {
    findings.lacksInfinity = true;
  }
  if (all === undefined && edges.length > 0) {
    findings.unknownAbove = Math.min(findings.unknownAbove, edges[edges.length - 1]);
  }
  const uppers = [...edges, ...(all === undefined ? [] : [Infinity])];
  // Estimates of neighboring buckets can cross: none is below the one before.
  let below = 0;
  const counts = uppers.map((edge) => {
    const value = edge === Infinity ? (all ?? 0) : (cumulative.get(edge) ?? 0);
    const count = Math.max(0, value - below);
    findings.fallen += Math.max(0, below - value);
    below = Math.max(below, value);
    return count;
  });
  findings.total += below;
  return { edges: [-Infinity, ...uppers], counts };
}

/** What is odd about histograms, gathered over all of an answer. */
class Findings {
  lacksInfinity = false;
  /** The lowest last edge above which nothing is known. */
  unknownAbove = Infinity;
  readonly sharedEdges: number[][] = [];
  /** By how much buckets are below the one before, and how much there is in all. */
  fallen = 0;
  total = 0;

  notices(name: string): QueryResultMetaNotice[] {
    const notices: QueryResultMetaNotice[] = [];
    if (this.sharedEdges.length > 0) {
      notices.push(differingEdges(sharedEdges(this.sharedEdges.map((edges) => [-Infinity, ...edges, Infinity]))));
    }
    if (this.unknownAbove < Infinity) {
      notices.push({
        severity: 'warning',
        text: `${name} has neither a bucket +Inf nor a ${name}_count, so whatever lies above its last edge ${this.unknownAbove} is not counted here. Emit the bucket +Inf.`,
      });
    } else if (this.lacksInfinity) {
      notices.push({
        severity: 'info',
        text: `Some of ${name} has no bucket +Inf; ${name}_count stands in for it. Emit the bucket +Inf.`,
      });
    }
    if (this.fallen > NOT_CUMULATIVE * this.total) {
      notices.push({
        severity: 'warning',
        text: `The buckets of ${name} do not rise from edge to edge, so what follows from them is not to be trusted. Each bucket must count all that lies at or below its edge.`,
      });
    }
    return notices;
  }
}

/** Estimates cross by less than this share of the outcomes. */
const NOT_CUMULATIVE = 0.01;

/** The bins of several classes on the edges that all of them share, and whether some have others. */
export function onSharedEdges(classes: BinsByClass): {
  edges: number[];
  counts: Map<string, Float64Array>;
  differ: boolean;
} {
  const lists = [...classes.values()].map(({ edges }) => Array.from(edges));
  const edges = sharedEdges(lists);
  return {
    edges,
    counts: new Map([...classes].map(([className, bins]) => [className, onEdges(bins, edges)])),
    differ: lists.some((list) => list.some((edge) => !edges.includes(edge))),
  };
}

/** Why there are no bins, and what to do about it. */
export function explainNoBins(
  { lacksBuckets }: ReadHistogram,
  role: MetricRole,
  query: ModelQuery,
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): QueryResultMetaNotice {
  const name = mapping.metrics[role];
  return {
    severity: 'warning',
    text: lacksBuckets
      ? `${name} has a ${name}_count, but no series named ${name}_bucket. Emit it as a histogram with classic buckets, not as a summary.`
      : explainEmpty(role, query, mapping, facts),
  };
}
