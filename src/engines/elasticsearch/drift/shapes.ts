import { type DataFrame, FieldType } from '@grafana/data';

import { quantileEdges } from '../../../statistics/drift/bins';
import { namedEdges, QUANTILE_BINS, roundedEdges } from '../../drift/edges';
import { type Span } from '../../drift/variables';
import { type Plan, type UpstreamRequest } from '../../engine';
import { exists } from '../lucene';
import { filterOf, readBuckets } from '../readBuckets';
import { countMetric, filters, type MetricSpec, terms } from '../target';
import { countRequest } from '../windows';
import {
  type CategoricalVariable,
  type FieldVariable,
  type NumericVariable,
  recordsOf,
  type VariablesAsked,
} from './asked';

/** The lowest value, the deciles and the highest one. */
const PERCENTS = Array.from({ length: QUANTILE_BINS + 1 }, (_, i) => (100 * i) / QUANTILE_BINS);

/** Numeric variables with edges of bins, and those of which the span has no value. */
export interface Cut {
  cut: NumericVariable[];
  left: FieldVariable[];
}

/**
 * Cuts numeric variables: by the edges that the query names, else by the deciles of a span, as the index estimates them
 * (t-digest). The highest value is asked of every feature, since an index that has one as text fails then and says which;
 * it would compare it with numbers letter by letter.
 */
export function planEdges(variables: readonly FieldVariable[], asked: VariablesAsked, span: Span): Plan<Cut> {
  const { drift, reference } = asked.query;
  const named = new Map(variables.map((one) => [one, namedEdges(drift, reference, one.of, one.name)]));
  const looked = variables.filter((one) => one.of === 'feature' || !named.get(one));
  const metrics: MetricSpec[] = [
    ...looked.map(({ field }): MetricSpec => ({ type: 'max', field, settings: {} })),
    ...looked
      .filter((one) => !named.get(one))
      .map(({ field }): MetricSpec => ({
        type: 'percentiles',
        field,
        settings: { percents: PERCENTS.map(String) },
      })),
  ];
  const { model } = asked.mapping.fields;
  const counting = { ...recordsOf(asked, span.versions), metrics, buckets: [terms(model)] };
  const requests =
    looked.length > 0 ? [countRequest('drift-edges', counting, { ...span, timesOf: () => [] }, asked.mapping)] : [];
  return {
    requests,
    read: ([frames = []]) => {
      const cut: NumericVariable[] = [];
      const left: FieldVariable[] = [];
      for (const one of variables) {
        const edges = named.get(one) ?? decilesIn(frames, one, looked.indexOf(one));
        if (edges) {
          cut.push({ ...one, edges });
        } else {
          left.push(one);
        }
      }
      return { cut, left };
    },
  };
}

/** Undefined where there is no value: Grafana makes 0 of percentiles that are no numbers, but not of a highest value. */
function decilesIn(frames: readonly DataFrame[], { field, scale }: FieldVariable, place: number) {
  const columns = frames[0]?.fields.filter(({ type }) => type === FieldType.number) ?? [];
  if (typeof columns[place]?.values[0] !== 'number') {
    return undefined;
  }
  const values = columns.flatMap(({ name, values }) => {
    const [, percent] = /^p([\d.]+) /.exec(name) ?? [];
    return percent !== undefined && name === `p${percent} ${field}` ? [Number(values[0]) * scale] : [];
  });
  const edges = quantileEdges(values, QUANTILE_BINS);
  return edges && roundedEdges(edges);
}

/** Of texts, by which field they can be grouped: where records have a keyword beside a text, by that. */
export function planKeywords(
  variables: readonly FieldVariable[],
  asked: VariablesAsked,
  spans: readonly Span[]
): Plan<CategoricalVariable[]> {
  const { mapping } = asked;
  const during = { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) };
  const named = variables.map(({ field }, i) => ({ label: String(i), query: exists(keywordOf(field)) }));
  const counting = { ...recordsOf(asked, []), metrics: [countMetric], buckets: [filters(named)] };
  const requests: UpstreamRequest[] =
    variables.length > 0 ? [countRequest('drift-keywords', counting, { ...during, timesOf: () => [] }, mapping)] : [];
  return {
    requests,
    read: (answers) => {
      const found = requests.flatMap((request, i) => readBuckets(request, answers[i]));
      const beside = new Set(found.filter(({ numbers }) => (numbers[0] ?? 0) > 0).map(filterOf));
      return variables.map((one, i) => (beside.has(String(i)) ? { ...one, field: keywordOf(one.field) } : one));
    },
  };
}

const keywordOf = (field: string) => `${field}.keyword`;
