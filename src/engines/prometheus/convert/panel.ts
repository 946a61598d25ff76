import { parseDuration } from '../../../query/duration';
import { type ModelQuery } from '../../../query/query';
import { type MeasureStyle } from '../../../frames/measureFrame';
import { isRefusal, type Refusal } from '../../engine';
import { type Conversion, SHORTEST_STEP } from './convertQuery';
import { isJson, MIXED, type PanelJson, refOf, type TargetJson } from './dashboardJson';
import { type ModelSource, type Sources } from './sources';

/** What becomes of one target of ours. */
export interface Outcome {
  target: TargetJson;
  query: ModelQuery;
  /** Of a conversion. */
  source?: ModelSource;
  result: Conversion | Refusal;
}

export interface QueryReport {
  refId: string;
  /** Why it was not converted. */
  kept?: string;
  notes: string[];
}

export interface PanelReport {
  id?: number;
  title: string;
  queries: QueryReport[];
}

const MATRIX = 'modelwatch-confusionmatrix-panel';
/** The panels that read buckets as they are in Prometheus. */
const READ_BUCKETS = { score: [MATRIX], error: ['bargauge', 'heatmap'] };

/** What a panel draws of our answers, and could not draw of Prometheus'. */
export function refusePanel({ kind, distribution }: ModelQuery, { type = '' }: PanelJson): Refusal | undefined {
  return kind !== 'distribution' || distribution.of === 'variable' || READ_BUCKETS[distribution.of].includes(type)
    ? undefined
    : {
        sentence: `The panel draws bins, and a converted distribution has buckets that add up, which the panel '${type}' does not read. ${
          distribution.of === 'score'
            ? 'The confusion matrix panel does.'
            : "Grafana's bar gauge and heatmap do: choose one of them to convert it."
        }`,
      };
}

/** Puts converted queries in their targets' places, with the data source, the step and the units that they need. */
export function replaceTargets(panel: PanelJson, outcomes: readonly Outcome[], sources: Sources): PanelReport {
  const taken = new Set((panel.targets ?? []).map(({ refId }) => refId));
  const styles: Array<[string, MeasureStyle]> = [];
  const queries: QueryReport[] = [];
  const targets = (panel.targets ?? []).flatMap((target): TargetJson[] => {
    const outcome = outcomes.find((outcome) => outcome.target === target);
    const { datasource = panel.datasource, hide } = target;
    if (!outcome) {
      return [{ ...target, ...(datasource && { datasource }) }];
    }
    const { result, source, query } = outcome;
    if (isRefusal(result) || !source) {
      queries.push({ refId: target.refId, kept: isRefusal(result) ? result.sentence : undefined, notes: [] });
      return [{ ...target, ...(datasource && { datasource }) }];
    }
    const renamed = result.queries.length > 1;
    const replaced = result.queries.map((core): TargetJson => {
      const refId = renamed ? freeRefId(core.refId, taken) : core.refId;
      styles.push([refId, result.style]);
      return {
        ...core,
        refId,
        datasource: sources.upstreamOf(datasource, source),
        ...(core.interval && { interval: stepOf(panel) }),
        ...(hide !== undefined && { hide }),
      };
    });
    queries.push({ refId: target.refId, notes: [...result.notes, ...renamedNotes(target, replaced)] });
    setPositiveClass(panel, query);
    return replaced;
  });
  panel.targets = targets;
  setDataSource(panel);
  if (targets.some(({ refId, interval }) => interval !== undefined && styles.some(([styled]) => styled === refId))) {
    // Grafana's 'New alert rule' takes the step of the panel, not that of its queries.
    panel.interval = stepOf(panel);
  }
  setStyles(panel, styles);
  return { ...(panel.id !== undefined && { id: panel.id }), title: panel.title ?? '', queries };
}

function freeRefId(wanted: string, taken: Set<string>): string {
  let refId = wanted;
  for (let i = 2; taken.has(refId); i++) {
    refId = `${wanted}_${i}`;
  }
  taken.add(refId);
  return refId;
}

function renamedNotes({ refId }: TargetJson, replaced: readonly TargetJson[]): string[] {
  return replaced.length > 1
    ? [
        `It became the queries ${replaced.map((target) => target.refId).join(', ')}: what names ${refId} must name these.`,
      ]
    : [];
}

/** One data source where all targets have one, else Mixed. Expressions belong to any. */
function setDataSource(panel: PanelJson) {
  const refs = (panel.targets ?? [])
    .map(({ datasource }) => refOf(datasource))
    .filter(({ type }) => type !== '__expr__');
  const [first] = refs;
  if (first) {
    panel.datasource = refs.every(({ uid }) => uid === first.uid) ? first : MIXED;
  }
}

/** The panel's own least step, where it is longer than ours. */
function stepOf({ interval = '' }: PanelJson): string {
  return interval.includes('$') || (parseDuration(interval) ?? 0) > (parseDuration(SHORTEST_STEP) ?? 0)
    ? interval
    : SHORTEST_STEP;
}

/**
 * What our frames say of units and bounds goes into the panel: to all fields where all its targets are converted and
 * alike, else target by target, before the overrides that are there.
 */
function setStyles(panel: PanelJson, styles: ReadonlyArray<[string, MeasureStyle]>) {
  if (styles.length === 0) {
    return;
  }
  const { defaults, overrides, ...others } = panel.fieldConfig ?? {};
  const configs = styles.map(([refId, style]) => [refId, configOf(style)] as const);
  const [, first] = configs[0];
  const alike = configs.length === panel.targets?.length && configs.every(([, config]) => sameJson(config, first));
  panel.fieldConfig = {
    ...others,
    defaults: { ...(isJson(defaults) ? defaults : {}), ...(alike && first) },
    overrides: [
      ...(alike ? [] : configs.map(([refId, config]) => overrideOf(refId, config))),
      ...(Array.isArray(overrides) ? overrides : []),
    ],
  };
}

function configOf({ unit, decimals, min, max }: MeasureStyle): Record<string, string | number> {
  return {
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function overrideOf(refId: string, config: Record<string, string | number>) {
  return {
    matcher: { id: 'byFrameRefID', options: refId },
    properties: Object.entries(config).map(([id, value]) => ({ id, value })),
  };
}

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Our frames tell the matrix panel which class is the positive one, buckets do not. */
function setPositiveClass(panel: PanelJson, { kind, model }: ModelQuery) {
  if (panel.type === MATRIX && kind === 'distribution' && model.positiveClass && !panel.options?.positiveClass) {
    panel.options = { ...panel.options, positiveClass: model.positiveClass };
  }
}
