import { type AlertParts } from '../../../alertParts';
import { type CountPair, type DriftCounts, eachSide } from '../../../drift/driftCounts';
import { driftFormulas, isOrdered } from '../../../drift/driftFormulas';
import { isRefusal, type KnownVariable, type NamedFormula, type Refusal, type TimeWindow } from '../../../engine';
import { namesIn, sum } from '../../../formulas';
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
  const counts = countsOf(reference, current, isOrdered(measure), alert);
  const { value, named, interval, style } = driftFormulas(measure, counts, edgesOf(alert));
  const { c: support, ...counted } = current.inputs;
  const inputs = used({ ...counted, ...reference.inputs, support }, [value, reference.isEnough], named);
  return {
    inputs,
    named,
    value: `${value} + ${reference.isEnough} + 0 * $support`,
    support: '$support',
    style,
    by: [],
    ...(interval && { interval }),
    notes: notesOf(alert, Object.keys(inputs).length),
  };
}

/** What is counted of a number are values up to edges: bins are between these, or what lies above them. */
function countsOf(reference: SideInputs, current: SideInputs, ordered: boolean, { variable }: DriftAlert): DriftCounts {
  const isNumber = variable.edges.length > 0;
  const sides = { reference, current };
  const all = eachSide((side) => {
    const { counts } = sides[side];
    return isNumber ? counts[counts.length - 1] : sum(counts);
  });
  const cell = (side: keyof CountPair, i: number) => {
    const { counts } = sides[side];
    const before = i === 0 ? '0' : counts[i - 1];
    return ordered ? less(all[side], before) : isNumber ? less(counts[i], before) : counts[i];
  };
  return {
    cells: current.counts.map((_, i) => eachSide((side) => cell(side, i))),
    nulls: eachSide((side) => sides[side].nulls),
    values: all,
  };
}

function less(from: string, what: string): string {
  if (what === '0') {
    return from;
  }
  return from.startsWith('$') ? `(${from} - ${what})` : String(Number(from) - Number(what));
}

function edgesOf({ variable, metrics, mapping }: DriftAlert): number[] {
  const scale = scaleOf(metrics.histogram, mapping);
  return [-Infinity, ...variable.edges.map((edge) => scaledEdge(edge, scale)), Infinity];
}

/** Measures that need an order leave nulls out, and the share of nulls needs no bins. */
function used(
  inputs: Record<string, Expr>,
  formulas: readonly string[],
  named: readonly NamedFormula[]
): Record<string, Expr> {
  const names = namesIn(['$support', ...formulas], named);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.has(name)));
}

function notesOf({ query, variable, reference }: DriftAlert, queries: number): string[] {
  const frozen =
    variable.edges.length > 0
      ? 'The edges of the histogram are frozen into the rule: make it anew when they change.'
      : 'Categories are those that were there when the rule was made; all that are new since then count as one.';
  return [
    `The rule asks ${queries} queries at each evaluation, so let it be evaluated no more often than needed.`,
    ...(query.drift.measure === 'nullShare' ? [] : [frozen]),
    'The usual level of the past is not in the rule: set the threshold above it.',
    ...('when' in reference && reference.when && 'atMs' in reference.when
      ? ['The reference has a fixed time, which lasts as long as Prometheus keeps it: a frozen baseline outlives that.']
      : []),
  ];
}
