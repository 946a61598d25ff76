import { migrateQuery } from '../../../query/migrate';
import { type Matcher, type ModelQuery } from '../../../query/query';
import { relevantQuery } from '../../../query/relevant';
import { isRefusal, type Refusal } from '../../engine';
import { convertQuery } from './convertQuery';
import {
  type DashboardJson,
  dashboardOf,
  isSchema2,
  type PanelJson,
  panelsOf,
  type TargetJson,
  variablesOf,
} from './dashboardJson';
import { type FixedValues, fixTexts, isSeveral } from './fixedValues';
import { type Outcome, type PanelReport, refusePanel, replaceTargets } from './panel';
import { type FindSource, type ModelSource, Sources } from './sources';
import { convertTemplating, freezeFilters } from './templating';
import { type DashboardVariable, refuseSeveral } from './variables';

export { type PanelReport, type QueryReport } from './panel';
export { type FindSource, type ModelSource } from './sources';

export interface DashboardOptions {
  sourceOf: FindSource;
  /** To be put in place of variables, which are kept alive where it is absent. */
  fixed?: {
    values: FixedValues;
    /** A model query with the values in it. */
    fill(query: ModelQuery): ModelQuery;
  };
}

export interface DashboardConversion {
  /** A new dashboard: without uid and id. */
  dashboard: DashboardJson;
  /** The panels that had queries of ours. */
  panels: PanelReport[];
  /** On variables and filters, in full sentences. */
  notes: string[];
}

/**
 * A dashboard with every query of ours that can be converted replaced by queries of the user's own Prometheus data source,
 * and its variables with them. What cannot be converted stays, and is said.
 */
export function convertDashboard(stored: unknown, options: DashboardOptions): DashboardConversion | Refusal {
  const dashboard = dashboardOf(stored);
  if (!dashboard) {
    return { sentence: whyNot(stored) };
  }
  const { fixed } = options;
  const sources = new Sources(dashboard, options.sourceOf, fixed === undefined);
  const { matchersOf, notes } = freezeFilters(dashboard, sources);
  const panels = panelsOf(dashboard).flatMap(({ panel, repeatedBy }) => {
    const ours = (panel.targets ?? []).filter(({ datasource }) => sources.isOurs(datasource ?? panel.datasource));
    const variables = knownVariables(dashboard, repeatedBy, fixed?.values);
    const outcomes = ours.map((target): Outcome => {
      const source = sources.sourceOf(target.datasource ?? panel.datasource);
      const query = migrateQuery(target);
      return isRefusal(source)
        ? { target, query, result: source }
        : { target, source, ...convertTarget(query, target, panel, source, matchersOf(source), variables, fixed) };
    });
    return outcomes.length > 0 ? [{ panel, outcomes }] : [];
  });
  if (panels.length === 0) {
    return { sentence: 'The dashboard has no query of a Modelwatch data source, so there is nothing to convert.' };
  }
  sources.someAreKept = panels.some(({ outcomes }) => outcomes.some(({ result }) => isRefusal(result)));
  const reports = panels.map(({ panel, outcomes }) => replaceTargets(panel, outcomes, sources));
  notes.push(...convertTemplating(dashboard, sources), ...(fixed ? fixTexts(dashboard, fixed.values) : []));
  const { uid, id, version, revision, gnetId, ...kept } = dashboard;
  return { dashboard: { ...kept, title: `${kept.title ?? ''} (Prometheus)`.trim() }, panels: reports, notes };
}

function whyNot(stored: unknown): string {
  return isSchema2(stored)
    ? "The dashboard is stored in Grafana's schema version 2, which cannot be converted yet. Export it in the classic model, and convert that."
    : 'This is no dashboard: it has no panels. Give the JSON model of a dashboard.';
}

/** With fixed values it matters how many there are, not how many there could be. */
function knownVariables(
  dashboard: DashboardJson,
  repeatedBy: readonly string[],
  values: FixedValues | undefined
): DashboardVariable[] {
  return variablesOf(dashboard).map(({ name, multi, includeAll }) => ({
    name,
    several: values ? isSeveral(values[name]) : Boolean(multi || includeAll) && !repeatedBy.includes(name),
  }));
}

function convertTarget(
  asked: ModelQuery,
  { refId }: TargetJson,
  panel: PanelJson,
  { mapping, upstream }: ModelSource,
  matchers: Matcher[],
  variables: DashboardVariable[],
  fixed: DashboardOptions['fixed']
): Pick<Outcome, 'query' | 'result'> {
  const withFilters = (query: ModelQuery): ModelQuery => ({
    ...query,
    model: { ...query.model, matchers: [...query.model.matchers, ...matchers] },
  });
  const options = { refId, datasource: upstream, variables };
  const query = withFilters(asked);
  const refused = refusePanel(query, panel);
  if (refused) {
    return { query, result: refused };
  }
  if (!fixed) {
    return { query, result: convertQuery(query, mapping, options) };
  }
  const filled = withFilters(fixed.fill(asked));
  return {
    query: filled,
    result:
      refuseSeveral(relevantQuery(query), variables) ?? convertQuery(filled, mapping, { ...options, variables: [] }),
  };
}
