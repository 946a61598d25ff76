import { type DataFrame } from '@grafana/data';

import { type Span } from '../../drift/variables';
import { type UpstreamRequest } from '../../engine';
import { getOrAdd } from '../../tally';
import { allOf, and, duringRange, type Lucene, or } from '../lucene';
import { type Bucket, filterOf, readBuckets } from '../readBuckets';
import { type BucketSpec, countMetric, filters, MOST_BUCKETS, stepEnd, steps, terms, wholeTime } from '../target';
import { countRequest } from '../windows';
import { recordsOf, type VariablesAsked } from './asked';

export interface Named {
  label: string;
  query: Lucene;
}

/** One search, and how often it found each thing in each span, in the order of the spans. */
export interface SpanCounts {
  request: UpstreamRequest;
  read(frames: readonly DataFrame[]): Map<string, Float64Array>;
}

/** Counts records of several spans in one search. */
export interface SpanSearch {
  /** How many things may be told apart in one search, so that it has no more buckets than it may. */
  most: number;
  byFilters(name: string, named: readonly Named[]): SpanCounts;
  /** The most frequent values of a field. */
  byTerms(name: string, field: string, size: number): SpanCounts;
}

/** More steps than this are more than spans are worth: then each is asked for by itself. */
const MOST_STEPS = 3000;
/** How many parts of time a query is narrowed to; of more only the whole of them. */
const MOST_STRETCHES = 50;
/** Each is a query of its own in one search. */
const MOST_FILTERS = 4000;

/**
 * Spans of the same versions. Where steps of one length make them all up, they are counted in these and added up, however
 * much they overlap; else by a filter for each span.
 */
export function spanSearch(spans: readonly Span[], asked: VariablesAsked): SpanSearch {
  const { mapping } = asked;
  const stretches = unionOf(spans);
  const during = { from: stretches[0].from, to: stretches[stretches.length - 1].to, timesOf: () => [] };
  const records = recordsOf(asked, spans[0].versions);
  const { time } = mapping.fields;
  const when =
    stretches.length > 1 && stretches.length <= MOST_STRETCHES
      ? [or(stretches.map(({ from, to }) => duringRange(time, from, to)))]
      : [];
  const ask = (name: string, buckets: BucketSpec[]) =>
    countRequest(
      name,
      { ...records, query: [...records.query, ...when], metrics: [countMetric], buckets },
      during,
      mapping
    );
  const stepMs = commonStep(spans);
  const stepCount = stretches.reduce((sum, { from, to }) => sum + (to - from) / stepMs, 0);
  return stepCount <= MOST_STEPS ? inSteps() : eachSpan();

  function inSteps(): SpanSearch {
    const { settings, ...histogram } = steps(time, stepMs);
    const offset = (spans[0].to + 1) % stepMs;
    const inTime: BucketSpec = { ...histogram, settings: { ...settings, offset: `${offset}ms` } };
    const counts = (request: UpstreamRequest, keyOf: (bucket: Bucket) => string): SpanCounts => ({
      request,
      read: (frames) => addUp(readBuckets(request, frames), keyOf, spans, stepMs),
    });
    return {
      most: Math.floor(MOST_BUCKETS / (stepCount + 1)) - 1,
      byFilters: (name, named) => counts(ask(name, [filters(named), inTime]), filterOf),
      byTerms: (name, field, size) =>
        counts(ask(name, [terms(field, undefined, size), inTime]), ({ keys }) => keys[field] ?? ''),
    };
  }

  function eachSpan(): SpanSearch {
    const inSpan = spans.map(({ from, to }) => duringRange(time, from, to));
    const whole = wholeTime(time);
    return {
      most: Math.floor(MOST_FILTERS / spans.length),
      // Filters within filters would share one label.
      byFilters: (name, named) => {
        const all = named.flatMap(({ label, query }) =>
          inSpan.map((during, i) => ({ label: `${i} ${label}`, query: and([during, allOf([query])]) }))
        );
        const request = ask(name, [filters(all), whole]);
        return {
          request,
          read: (frames) => {
            const parts = readBuckets(request, frames).map((bucket) => ({
              ...splitLabel(filterOf(bucket)),
              count: bucket.numbers[0] ?? 0,
            }));
            return collect(parts, spans.length);
          },
        };
      },
      byTerms: (name, field, size) => {
        const named = inSpan.map((query, i) => ({ label: String(i), query }));
        const request = ask(name, [terms(field, undefined, size), filters(named), whole]);
        return {
          request,
          read: (frames) => {
            const parts = readBuckets(request, frames).map((bucket) => ({
              span: Number(filterOf(bucket)),
              key: bucket.keys[field] ?? '',
              count: bucket.numbers[0] ?? 0,
            }));
            return collect(parts, spans.length);
          },
        };
      },
    };
  }
}

function splitLabel(label: string): { span: number; key: string } {
  const at = label.indexOf(' ');
  return { span: Number(label.slice(0, at)), key: label.slice(at + 1) };
}

function collect(parts: ReadonlyArray<{ span: number; key: string; count: number }>, spans: number) {
  const found = new Map<string, Float64Array>();
  for (const { span, key, count } of parts) {
    getOrAdd(found, key, () => new Float64Array(spans))[span] += count;
  }
  return found;
}

/** Each step belongs to all spans that it lies in. */
function addUp(
  buckets: readonly Bucket[],
  keyOf: (bucket: Bucket) => string,
  spans: readonly Span[],
  stepMs: number
): Map<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  for (const bucket of buckets) {
    const end = stepEnd(bucket.time ?? NaN, stepMs);
    const counts = getOrAdd(found, keyOf(bucket), () => new Float64Array(spans.length));
    spans.forEach(({ from, to }, i) => (counts[i] += end > from && end <= to ? (bucket.numbers[0] ?? 0) : 0));
  }
  return found;
}

/** The longest step that makes up every span, and the gaps between their ends. Whole milliseconds. */
function commonStep(spans: readonly Span[]): number {
  return spans.reduce(
    (step, { from, to }) => greatestCommon(greatestCommon(step, to - from), Math.abs(to - spans[0].to)),
    0
  );
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

/** The time that spans cover together, ascending. */
function unionOf(spans: readonly Span[]): Array<{ from: number; to: number }> {
  const union: Array<{ from: number; to: number }> = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = union[union.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      union.push({ from, to });
    }
  }
  return union;
}
