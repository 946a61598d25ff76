import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type Series } from '../../../frames/readSeries';
import { type MetricRole, NULL_CATEGORY, type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { sumOf } from '../../../statistics/drift/counts';
import { type Bins, onEdges } from '../../bins';
import { spanKey } from '../../drift/comparisons';
import { type CountedVariable, type Span } from '../../drift/variables';
import { getOrAdd } from '../../tally';
import { countNotices } from '../confusion';
import { type ReadHistogram, readHistogram } from '../histograms';
import { type SpanCounts } from './countSpans';
import { cutAt } from './cutAt';
import { type VariableSource } from './sources';

/** By span (`spanKey`) and by feature, '' where there is but one variable. */
export type BySpan<T> = Map<string, Map<string, T>>;

/** Counts by category; '' is that of no label. */
export type Categories = Map<string, number>;

/** Histograms of the spans, in bins. */
export function readNumbers(
  counts: readonly SpanCounts[],
  role: MetricRole,
  { feature }: VariableSource,
  query: ModelQuery,
  mapping: TelemetryMapping
): { bins: BySpan<Bins>; notices: Notice[]; histogram: ReadHistogram | undefined } {
  const bins: BySpan<Bins> = new Map();
  const read = counts.map(({ lengthMs, versions, series }) => {
    const ofSpans: ModelQuery = { ...query, result: 'number', window: '', byVersion: false };
    const window = { from: -lengthMs, to: 0, intervalMs: 0 };
    const histogram = readHistogram(series, role, feature, ofSpans, mapping, window);
    for (const [, byTime] of histogram.tally.entries()) {
      byTime.forEach((byFeature, to) => bins.set(spanKey({ from: to - lengthMs, to, versions }), byFeature));
    }
    return histogram;
  });
  const some = read.filter(({ lacksBuckets }) => lacksBuckets);
  return { bins, notices: read.flatMap(({ notices }) => notices), histogram: some[0] ?? read[0] };
}

/** Counters of the spans, by category. */
export function readCategories(
  counts: readonly SpanCounts[],
  { counter, feature }: VariableSource
): { counts: BySpan<Categories>; notices: Notice[] } {
  const bySpan: BySpan<Categories> = new Map();
  const add = ({ labels, times, values }: Series, { lengthMs, versions }: SpanCounts) =>
    times.forEach((to, i) => {
      const ofSpan = getOrAdd(bySpan, spanKey({ from: to - lengthMs, to, versions }), () => new Map());
      const categories = getOrAdd(ofSpan, (feature && labels[feature]) ?? '', (): Categories => new Map());
      const category = (counter && labels[counter.category]) ?? '';
      categories.set(category, (categories.get(category) ?? 0) + values[i]);
    });
  counts.forEach((of) => of.series.forEach((series) => add(series, of)));
  return { counts: bySpan, notices: counts.flatMap(({ series, lengthMs }) => countNotices(series, lengthMs)) };
}

/** The variables of each span, in the order of the spans: those of which a value was seen in any, and that are asked for. */
export function variablesOf(
  query: ModelQuery,
  spans: readonly Span[],
  bins: BySpan<Bins> = new Map(),
  categories: BySpan<Categories> = new Map()
): CountedVariable[][] {
  const found = new Map<string, Array<CountedVariable | undefined>>();
  spans.forEach((span, i) => {
    const [numbers, texts] = [bins.get(spanKey(span)), categories.get(spanKey(span))];
    for (const name of new Set([...(numbers?.keys() ?? []), ...(texts?.keys() ?? [])])) {
      const variables = getOrAdd(found, name, () => spans.map((): CountedVariable | undefined => undefined));
      variables[i] = variableOf(query, name, numbers?.get(name), texts?.get(name));
    }
  });
  const { of, features } = query.drift;
  const wanted = (name: string) => of !== 'feature' || features.length === 0 || features.includes(name);
  const known = [...found].filter(([name, variables]) => wanted(name) && variables.some(hasValues));
  return spans.map((_, i) => known.flatMap(([, variables]) => ofOneKind(variables)[i] ?? []));
}

/** Of a feature that has both numbers and categories, what there is more of. */
function variableOf(query: ModelQuery, name: string, bins?: Bins, texts?: Categories): CountedVariable {
  const { of } = query.drift;
  const isNull = (category: string) => category === NULL_CATEGORY || category === '';
  const all = [...(texts ?? [])];
  const named = all.filter(([category]) => !isNull(category));
  const nulls = all.reduce((sum, [category, count]) => sum + (isNull(category) ? count : 0), 0);
  const counts = named.map(([, count]) => count);
  return bins && sumOf(counts) <= sumOf(bins.counts)
    ? { of, name, ...cut(bins, query), nulls }
    : { of, name, categories: named.map(([category]) => category), counts, nulls };
}

function cut(bins: Bins, query: ModelQuery) {
  const edges = cutAt(Array.from(bins.edges), query);
  return { edges, counts: edges.length === bins.edges.length ? bins.counts : onEdges(bins, edges) };
}

const hasValues = (variable: CountedVariable | undefined) => variable !== undefined && sumOf(variable.counts) > 0;

/** Where nothing but nulls was seen, a variable is of the kind that it has where there are values. */
function ofOneKind(variables: ReadonlyArray<CountedVariable | undefined>): Array<CountedVariable | undefined> {
  const example = variables.filter(hasValues).pop();
  return variables.map((variable) => {
    if (!variable || !example || hasValues(variable) || 'edges' in variable === 'edges' in example) {
      return variable;
    }
    const { of, name, nulls } = variable;
    return 'edges' in example
      ? { of, name, nulls, edges: example.edges, counts: new Float64Array(example.edges.length - 1) }
      : { of, name, nulls, categories: [], counts: [] };
  });
}
