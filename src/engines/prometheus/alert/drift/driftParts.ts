import { type AlertParts } from '../../../alertParts';
import { type CountPair, driftFloorOf, isOrdered, orderedFormula, sharesFormula } from '../../../drift/driftFormulas';
import { isRefusal, type KnownVariable, type Refusal, type TimeWindow } from '../../../engine';
import { type ConvertContext } from '../../convert/context';
import { scaledEdge } from '../../histograms';
import { type Expr } from '../../promql';
import { scaleOf } from '../../selectors';
import { driftAlert, type DriftAlert } from './driftAlert';
import { frozenInputs, sideInputs, type SideInputs } from './sideInputs';

/**
 * The drift of one variable: each bin and category of either side a query of its own, so that each is counted once, and the
 * measure a formula over them. PromQL cannot name what it has computed: as one expression, PSI would count all of it 14 times.
 */
export function driftParts(
  context: ConvertContext,
  known: readonly KnownVariable[],
  window: TimeWindow
): AlertParts<Expr> | Refusal {
  const alert = driftAlert(context, known, window);
  if (isRefusal(alert)) {
    return alert;
  }
  const current = sideInputs(alert.current, 'c', alert);
  const reference = 'frozen' in alert.reference ? frozenInputs(alert) : sideInputs(alert.reference, 'r', alert);
  if (isRefusal(reference)) {
    return reference;
  }
  const { measure } = context.query.drift;
  const ordered = isOrdered(measure);
  const pairs = ordered ? pairsAbove(reference, current) : pairsOf(reference, current, alert);
  const formula = ordered ? orderedFormula(measure, pairs, edgesOf(alert)) : sharesFormula(measure, pairs);
  const interval = driftFloorOf(measure, pairs);
  const { c: support, ...counts } = current.inputs;
  const inputs = used({ ...counts, ...reference.inputs, support }, formula, reference.isEnough);
  return {
    inputs,
    value: `${formula} + ${reference.isEnough} + 0 * $support`,
    support: '$support',
    style: { unit: 'short', min: 0 },
    by: [],
    ...(interval && { interval }),
    notes: notesOf(alert, Object.keys(inputs).length),
  };
}

/** Nulls are the last. Of a number its bins, from counts up to edges. */
function pairsOf(reference: SideInputs, current: SideInputs, { variable }: DriftAlert): CountPair[] {
  const bins = ({ counts }: SideInputs) =>
    variable.edges.length > 0 ? counts.map((count, i) => (i === 0 ? count : less(count, counts[i - 1]))) : counts;
  const [before, now] = [bins(reference), bins(current)];
  return [
    ...now.map((count, i): CountPair => ({ reference: before[i], current: count })),
    { reference: reference.nulls, current: current.nulls },
  ];
}

/** How many lie above each edge, the first from below all. */
function pairsAbove(reference: SideInputs, current: SideInputs): CountPair[] {
  const above = ({ counts }: SideInputs) => {
    const all = counts[counts.length - 1];
    return [all, ...counts.slice(0, -1).map((count) => less(all, count))];
  };
  const [before, now] = [above(reference), above(current)];
  return now.map((count, i) => ({ reference: before[i], current: count }));
}

function less(from: string, what: string): string {
  return from.startsWith('$') ? `(${from} - ${what})` : String(Number(from) - Number(what));
}

function edgesOf({ variable, metrics, mapping }: DriftAlert): number[] {
  const scale = scaleOf(metrics.histogram, mapping);
  return [-Infinity, ...variable.edges.map((edge) => scaledEdge(edge, scale)), Infinity];
}

/** Measures that need an order leave nulls out. */
function used(inputs: Record<string, Expr>, ...formulas: string[]): Record<string, Expr> {
  const names = new Set(formulas.flatMap((formula) => [...formula.matchAll(/\$(\w+)/g)].map(([, name]) => name)));
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.has(name) || name === 'support'));
}

function notesOf({ variable, reference }: DriftAlert, queries: number): string[] {
  return [
    `The rule asks ${queries} queries at each evaluation, so let it be evaluated no more often than needed.`,
    variable.edges.length > 0
      ? 'The edges of the histogram are frozen into the rule: make it anew when they change.'
      : 'Categories are those that were there when the rule was made; all that are new since then count as one.',
    'The usual level of the past is not in the rule: set the threshold above it.',
    ...('when' in reference && reference.when && 'atMs' in reference.when
      ? ['The reference has a fixed time, which lasts as long as Prometheus keeps it: a frozen baseline outlives that.']
      : []),
  ];
}
