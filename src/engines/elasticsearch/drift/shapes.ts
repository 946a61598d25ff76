import { type DataFrame, FieldType } from '@grafana/data';

import { namedEdges } from '../../drift/edges';
import { type Span } from '../../drift/variables';
import { type Plan, type UpstreamRequest } from '../../engine';
import { exists } from '../lucene';
import { filterOf, readBuckets } from '../readBuckets';
import { countMetric, filters, type MetricSpec, terms } from '../target';
import { countRequest } from '../windows';
import { type CategoricalVariable, type FieldVariable, fromField, recordsOf, type VariablesAsked } from './asked';
import { estimated, type EstimatedVariable, quantilesMetric } from './decileEdges';

/** Numeric variables with edges of bins, and those whose edges are not known, since the span has no value of them. */
export interface Cut {
  cut: EstimatedVariable[];
  left: FieldVariable[];
  /** Names of those of which the span has a value, as far as it was asked. */
  seen: string[];
}

/** Which span edges are asked of, in one search for all variables, or of each variable alone. */
export interface EdgesRound {
  span: Span;
  alone: boolean;
}

/**
 * Cuts numeric variables: by the edges that the query names, else by the deciles of a span, as the index estimates them
 * (decileEdges.ts). The highest value is asked of every feature: an index that has one as text would compare it with numbers letter
 * by letter, and has no highest one. It has none of what is asked for beside it either, so what is left is asked for alone.
 */
export function planEdges(
  variables: readonly FieldVariable[],
  asked: VariablesAsked,
  { span, alone }: EdgesRound
): Plan<Cut> {
  const { drift, reference } = asked.query;
  const named = new Map(variables.map((one) => [one, namedEdges(drift, reference, one.of, one.name)]));
  const looked = variables.filter((one) => one.of === 'feature' || one.of === 'prediction' || !named.get(one));
  const groups = alone ? looked.map((one) => [one]) : looked.length > 0 ? [looked] : [];
  const requestOf = (group: FieldVariable[], i: number): UpstreamRequest => {
    const metrics: MetricSpec[] = [
      ...group.map(({ field }): MetricSpec => ({ type: 'max', field, settings: {} })),
      ...group.filter((one) => !named.get(one)).map(({ field }) => quantilesMetric(field)),
    ];
    const counting = { ...recordsOf(asked, span.versions), metrics, buckets: [terms(asked.mapping.fields.model)] };
    const request = countRequest(`drift-edges-${i}`, counting, { ...span, timesOf: () => [] }, asked.mapping);
    return { ...request, optional: group.every(({ of }) => of === 'feature') };
  };
  return {
    requests: groups.map(requestOf),
    read: (answers) => {
      const cut: EstimatedVariable[] = [];
      const left: FieldVariable[] = [];
      const seen: string[] = [];
      for (const one of variables) {
        const at = groups.findIndex((group) => group.includes(one));
        const [frames, place] = at < 0 ? [[], -1] : [answers[at] ?? [], groups[at].indexOf(one)];
        const isNumber = hasValue(frames, place);
        const edges = named.get(one);
        const found = edges ? { ...one, edges } : isNumber ? estimated(one, quantilesIn(frames, one)) : undefined;
        if (isNumber) {
          seen.push(one.name);
        }
        if (found && (isNumber || one.of !== 'feature')) {
          cut.push(found);
        } else {
          left.push(one);
        }
      }
      return { cut, left, seen };
    },
  };
}

/** The quantiles of a variable by percent, in its own unit. A percent is written in more than one way: p0.0 of 0. */
function quantilesIn(frames: readonly DataFrame[], variable: FieldVariable): Map<number, number> {
  const found = new Map<number, number>();
  for (const { name, values } of numbersIn(frames)) {
    const [, percent = ''] = /^p([\d.]+) /.exec(name) ?? [];
    if (percent !== '' && name === `p${percent} ${variable.field}`) {
      found.set(Number(percent), fromField(Number(values[0]), variable));
    }
  }
  return found;
}

/** Grafana makes 0 of percentiles that are no numbers, but not of a highest value. */
function hasValue(frames: readonly DataFrame[], place: number): boolean {
  return typeof numbersIn(frames)[place]?.values[0] === 'number';
}

function numbersIn(frames: readonly DataFrame[]) {
  return frames[0]?.fields.filter(({ type }) => type === FieldType.number) ?? [];
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
