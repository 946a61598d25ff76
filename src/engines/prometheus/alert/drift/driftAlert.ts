import { type BaselineVariable } from '../../../../query/drift';
import { DRIFT_NAMES } from '../../../../query/measureNames';
import { type TelemetryMapping } from '../../../../query/mapping';
import { type ModelQuery } from '../../../../query/query';
import { sharedEdges } from '../../../bins';
import { BASELINE, comparisonsOf } from '../../../drift/comparisons';
import { isOrdered } from '../../../drift/driftFormulas';
import { type KnownVariable, type Refusal, type TimeWindow } from '../../../engine';
import { type ConvertContext } from '../../convert/context';
import { cutAt } from '../../drift/cutAt';
import { scaledEdge } from '../../histograms';
import { type Selector } from '../../promql';
import { scaleOf } from '../../selectors';
import { type VariableMetrics, variableMetrics } from './driftNames';

/** What a rule on the drift of one variable compares, and what it knows of the variable. */
export interface DriftAlert {
  query: ModelQuery;
  mapping: TelemetryMapping;
  metrics: VariableMetrics;
  variable: KnownVariable;
  current: CountedSide;
  reference: CountedSide | { frozen: BaselineVariable };
}

/** A side that is counted: a window that ends now, earlier, or at a fixed time. */
export interface CountedSide {
  lengthMs: number;
  /** None: all together. */
  versions: readonly string[];
  when?: Selector['when'];
}

/** Each bin or category is a query of its own on either side: more are not worth a rule. */
export const MOST_CELLS = 24;

export function driftAlert(
  { query, mapping }: ConvertContext,
  known: readonly KnownVariable[],
  window: TimeWindow
): DriftAlert | Refusal {
  const { of, features, measure } = query.drift;
  const name = DRIFT_NAMES[measure];
  if (of === 'feature' && features.length !== 1) {
    return { sentence: 'A rule watches the drift of one feature. Name just one in the query.' };
  }
  const found = known.find((one) => of !== 'feature' || one.name === features[0]);
  if (!found) {
    return {
      sentence: `${name} cannot be alerted on: a rule needs to know the buckets or categories of what it watches, and none is known of the last 7 days. Correct the name of the feature, or make the rule once there are some.`,
    };
  }
  const alert = comparedBy(query, mapping, found, window);
  return alert ? (refuseVariable(alert) ?? alert) : { sentence: noFrozen(name) };
}

const noFrozen = (measure: string) =>
  `The frozen baseline has no values of what is watched, so there is no ${measure} from it. Freeze it anew, or choose another reference.`;

function comparedBy(
  query: ModelQuery,
  mapping: TelemetryMapping,
  found: KnownVariable,
  window: TimeWindow
): DriftAlert | undefined {
  const [{ current, reference }] = comparisonsOf({ ...query, result: 'number' }, window);
  const metrics = variableMetrics(query, mapping);
  const common = {
    query,
    mapping,
    metrics,
    current: { lengthMs: current.to - current.from, versions: current.versions },
  };
  if (reference !== BASELINE) {
    const when = query.reference.kind === 'fixed' ? { atMs: reference.to } : { agoMs: current.to - reference.to };
    const lengthMs = reference.to - reference.from;
    return {
      ...common,
      variable: cut(found, query, metrics, mapping),
      reference: { lengthMs, versions: reference.versions, when },
    };
  }
  const frozen = query.reference.baseline?.variables.find(
    (one) => one.of === query.drift.of && one.name === found.name
  );
  return frozen && { ...common, variable: beside(frozen, found, metrics, mapping), reference: { frozen } };
}

/** With the edges at which the panel cuts. */
function cut(found: KnownVariable, query: ModelQuery, { histogram }: VariableMetrics, mapping: TelemetryMapping) {
  const own = found.edges.map((edge) => scaledEdge(edge, scaleOf(histogram, mapping)));
  const kept = cutAt([-Infinity, ...own, Infinity], query);
  return { ...found, edges: found.edges.filter((_, i) => kept.includes(own[i])) };
}

/** With the edges that both have, and with all categories. */
function beside(
  { edges, categories = [] }: BaselineVariable,
  found: KnownVariable,
  { histogram }: VariableMetrics,
  mapping: TelemetryMapping
): KnownVariable {
  if (!edges || found.edges.length === 0) {
    return { ...found, categories: [...new Set([...found.categories, ...categories])].sort() };
  }
  const own = found.edges.map((edge) => scaledEdge(edge, scaleOf(histogram, mapping)));
  const shared = sharedEdges([[-Infinity, ...own, Infinity], openEnds(edges)]);
  return { ...found, edges: found.edges.filter((_, i) => shared.includes(own[i])) };
}

/** As a baseline has edges: null is an open end. */
export function openEnds(edges: ReadonlyArray<number | null>): number[] {
  return edges.map((edge, i) => edge ?? (i === 0 ? -Infinity : Infinity));
}

function refuseVariable({ query, variable, reference }: DriftAlert): Refusal | undefined {
  const { measure } = query.drift;
  const name = DRIFT_NAMES[measure];
  const isNumber = variable.edges.length > 0;
  if ('frozen' in reference && isNumber !== (reference.frozen.edges !== undefined)) {
    return { sentence: noFrozen(name) };
  }
  if (isOrdered(measure) && !isNumber) {
    return { sentence: `${name} needs the order of numbers, and this variable is of categories. Choose PSI.` };
  }
  if (measure === 'newShare' && isNumber) {
    return { sentence: `${name} is of categories, and this variable is a number. Choose PSI.` };
  }
  const cells = variable.edges.length + variable.categories.length;
  return cells > MOST_CELLS
    ? {
        sentence: `A rule counts each bin and each category by a query of its own, and ${cells.toLocaleString('en-US')} are more than the ${MOST_CELLS} that it may have. Use a histogram with fewer buckets, or watch another variable.`,
      }
    : undefined;
}
