import { binNames, closed } from '../../frames/binsFrame';
import { type ComparedDistribution } from '../../frames/distributionsFrame';
import { type DriftMeasure } from '../../query/drift';
import { samplesOf } from '../../statistics/drift/scores';
import { driftTerms } from '../../statistics/drift/terms';
import { visibleName } from '../shared/names';
import { count, points, share } from './formats';
import { type MetricDriftOptions } from './options';

/** A bin, a category, the nulls, or the sum of categories that have no room. */
export interface DistributionBar {
  name: string;
  part: 'bin' | 'category' | 'null' | 'others';
  /** Shares of all values of their side; undefined where the side has none. */
  current?: number;
  reference?: number;
  counts: { current: number; reference?: number };
  /** What part of the drift comes from here, 0 to 1. */
  contribution: number;
  /** Of categories: on one side only. */
  change?: 'new' | 'vanished';
  /** Of bins; an open end is absent. */
  edges?: { low?: number; high?: number };
  /** Of bins to scale: where it lies, in the variable's unit; an open end is drawn as wide as its neighbor. */
  from?: number;
  to?: number;
  /** Heights to be drawn: shares, of bins to scale shares for each unit. */
  heights: { current: number; reference?: number };
}

export interface DistributionView {
  bars: DistributionBar[];
  /** Bins lie where their values do; else all bars are equally wide. */
  toScale: boolean;
  /** The highest of the bars. */
  top: number;
  samples: { current: number; reference?: number };
  /** Bars that contribute most, at most so many; none without a drift. */
  contributors: DistributionBar[];
}

/** More categories are summed up. */
const MOST_BARS = 40;
const MOST_CONTRIBUTORS = 8;
/** Of bins whose widths differ more, to scale the narrow ones would be lines. */
const MOST_UNEVEN = 12;

export function distributionView(
  distribution: ComparedDistribution,
  measure: DriftMeasure,
  bins: MetricDriftOptions['bins']
): DistributionView {
  const { edges, current, reference } = distribution;
  const all = barsOf(distribution, measure);
  const places = edges && placesToScale(edges, bins);
  const bars = edges ? toPlaces(all, places) : fewest(all);
  const contributors = all
    .filter(({ contribution }) => contribution > 0.005)
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, MOST_CONTRIBUTORS);
  return {
    bars,
    toScale: places !== undefined,
    top: bars.reduce((top, { heights }) => Math.max(top, heights.current, heights.reference ?? 0), 0),
    samples: { current: samplesOf(current), ...(reference && { reference: samplesOf(reference) }) },
    contributors,
  };
}

function barsOf(distribution: ComparedDistribution, measure: DriftMeasure): DistributionBar[] {
  const { edges, categories = [], current, reference } = distribution;
  const names = edges ? binNames(edges) : categories.map(visibleName);
  const [now, before] = [samplesOf(current), reference ? samplesOf(reference) : 0];
  const terms = reference && driftTerms(measure, { current, reference, ...(edges && { edges }) });
  const sum = terms?.reduce((total, term) => total + term, 0) ?? 0;
  const bar = (name: string, part: DistributionBar['part'], place: number, count: number, was?: number) => {
    const shares = {
      current: now > 0 ? count / now : undefined,
      reference: was !== undefined && before > 0 ? was / before : undefined,
    };
    return {
      name,
      part,
      ...shares,
      counts: { current: count, reference: was },
      contribution: terms && sum > 0 ? terms[place] / sum : 0,
      change: part === 'category' && now > 0 && before > 0 ? changeOf(count, was) : undefined,
      heights: { current: shares.current ?? 0, reference: shares.reference },
    };
  };
  const bars = names.map((name, i): DistributionBar => ({
    ...bar(name, edges ? 'bin' : 'category', i, counted(current.counts[i]), reference && counted(reference.counts[i])),
    ...(edges && { edges: { low: finite(edges[i]), high: finite(edges[i + 1]) } }),
  }));
  const hasNulls = current.nulls > 0 || (reference?.nulls ?? 0) > 0;
  return hasNulls ? [...bars, bar('null', 'null', names.length, current.nulls, reference?.nulls)] : bars;
}

const finite = (edge: number) => (Number.isFinite(edge) ? edge : undefined);
const counted = (count: number | undefined) => (count !== undefined && count > 0 && Number.isFinite(count) ? count : 0);

function changeOf(now: number, before: number | undefined): DistributionBar['change'] {
  return before === 0 && now > 0 ? 'new' : now === 0 && (before ?? 0) > 0 ? 'vanished' : undefined;
}

/** Edges as they are drawn, or undefined where bins are drawn equally wide. */
function placesToScale(edges: readonly number[], bins: MetricDriftOptions['bins']): number[] | undefined {
  const inner = edges.filter(Number.isFinite);
  const widths = inner.slice(1).map((edge, i) => edge - inner[i]);
  const isUneven = Math.max(...widths) > MOST_UNEVEN * Math.min(...widths);
  if (bins === 'even' || widths.length === 0 || (bins === 'auto' && isUneven)) {
    return undefined;
  }
  return closed(edges);
}

/** An open bin that nothing fell into is left out. Nulls are drawn as wide as a bin is on average. */
function toPlaces(bars: DistributionBar[], places: number[] | undefined): DistributionBar[] {
  const last = bars.filter(({ part }) => part === 'bin').length - 1;
  const isEmptyEnd = ({ counts }: DistributionBar, i: number) =>
    last > 1 && (i === 0 || i === last) && counts.current + (counts.reference ?? 0) === 0;
  const shown = bars.map((bar, i): DistributionBar => {
    if (!places) {
      return bar;
    }
    const isBin = bar.part === 'bin';
    const [from, to] = isBin ? [places[i], places[i + 1]] : [places[0], places[places.length - 1]];
    const width = (to - from) / (isBin ? 1 : places.length - 1);
    const { current, reference } = bar.heights;
    const heights = { current: current / width, reference: reference === undefined ? undefined : reference / width };
    return { ...bar, ...(isBin && { from, to }), heights };
  });
  return shown.filter((bar, i) => !isEmptyEnd(bar, i));
}

/** The most frequent categories in their order of frequency, the others as one bar, nulls last. */
function fewest(bars: DistributionBar[]): DistributionBar[] {
  const nulls = bars.filter(({ part }) => part === 'null');
  const weight = ({ current = 0, reference = 0 }: DistributionBar) => Math.max(current, reference);
  const sorted = bars.filter(({ part }) => part !== 'null').sort((a, b) => weight(b) - weight(a));
  const rest = sorted.length > MOST_BARS ? sorted.splice(MOST_BARS - 1) : [];
  return [...sorted, ...(rest.length > 0 ? [summed(rest)] : []), ...nulls];
}

function summed(rest: DistributionBar[]): DistributionBar {
  const sum = (of: (bar: DistributionBar) => number | undefined) =>
    rest.reduce((total, bar) => total + (of(bar) ?? 0), 0);
  const hasReference = rest[0].reference !== undefined;
  const current = sum((bar) => bar.current);
  const reference = hasReference ? sum((bar) => bar.reference) : undefined;
  return {
    name: `${rest.length} others`,
    part: 'others',
    current,
    reference,
    counts: {
      current: sum(({ counts }) => counts.current),
      reference: hasReference ? sum(({ counts }) => counts.reference) : undefined,
    },
    contribution: sum(({ contribution }) => contribution),
    heights: { current, reference },
  };
}

/** '20 to 30: 12.5 % now, 25.0 % in the reference (−12.5 points).' and how much of the drift comes from there. */
export function barSentences({ name, current, reference, contribution, counts, change }: DistributionBar): string[] {
  const now = current === undefined ? 'no values now' : `${share(current)} now (${count(counts.current)})`;
  const before =
    reference === undefined ? '' : `, ${share(reference)} in the reference (${count(counts.reference ?? 0)})`;
  const difference = current === undefined || reference === undefined ? '' : `, ${points(current - reference)}`;
  return [
    `${name}${change === undefined ? '' : ` (${change})`}: ${now}${before}${difference}.`,
    ...(contribution >= 0.005 ? [`${share(contribution)} of the drift comes from here.`] : []),
  ];
}
