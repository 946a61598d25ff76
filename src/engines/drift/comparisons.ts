import { parseTime } from '../../query/drift';
import { parseDuration } from '../../query/duration';
import { type ModelQuery } from '../../query/query';
import { type TimeWindow } from '../engine';
import { answerTimes, lookBack } from '../lookBack';
import { type Span } from './variables';

/** The frozen baseline of the query, in place of a span that is counted. */
export const BASELINE = 'baseline';

/** Two sides of one comparison. */
export interface Sides {
  current: Span;
  reference: Span | typeof BASELINE;
}

/** A comparison, and those of the past that say what is usual for it. */
export interface Comparison extends Sides {
  /** At which its answer stands. */
  time: number;
  usual: Sides[];
}

/** What a query compares: one pair of spans for a number, one at each multiple of the step for a series. Ascending by time. */
export function comparisonsOf(query: ModelQuery, window: TimeWindow): Comparison[] {
  const back = lookBack(query, window);
  const { usualEvery, usualPeriods } = query.drift;
  const period = parseDuration(usualEvery) ?? 0;
  // What overlaps the window would take its drift for usual: then it is every second period, or every third.
  const every = period * Math.ceil(back / period);
  // The course over time shows by itself what is usual.
  const periods = query.result === 'number' && query.kind === 'drift' && period > 0 ? usualPeriods : 0;
  return answerTimes(query, window).map((time) => ({
    time,
    ...sidesAt(time, back, query),
    usual: Array.from({ length: periods }, (_, i) => sidesAt(time - (i + 1) * every, back, query)),
  }));
}

function sidesAt(to: number, back: number, { model, reference }: ModelQuery): Sides {
  const current: Span = { from: to - back, to, versions: model.versions };
  const earlier = (ms: number): Span => ({ ...current, from: current.from - ms, to: to - ms });
  switch (reference.kind) {
    case 'previous':
      return { current, reference: earlier(back) };
    case 'offset':
      return { current, reference: earlier(parseDuration(reference.offset) ?? back) };
    case 'fixed':
      return {
        current,
        reference: { ...current, from: parseTime(reference.from) ?? NaN, to: parseTime(reference.to) ?? NaN },
      };
    case 'version':
      return { current, reference: { ...current, versions: [reference.version] } };
    case 'baseline':
      return { current, reference: BASELINE };
  }
}

/** Every span of some comparisons that has to be counted, each once. */
export function spansOf(comparisons: readonly Comparison[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { usual, ...sides } of comparisons) {
    for (const { current, reference } of [sides, ...usual]) {
      for (const span of reference === BASELINE ? [current] : [current, reference]) {
        spans.set(spanKey(span), span);
      }
    }
  }
  return [...spans.values()];
}

/** Equal for equal spans. */
export function spanKey({ from, to, versions }: Span): string {
  return JSON.stringify([from, to, ...versions]);
}

/** Spans of one length and of the same versions, whose ends are evenly spaced: one request over time can count them. */
export interface SpanGroup {
  lengthMs: number;
  versions: readonly string[];
  /** Ascending, `stepMs` apart. */
  ends: number[];
  stepMs: number;
}

/** Spans that can be counted together, as few groups as their spacing allows: a greedy choice, from the earliest on. */
export function groupSpans(spans: readonly Span[]): SpanGroup[] {
  const alike = new Map<string, Span[]>();
  for (const span of spans) {
    const key = JSON.stringify([span.to - span.from, ...span.versions]);
    alike.set(key, [...(alike.get(key) ?? []), span]);
  }
  return [...alike.values()].flatMap(evenlySpaced);
}

function evenlySpaced(spans: Span[]): SpanGroup[] {
  const [{ from, to, versions }] = spans;
  const ends = spans.map((span) => span.to).sort((a, b) => a - b);
  const groups: SpanGroup[] = [];
  for (let i = 0; i < ends.length;) {
    const stepMs = (ends[i + 1] ?? ends[i]) - ends[i];
    let last = i;
    while (stepMs > 0 && ends[last + 1] - ends[last] === stepMs) {
      last++;
    }
    groups.push({ lengthMs: to - from, versions, ends: ends.slice(i, last + 1), stepMs });
    i = last + 1;
  }
  return groups;
}
