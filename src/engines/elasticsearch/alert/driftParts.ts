import { type BaselineVariable, type DriftMeasure } from '../../../query/drift';
import { parseDuration } from '../../../query/duration';
import { DRIFT_NAMES } from '../../../query/measureNames';
import { withOpenEnds } from '../../../statistics/drift/bins';
import { isRedacted } from '../../../query/recordFields';
import { isRefusal, type Refusal } from '../../engine';
import { inField, recordsOf } from '../drift/asked';
import { allOf, exists, isOneOf, type Lucene, not, within } from '../lucene';
import { equals } from '../selectors';
import { type CountPair, type DriftCounts, eachSide } from '../../drift/driftCounts';
import { driftFormulas, isOrdered } from '../../drift/driftFormulas';
import { sum } from '../../formulas';
import { MOST_CATEGORIES } from './driftVariable';
import { type AlertContext, type AlertQuery, type Counted, countsOfSuch, numbersOf, type RecordParts } from './inputs';

/** More bins are more queries, and longer formulas, than a rule is worth. */
const MOST_BINS = 24;

/** What is counted, and how much of it a frozen baseline has: without one the reference is counted too. */
interface Cell {
  such: Lucene;
  frozen?: number;
}

/**
 * Drift of one variable: counts by bin or category in the window and in the reference, each an input of its own, and the
 * measure as a formula over them. Edges and categories are frozen when the rule is made.
 */
export function driftParts(context: AlertContext): RecordParts | Refusal {
  const { query } = context;
  const { measure } = query.drift;
  const refused = refuseRule(context);
  if (refused) {
    return refused;
  }
  const baseline = baselineOf(context);
  const variable = variableOf(context);
  if (!variable) {
    return {
      sentence:
        'There are no values of this variable in the window and the reference, so the rule would not know its bins. Choose another time range or reference, or name edges.',
    };
  }
  const reference = referenceOf(context);
  if (isRefusal(reference)) {
    return reference;
  }
  const cells = cellsOf(variable, baseline, context);
  if (isRefusal(cells)) {
    return cells;
  }
  const inputs: Record<string, AlertQuery> = {};
  const current = countedIn(query.model.versions, context);
  const pairs = cells.map(({ such, frozen }, k): CountPair => {
    inputs[`c${k}`] = countsOfSuch(such, current, context);
    if (frozen === undefined) {
      inputs[`r${k}`] = shifted(
        countsOfSuch(such, countedIn(reference.versions, context), context),
        reference.earlierMs
      );
    }
    return { current: `$c${k}`, reference: frozen === undefined ? `$r${k}` : String(frozen) };
  });
  const { value, named, interval, style } = driftFormulas(
    measure,
    countsOf(pairs, isOrdered(measure)),
    variable.edges ?? []
  );
  return {
    inputs: { ...inputs, support: numbersOf(current, context) },
    named,
    value: `${value} + 0 * $support`,
    support: '$support',
    style,
    by: [],
    ...(interval && { interval }),
    notes: notesOf(measure, variable, Object.keys(inputs).length + 1),
  };
}

/** The first of those that need an order are all values; else the last are nulls. */
function countsOf(pairs: readonly CountPair[], ordered: boolean): DriftCounts {
  const none = { reference: '0', current: '0' };
  const cells = ordered ? pairs : pairs.slice(0, -1);
  return ordered
    ? { cells, nulls: none, values: pairs[0] }
    : {
        cells,
        nulls: pairs[pairs.length - 1],
        values: eachSide((side) => sum(cells.map((cell) => cell[side]))),
      };
}

/** How its values are told apart. */
interface Variable {
  field: string;
  /** Of a number: from -Infinity to Infinity. */
  edges?: readonly number[];
  categories: readonly string[];
}

function variableOf({ known: { variables = [] } }: AlertContext): Variable | undefined {
  const [{ field, edges, categories } = { field: undefined, edges: [], categories: [] }] = variables;
  const cut = edges.length > 0 ? { edges: Array.from(withOpenEnds(edges.map(Number))) } : {};
  return field === undefined ? undefined : { field, categories, ...cut };
}

function refuseRule(context: AlertContext): Refusal | undefined {
  const { of, features, measure } = context.query.drift;
  const variable = variableOf(context);
  const name = DRIFT_NAMES[measure];
  if (of === 'feature' && features.length !== 1) {
    return { sentence: 'A rule on records watches the drift of one feature. Name just one in the query.' };
  }
  if (variable && isRedacted(variable.field, context.mapping)) {
    return { sentence: `The field ${variable.field} is redacted, so no rule looks at its values.` };
  }
  if (variable && isOrdered(measure) && !variable.edges) {
    return { sentence: `${name} needs the order of numbers, and this variable is of categories. Choose PSI.` };
  }
  return variable?.edges && measure === 'newShare'
    ? { sentence: `${name} is of categories, and this variable is a number. Choose PSI.` }
    : undefined;
}

/** The baseline's own counts of the variable; undefined where the reference is no baseline. */
function baselineOf({ query: { drift, reference } }: AlertContext): BaselineVariable | undefined {
  const name = drift.of === 'feature' ? drift.features[0] : '';
  return reference.kind === 'baseline'
    ? (reference.baseline?.variables.find((one) => one.of === drift.of && one.name === name) ?? {
        of: drift.of,
        name,
        counts: [],
        nulls: 0,
      })
    : undefined;
}

interface EarlierWindow {
  versions: readonly string[];
  /** How long before the window. */
  earlierMs: number;
}

/** Windows of a rule move with it. */
function referenceOf({ query: { model, reference }, windowMs }: AlertContext): EarlierWindow | Refusal {
  const { versions } = model;
  switch (reference.kind) {
    case 'previous':
      return { versions, earlierMs: windowMs };
    case 'offset':
      return { versions, earlierMs: parseDuration(reference.offset) ?? windowMs };
    case 'version':
      return { versions: [reference.version], earlierMs: 0 };
    case 'baseline':
      return { versions, earlierMs: 0 };
    case 'fixed':
      return {
        sentence:
          "A rule's windows move with the time, and a fixed range does not. Freeze it by 'Freeze this as baseline', and alert on drift from that.",
      };
  }
}

function countedIn(versions: readonly string[], context: AlertContext): Counted {
  return { query: recordsOf(context, versions).query, groups: [], clock: 'prediction' };
}

function shifted(input: AlertQuery, ms: number): AlertQuery {
  return { ...input, fromMs: input.fromMs + ms, toMs: input.toMs + ms };
}

/**
 * Bins or categories with nulls as the last, for their share all that are none in one; of measures that need an order what
 * lies above each edge, without nulls.
 */
function cellsOf(variable: Variable, baseline: BaselineVariable | undefined, context: AlertContext): Cell[] | Refusal {
  const nulls: Cell = { such: not(exists(variable.field)), ...(baseline && { frozen: baseline.nulls }) };
  if (context.query.drift.measure === 'nullShare') {
    const all = baseline?.counts.reduce((total, count) => total + count, 0);
    return [{ such: exists(variable.field), ...(all !== undefined && { frozen: all }) }, nulls];
  }
  if (!variable.edges) {
    const cells = categoryCells(variable, baseline);
    return isRefusal(cells) ? cells : [...cells, nulls];
  }
  const { edges, field } = variable;
  if (edges.length - 1 > MOST_BINS) {
    return {
      sentence: `A rule counts each bin by a query of its own, and ${edges.length - 1} bins are more than the ${MOST_BINS} that it may have. Name fewer edges.`,
    };
  }
  const scale = context.query.drift.of === 'responseTime' ? context.mapping.durationScale : 1;
  const such = (low: number, high: number) => within(field, inField(low, { scale }), inField(high, { scale }));
  const frozen = (bins: (bin: number) => boolean) =>
    baseline && {
      frozen: baseline.counts.reduce((sum, count, bin) => sum + (bins(bin) ? count : 0), 0),
    };
  return isOrdered(context.query.drift.measure)
    ? edges.slice(0, -1).map((low, k) => ({ such: such(low, Infinity), ...frozen((bin) => bin >= k) }))
    : [...edges.slice(1).map((high, k) => ({ such: such(edges[k], high), ...frozen((bin) => bin === k) })), nulls];
}

function categoryCells({ field, categories }: Variable, baseline: BaselineVariable | undefined): Cell[] | Refusal {
  const named = baseline?.categories ?? categories;
  if (named.length > MOST_CATEGORIES) {
    return {
      sentence: `A rule counts each category by a query of its own, and there are more than ${MOST_CATEGORIES} of them. Alert on drift of another variable.`,
    };
  }
  const texts = named.filter((name) => name !== '');
  const others = [exists(field), ...(texts.length > 0 ? [not(isOneOf(field, texts))] : [])];
  const noEmpty = named.includes('') ? [not(allOf([equals(field, '')]))] : [];
  return [
    ...named.map((name, k) => ({
      such: allOf([exists(field), equals(field, name)]),
      ...(baseline && { frozen: baseline.counts[k] }),
    })),
    { such: allOf([...others, ...noEmpty]), ...(baseline && { frozen: 0 }) },
  ];
}

function notesOf(measure: DriftMeasure, { edges }: Variable, queries: number): string[] {
  const frozen = edges
    ? `Bins are cut where they were when the rule was made: at ${edges.filter(Number.isFinite).join(', ')}.`
    : 'Categories are those that were there when the rule was made; all that are new since then count as one.';
  return [
    `The rule asks ${queries} queries at each evaluation, so let it be evaluated no more often than needed.`,
    ...(measure === 'nullShare' ? [] : [frozen]),
    'The usual level of the past is not in the rule: set the threshold above it.',
  ];
}
