import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ComparedDistribution, distributionsFrame } from '../../frames/distributionsFrame';
import { driftFrame, driftSeriesFrame, type VariableDrift } from '../../frames/driftFrame';
import { judgeDrift } from '../../frames/judgeDrift';
import { type ModelwatchMeta } from '../../frames/modelwatchMeta';
import { thresholdOfDrift } from '../../query/drift';
import { DRIFT_NAMES, variablesName } from '../../query/measureNames';
import { type ModelQuery } from '../../query/query';
import { FEWEST_SAMPLES, usualLevel } from '../../statistics/drift/marks';
import { shareDrifted } from '../../statistics/drift/multiple';
import { comparedIn, driftScore, type Sides } from '../../statistics/drift/scores';
import { sharedLevel } from '../../statistics/drift/sharedLevel';
import { type AlignedVariable } from './alignVariables';
import { BASELINE, type Comparison, type Sides as SpanSides, spanKey } from './comparisons';
import { comparisonNotices } from './driftNotices';
import { floorsOverTime } from './floorsOverTime';

/** The frames of a query about variables, from what was counted of them. @param comparisons at least one, ascending */
export function driftAnswers(
  query: ModelQuery,
  comparisons: readonly Comparison[],
  variables: readonly AlignedVariable[]
): DataFrame[] {
  const last = comparisons[comparisons.length - 1];
  const notices = comparisonNotices(query, last, variables);
  const meta = metaOf(query, comparisons);
  if (query.kind === 'distribution') {
    return [distributionsFrame(distributionsOf(variables, last), meta, notices)];
  }
  return query.result === 'series'
    ? overTime(query, comparisons, variables, meta, notices)
    : now(query, last, variables, meta, notices);
}

function metaOf(query: ModelQuery, comparisons: readonly Comparison[]): ModelwatchMeta {
  const { current, reference } = comparisons[comparisons.length - 1];
  const { baseline } = query.reference;
  const compared = reference === BASELINE ? baseline : reference;
  return {
    query,
    from: comparisons[0].current.from,
    to: current.to,
    ...(compared && {
      reference: { from: compared.from, to: compared.to, versions: [...compared.versions] },
    }),
  };
}

function now(
  query: ModelQuery,
  comparison: Comparison,
  variables: readonly AlignedVariable[],
  meta: ModelwatchMeta,
  notices: Notice[]
): DataFrame[] {
  const { drift } = query;
  const compared = variables.map((variable) => ({ variable, sides: sidesOf(variable, comparison) }));
  const level = sharedLevel(
    drift,
    compared.map(({ sides }) => sides)
  );
  const rows = compared.map(({ variable, sides }) =>
    judgeDrift(variable.of, variable.variable, sides, {
      measure: drift.measure,
      level,
      threshold: thresholdOfDrift(drift),
      usual: usualOf(variable, comparison, query),
      isUsualAsked: comparison.usual.length > 0,
    })
  );
  const share = shareDrifted(rows.map(({ status }) => status));
  const ofDrift = { ...meta, ...(share !== undefined && { driftedShare: share }) };
  return [
    driftFrame(rows.sort(farthestFirst), DRIFT_NAMES[drift.measure], ofDrift, notices),
    distributionsFrame(distributionsOf(variables, comparison), meta, []),
  ];
}

const farthestFirst = (a: VariableDrift, b: VariableDrift) => (b.drift ?? -1) - (a.drift ?? -1);

/** What the same comparison showed in the past, where both sides had enough. */
function usualOf(variable: AlignedVariable, { usual }: Comparison, { drift }: ModelQuery): number | undefined {
  const past = usual.map((spans) => {
    const sides = sidesOf(variable, spans);
    const enough = [sides.reference, sides.current].every((side) => comparedIn(drift.measure, side) >= FEWEST_SAMPLES);
    return enough ? driftScore(drift.measure, sides) : undefined;
  });
  return usualLevel(past);
}

function overTime(
  query: ModelQuery,
  comparisons: readonly Comparison[],
  variables: readonly AlignedVariable[],
  meta: ModelwatchMeta,
  notices: Notice[]
): DataFrame[] {
  const { drift } = query;
  const measure = DRIFT_NAMES[drift.measure];
  const latest = comparisons[comparisons.length - 1];
  const level = sharedLevel(
    drift,
    variables.map((variable) => sidesOf(variable, latest))
  );
  const frames = variables.map((variable, i) => {
    const compared = comparisons.map((comparison) => sidesOf(variable, comparison));
    const floors = floorsOverTime(drift.measure, compared, level);
    const points = comparisons.map(({ time }, at) => ({
      time,
      drift: driftScore(drift.measure, compared[at]),
      floor: floors[at],
    }));
    const { of } = variable;
    return driftSeriesFrame({ of, variable: variable.variable, points }, measure, meta, i === 0 ? notices : []);
  });
  return frames.length > 0
    ? frames
    : [driftSeriesFrame({ of: drift.of, variable: variablesName(drift), points: [] }, measure, meta, notices)];
}

/** A variable's two sides of one comparison. */
function sidesOf({ edges, sideOf }: AlignedVariable, { current, reference }: SpanSides): Sides {
  return {
    current: sideOf(spanKey(current)),
    reference: sideOf(reference === BASELINE ? BASELINE : spanKey(reference)),
    ...(edges && { edges }),
  };
}

function distributionsOf(variables: readonly AlignedVariable[], comparison: Comparison): ComparedDistribution[] {
  return variables.map((one) => {
    const { current, reference } = sidesOf(one, comparison);
    return { of: one.of, variable: one.variable, edges: one.edges, categories: one.categories, current, reference };
  });
}
