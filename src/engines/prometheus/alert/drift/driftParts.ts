import { type DriftMeasure } from '../../../../query/drift';
import { DRIFT_NAMES } from '../../../../query/measureNames';
import { FEWEST_SAMPLES } from '../../../../statistics/drift/marks';
import { type AlertParts, singleValue } from '../../../alertParts';
import { sharedEdges as edgesOfAll } from '../../../bins';
import { BASELINE, comparisonsOf } from '../../../drift/comparisons';
import { type AlertInterval, isRefusal, type KnownVariable, type Refusal, type TimeWindow } from '../../../engine';
import { type ConvertContext, renamed } from '../../convert/context';
import { scaledEdge } from '../../histograms';
import { aggregate, binary, type Expr, scalar } from '../../promql';
import { scaleOf } from '../../selectors';
import { type CountedSide, type DriftAlert } from './driftAlert';
import { complete } from './driftComplete';
import { measureExpression, pooledNulls, rangeOf, ranked, samples } from './driftMeasures';
import { variableMetrics } from './driftNames';

/** The label of a rule's instances, whatever features are told apart by. */
const FEATURE = 'feature';

/**
 * The drift of variables as one expression, with an instance for each feature: the panel's number, over edges and features
 * that are frozen. Surely, where it is above what samples of these sizes show without drift.
 */
export function driftParts(
  context: ConvertContext,
  known: readonly KnownVariable[],
  window: TimeWindow
): AlertParts<Expr> | Refusal {
  const alert = alertOf(context, known, window);
  if (isRefusal(alert)) {
    return alert;
  }
  const { measure } = context.query.drift;
  const of = samples(alert);
  const named = (operand: Expr) => (alert.by.length > 0 ? renamed(operand, alert.by[0], FEATURE) : operand);
  const support = aggregate('min', alert.by, of);
  const both = binary(aggregate('min', alert.by, of), '>=', scalar(FEWEST_SAMPLES));
  const value = binary(complete(measureExpression(measure, alert), alert), 'and', both, { on: alert.by });
  const floor = floorOf(measure, alert);
  return {
    ...singleValue(named(value), { decimals: 3, min: 0 }, alert.by.length > 0 ? [FEATURE] : [], named(support)),
    ...(floor && {
      inputs: { value: named(value), support: named(support), ...(floor.spread && { spread: named(floor.spread) }) },
      interval: floor.interval,
    }),
    notes: notesOf(alert, floor !== undefined),
  };
}

function alertOf(
  { query, mapping }: ConvertContext,
  known: readonly KnownVariable[],
  window: TimeWindow
): DriftAlert | Refusal {
  const [{ current, reference }] = comparisonsOf({ ...query, result: 'number' }, window);
  const lengthMs = current.to - current.from;
  const counted = (): CountedSide => {
    if (reference === BASELINE) {
      return { lengthMs, versions: [] };
    }
    const { from, to, versions } = reference;
    const when = query.reference.kind === 'fixed' ? { atMs: to } : { agoMs: current.to - to };
    return { lengthMs: to - from, versions, ...(current.to !== to && { when }) };
  };
  const { baseline } = query.reference;
  const alert: DriftAlert = {
    query,
    mapping,
    ...variableMetrics(query, mapping),
    variables: [],
    current: { lengthMs, versions: current.versions },
    reference: reference === BASELINE && baseline ? { baseline } : counted(),
  };
  const wanted = known.filter(({ name }) => isWanted(name, alert)).map((one) => onBaseline(one, alert));
  const variables = wanted.filter((one) => isMeasured(one, alert));
  return variables.length > 0 ? { ...alert, variables } : refuseNone(wanted, alert);
}

function isWanted(name: string, { query: { drift }, by, reference }: DriftAlert): boolean {
  const frozen = 'baseline' in reference ? reference.baseline.variables : undefined;
  return (
    (by.length === 0 || drift.features.length === 0 || drift.features.includes(name)) &&
    (frozen === undefined || frozen.some((one) => one.of === drift.of && one.name === name))
  );
}

/** With the edges that both the histogram and the frozen baseline have. */
function onBaseline(variable: KnownVariable, { query, mapping, histogram, reference }: DriftAlert): KnownVariable {
  const frozen =
    'baseline' in reference
      ? reference.baseline.variables.find((one) => one.of === query.drift.of && one.name === variable.name)?.edges
      : undefined;
  if (!frozen || variable.edges.length === 0) {
    return variable;
  }
  const scale = scaleOf(histogram, mapping);
  const own = variable.edges.map((edge) => scaledEdge(edge, scale));
  const shared = edgesOfAll([
    [-Infinity, ...own, Infinity],
    frozen.map((edge, i) => edge ?? (i === 0 ? -Infinity : Infinity)),
  ]);
  return { ...variable, edges: variable.edges.filter((_, i) => shared.includes(own[i])) };
}

/** Whether the measure is defined for numbers, or for categories, as these are. */
function isMeasured(variable: KnownVariable, alert: DriftAlert): boolean {
  const { edges } = variable;
  switch (alert.query.drift.measure) {
    case 'ks':
      return edges.length > 0;
    case 'wasserstein':
    case 'wassersteinInDeviations':
      return ranked({ ...alert, variables: [variable] }).length > 0;
    case 'newShare':
      return edges.length === 0;
    default:
      return true;
  }
}

function refuseNone(wanted: readonly KnownVariable[], { query }: DriftAlert): Refusal {
  const name = DRIFT_NAMES[query.drift.measure];
  return {
    sentence:
      wanted.length > 0
        ? `${name} is not defined for ${wanted.map((one) => one.name || 'this variable').join(', ')}. Choose another measure, such as PSI.`
        : `${name} cannot be alerted on: a rule needs to know the buckets or categories of what it watches, and none is known of the last 7 days. Correct the features of the query, or make the rule once there are some.`,
  };
}

interface Floor {
  interval: AlertInterval;
  /** What the interval reads besides the value. */
  spread?: Expr;
}

/**
 * The sampling floors of statistics/drift/floor.ts, for as many bins as the rule knows. Where the panel deals samples anew, a
 * bound that follows from another floor: neither total variation nor L-infinity is above half of the root of PSI's (by
 * Cauchy and Schwarz), and Wasserstein's distance is at most that of KS times the range of places.
 */
function floorOf(measure: DriftMeasure, alert: DriftAlert): Floor | undefined {
  const { by } = alert;
  const inverse = binary(samples(alert), '^', scalar(-1));
  const spread = aggregate('sum', by, inverse);
  // Those of numbers and their nulls, or of the categories, their nulls and one more.
  const bins = Math.max(
    ...alert.variables.map(({ edges, categories }) => (edges.length > 0 ? edges.length + 2 : categories.length + 2))
  );
  const chiSquare = { of: 'chiSquare', degrees: bins - 1 } as const;
  const ofSpread = (times: string, root: boolean): Floor => ({
    spread,
    interval: { method: 'floor', times, quantile: chiSquare, ...(root && { root }) },
  });
  switch (measure) {
    case 'psi':
      return ofSpread('$spread', false);
    case 'kullbackLeibler':
      return ofSpread('$spread / 2', false);
    case 'jensenShannon':
      return ofSpread(`$spread / ${8 * Math.LN2}`, true);
    case 'jensenShannonBaseE':
    case 'hellinger':
      return ofSpread('$spread / 8', true);
    case 'totalVariation':
    case 'lInfinity':
      return ofSpread('$spread / 4', true);
    case 'chiSquare':
      return { interval: { method: 'floor', times: '1', quantile: chiSquare } };
    case 'cramersV': {
      const all = binary(aggregate('sum', by, samples(alert)), '^', scalar(-1));
      return { spread: all, interval: { method: 'floor', times: '$spread', quantile: chiSquare, root: true } };
    }
    case 'ks':
      return { spread, interval: { method: 'floor', times: '$spread ** 0.5', quantile: { of: 'kolmogorov' } } };
    case 'wasserstein':
      return {
        spread: binary(spread, '*', binary(rangeOf(alert), '^', scalar(2)), { on: by }),
        interval: { method: 'floor', times: '$spread ** 0.5', quantile: { of: 'kolmogorov' } },
      };
    case 'nullShare':
      return {
        spread: binary(spread, '*', pooledNulls(alert), { on: by }),
        interval: { method: 'floor', times: '$spread ** 0.5', quantile: { of: 'normal' } },
      };
    case 'wassersteinInDeviations':
    case 'newShare':
      return undefined;
  }
}

function notesOf({ variables, reference }: DriftAlert, hasFloor: boolean): string[] {
  const shown = variables.flatMap(({ name }) => (name === '' ? [] : [name]));
  return [
    shown.length > 0
      ? `The rule watches ${shown.join(', ')}. Make it anew when there are other features, or other edges of their histograms.`
      : 'The edges of the histogram are frozen into the rule: make it anew when they change.',
    ...(hasFloor
      ? [
          "'Surely' asks that the number is above what samples of these sizes show without drift. It knows no usual level.",
        ]
      : ['The rule knows neither a sampling floor nor a usual level of this measure: its threshold alone decides.']),
    ...('baseline' in reference
      ? ['The frozen baseline is in the rule: make it anew when you freeze another one.']
      : reference.when && 'atMs' in reference.when
        ? [
            'The reference has a fixed time, which Prometheus counts as long as it keeps it: freeze a baseline to outlive that.',
          ]
        : []),
  ];
}
