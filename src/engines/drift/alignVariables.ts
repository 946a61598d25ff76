import { type Baseline, type BaselineVariable, type VariableKind } from '../../query/drift';
import { type Side } from '../../statistics/drift/scores';
import { onEdges, sharedEdges } from '../bins';
import { getOrAdd } from '../tally';
import { BASELINE, spanKey } from './comparisons';
import { type CountedVariable, isNumeric, type NumericCounts, type Span } from './variables';

/** One variable on the same bins or categories in every span. */
export interface AlignedVariable {
  of: VariableKind;
  /** A feature's name, or what stands for it on screen. */
  variable: string;
  edges?: readonly number[];
  categories?: readonly string[];
  /** Whether some spans had bins of other edges, which are merged here on those that all share. */
  differ: boolean;
  /** Whether some spans have numbers and others texts: what is not of the kind of the latest span is left out. */
  mixed: boolean;
  /** By `spanKey`, and the frozen baseline under BASELINE. Where nothing was seen, a side of zeros. */
  sideOf(key: string): Side;
}

const SHOWN: Record<Exclude<VariableKind, 'feature'>, string> = {
  prediction: 'prediction',
  score: 'score',
  responseTime: 'response time',
};

/** What stands for a variable on screen. */
export function variableName(of: VariableKind, name: string): string {
  return of === 'feature' ? name : SHOWN[of];
}

/** Every variable that was counted in any span, features by name. @param counted by span, in the order of the spans */
export function alignVariables(
  spans: readonly Span[],
  counted: ReadonlyArray<readonly CountedVariable[]>,
  baseline?: Baseline
): AlignedVariable[] {
  const found = new Map<string, Map<string, CountedVariable>>();
  const add = (key: string, variable: CountedVariable) =>
    getOrAdd(found, `${variable.of} ${variable.name}`, () => new Map<string, CountedVariable>()).set(key, variable);
  baseline?.variables.forEach((variable) => add(BASELINE, ofBaseline(variable)));
  // The latest last: what it is, decides. Of two that end together it is the first one, the current side.
  const byTime = spans
    .map((span, i) => ({ span, variables: counted[i] ?? [] }))
    .reverse()
    .sort((a, b) => a.span.to - b.span.to);
  byTime.forEach(({ span, variables }) => variables.forEach((variable) => add(spanKey(span), variable)));
  return [...found.values()].map(aligned).sort((a, b) => (a.variable < b.variable ? -1 : 1));
}

function ofBaseline({ of, name, edges, categories = [], counts, nulls }: BaselineVariable): CountedVariable {
  const last = (edges?.length ?? 0) - 1;
  return edges
    ? { of, name, counts, nulls, edges: edges.map((edge, i) => edge ?? (i === last ? Infinity : -Infinity)) }
    : { of, name, counts, nulls, categories };
}

function aligned(bySpan: Map<string, CountedVariable>): AlignedVariable {
  const all = [...bySpan.values()];
  const latest = all[all.length - 1];
  const alike = new Map([...bySpan].filter(([, one]) => isNumeric(one) === isNumeric(latest)));
  const common = {
    of: latest.of,
    variable: variableName(latest.of, latest.name),
    mixed: alike.size < bySpan.size,
  };
  return isNumeric(latest) ? { ...common, ...onSharedEdges(alike) } : { ...common, ...onAllCategories(alike) };
}

function onSharedEdges(bySpan: Map<string, CountedVariable>) {
  const bins = [...bySpan].filter((entry): entry is [string, CountedVariable & NumericCounts] => isNumeric(entry[1]));
  const edges = sharedEdges(bins.map(([, { edges }]) => edges));
  const sides = new Map(
    bins.map(([key, one]): [string, Side] => [key, { counts: onEdges(one, edges), nulls: one.nulls }])
  );
  const none: Side = { counts: new Float64Array(Math.max(0, edges.length - 1)), nulls: 0 };
  return {
    edges,
    differ: bins.some(([, one]) => one.edges.some((edge) => !edges.includes(edge))),
    sideOf: (key: string) => sides.get(key) ?? none,
  };
}

function onAllCategories(bySpan: Map<string, CountedVariable>) {
  const lists = [...bySpan].map(([key, one]) => ({ key, one, categories: isNumeric(one) ? [] : one.categories }));
  // In an order of their own: floors that are dealt depend on it, and engines find categories in different ones.
  const all = [...new Set(lists.flatMap(({ categories }) => categories))].sort();
  const places = new Map(all.map((category, i) => [category, i]));
  const sides = new Map(
    lists.map(({ key, one, categories }): [string, Side] => {
      const counts = new Float64Array(places.size);
      categories.forEach((category, i) => (counts[places.get(category) ?? 0] += one.counts[i] ?? 0));
      return [key, { counts, nulls: one.nulls }];
    })
  );
  const none: Side = { counts: new Float64Array(places.size), nulls: 0 };
  return { categories: all, differ: false, sideOf: (key: string) => sides.get(key) ?? none };
}
