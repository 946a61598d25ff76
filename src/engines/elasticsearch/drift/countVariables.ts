import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type CountedSpans } from '../../drift/planDrift';
import { type CategoricalCounts, type CountedVariable, type NumericCounts, type Span } from '../../drift/variables';
import { isRefusal, type Plan, type Refusal } from '../../engine';
import { and, exists, within } from '../lucene';
import { MOST_TERMS } from '../target';
import { inField, type NumericVariable, type ShapedVariable, type VariablesAsked } from './asked';
import { countNotices } from './countNotices';
import { type Named, type SpanCounts, spanSearch } from './spanSearch';

/** More searches than this are more than one answer is worth. */
const MOST_REQUESTS = 60;
/** Fewer categories would say little of a variable. */
const FEWEST_TERMS = 20;

/** What stands for all categories that are not among the most frequent ones. */
export const OTHERS = '(all others)';
const ALL = 'all';

/** What was counted of one variable in each span of a group. */
export interface CountedGroup {
  /** How many records have any value. */
  known: Float64Array;
  /** How many of them were counted by value; of lists each entry counts. */
  told: Float64Array;
  /** Whether there are more categories than are told apart. */
  hasOthers: boolean;
  bySpan: Array<NumericCounts | CategoricalCounts>;
}

/**
 * How often each value of some variables was seen in each span: a filter for each bin, for all variables in one search, and
 * a search for the categories of each variable.
 */
export function planCounts(
  variables: readonly ShapedVariable[],
  spans: readonly Span[],
  asked: VariablesAsked
): Plan<CountedSpans> | Refusal {
  const groups = byVersions(spans).map((places) =>
    planGroup(
      variables,
      places.map((place) => spans[place]),
      asked
    )
  );
  const refused = groups.find(isRefusal);
  const plans = groups.flatMap((group) => (isRefusal(group) ? [] : [group]));
  const requests = plans.flatMap(({ requests }) => requests);
  if (refused) {
    return refused;
  }
  if (requests.length > MOST_REQUESTS) {
    return {
      sentence: `${variables.length} variables take ${requests.length} searches here, more than the ${MOST_REQUESTS} that one answer may take. Name the features to compare, or choose a longer step.`,
    };
  }
  return {
    requests,
    read: (answers) => {
      let next = 0;
      const counted = plans.map(({ requests, read }) => read(answers.slice(next, (next += requests.length))));
      const seen = variables
        .map((variable, i) => ({ variable, groups: counted.map((group) => group[i]) }))
        .filter(({ groups }) => groups.some(({ known }) => known.some((count) => count > 0)));
      const bySpan: CountedVariable[][] = spans.map(() => []);
      for (const { variable, groups } of seen) {
        byVersions(spans).forEach((places, g) =>
          places.forEach((place, i) =>
            bySpan[place].push({ of: variable.of, name: variable.name, ...groups[g].bySpan[i] })
          )
        );
      }
      return {
        counted: bySpan,
        notices: seen.flatMap(({ variable, groups }): Notice[] => countNotices(variable, groups)),
      };
    },
  };
}

/** The places of spans of the same versions. */
function byVersions(spans: readonly Span[]): number[][] {
  const groups = new Map<string, number[]>();
  spans.forEach(({ versions }, place) => {
    const key = JSON.stringify(versions);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  });
  return [...groups.values()];
}

/** Spans of the same versions: what was counted of each variable. */
function planGroup(
  variables: readonly ShapedVariable[],
  spans: readonly Span[],
  asked: VariablesAsked
): Plan<CountedGroup[]> | Refusal {
  const search = spanSearch(spans, asked);
  const named = variables.map(namedOf);
  const largest = Math.max(...named.map(({ length }) => length), FEWEST_TERMS);
  if (search.most <= largest) {
    return {
      sentence:
        'So many windows, and so many bins of each, are more buckets than a search may have. Choose a longer step, a shorter time range, or a window that the step divides.',
    };
  }
  const of = spans[0].versions.join(' ');
  const searches = inChunks([[{ label: ALL, query: and([]) }], ...named], search.most).map((chunk, i) =>
    search.byFilters(`drift-bins-${i} ${of}`.trim(), chunk)
  );
  const size = Math.min(MOST_TERMS, search.most);
  const categories = variables.map(({ field, edges }, i) =>
    edges ? undefined : search.byTerms(`drift-categories-${i} ${of}`.trim(), field, size)
  );
  const all = [...searches, ...categories.filter((one): one is SpanCounts => one !== undefined)];
  return {
    requests: all.map(({ request }) => request),
    read: (answers) => {
      const read = all.map((one, i) => one.read(answers[i] ?? []));
      const counts = new Map(read.slice(0, searches.length).flatMap((map) => [...map]));
      const of = (label: string) => counts.get(label) ?? new Float64Array(spans.length);
      let next = searches.length;
      return variables.map((variable, i) => {
        const known = of(knownLabel(i));
        const nulls = of(ALL).map((count, at) => Math.max(0, count - known[at]));
        return variable.edges
          ? inBins(variable, known, nulls, (bin) => of(binLabel(i, bin)))
          : byCategory(known, nulls, read[next++], size);
      });
    },
  };
}

const knownLabel = (variable: number) => `${variable}:known`;
const binLabel = (variable: number, bin: number) => `${variable}:${bin}`;

/** What has to be told apart of a variable. */
function namedOf(variable: ShapedVariable, i: number): Named[] {
  const { field, edges } = variable;
  const bins = edges?.slice(1).map((high, bin) => ({
    label: binLabel(i, bin),
    query: within(field, inField(edges[bin], variable), inField(high, variable)),
  }));
  return [{ label: knownLabel(i), query: exists(field) }, ...(bins ?? [])];
}

/** As few lists as there can be, without taking one apart. */
function inChunks(lists: ReadonlyArray<readonly Named[]>, most: number): Named[][] {
  const chunks: Named[][] = [];
  for (const list of lists) {
    const last = chunks[chunks.length - 1];
    if (last && last.length + list.length <= most) {
      last.push(...list);
    } else {
      chunks.push([...list]);
    }
  }
  return chunks;
}

function inBins(
  { edges }: NumericVariable,
  known: Float64Array,
  nulls: Float64Array,
  countsOf: (bin: number) => Float64Array
): CountedGroup {
  const bins = edges.slice(1).map((_, bin) => countsOf(bin));
  return {
    known,
    told: known.map((_, at) => bins.reduce((sum, counts) => sum + counts[at], 0)),
    hasOthers: false,
    bySpan: Array.from(known, (_, at) => ({ edges, counts: bins.map((counts) => counts[at]), nulls: nulls[at] })),
  };
}

function byCategory(
  known: Float64Array,
  nulls: Float64Array,
  found: ReadonlyMap<string, Float64Array>,
  size: number
): CountedGroup {
  const categories = [...found];
  const told = known.map((_, at) => categories.reduce((sum, [, counts]) => sum + counts[at], 0));
  const hasOthers = categories.length >= size;
  return {
    known,
    told,
    hasOthers,
    bySpan: Array.from(known, (_, at) => {
      const here = categories.filter(([, counts]) => counts[at] > 0);
      const rest = hasOthers ? Math.max(0, known[at] - told[at]) : 0;
      return {
        categories: [...here.map(([name]) => name), ...(rest > 0 ? [OTHERS] : [])],
        counts: [...here.map(([, counts]) => counts[at]), ...(rest > 0 ? [rest] : [])],
        nulls: nulls[at],
      };
    }),
  };
}
