/** Turns a dashboard's JSON (Grafana's schema version 1) into scene objects. */
import {
  CoreApp,
  type DataQueryRequest,
  type DataTransformerConfig,
  type FieldConfigSource,
  type VariableRefresh,
  type VariableSort,
} from '@grafana/data';
import {
  behaviors,
  CustomVariable,
  DataSourceVariable,
  type DataRequestEnricher,
  EmbeddedScene,
  type EmbeddedSceneState,
  getClosest,
  QueryVariable,
  SceneControlsSpacer,
  SceneDataTransformer,
  SceneGridItem,
  type SceneGridItemLike,
  SceneGridLayout,
  SceneGridRow,
  type SceneObject,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  type SceneVariable,
  SceneVariableSet,
  TextBoxVariable,
  VariableValueSelectors,
  VizPanel,
} from '@grafana/scenes';
import { type DataQuery, type DataSourceRef } from '@grafana/schema';

import { panelMenu } from './panelMenu';

interface GridPosition {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface PanelJson {
  id?: number;
  type: string;
  title?: string;
  description?: string;
  transparent?: boolean;
  gridPos: GridPosition;
  collapsed?: boolean;
  panels?: PanelJson[];
  datasource?: DataSourceRef;
  targets?: DataQuery[];
  fieldConfig?: FieldConfigSource;
  options?: Record<string, unknown>;
  pluginVersion?: string;
  maxDataPoints?: number;
  interval?: string;
  transformations?: DataTransformerConfig[];
}

interface VariableJson {
  name: string;
  label?: string;
  description?: string;
  type: string;
  query?: string | Record<string, unknown>;
  datasource?: DataSourceRef;
  regex?: string;
  refresh?: VariableRefresh;
  sort?: VariableSort;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string;
  hide?: number;
  current?: { text?: string | string[]; value?: string | string[] };
}

export interface DashboardJson {
  uid?: string;
  title: string;
  tags?: string[];
  time?: { from: string; to: string };
  timezone?: string;
  refresh?: string | false;
  graphTooltip?: number;
  templating?: { list: VariableJson[] };
  panels: PanelJson[];
}

/** Tells each request from which panel it comes, as Grafana's dashboards do. */
export class DashboardScene extends EmbeddedScene implements DataRequestEnricher {
  constructor(
    readonly dashboard: DashboardJson,
    state: EmbeddedSceneState
  ) {
    super(state);
  }

  enrichDataRequest(source: SceneObject): Partial<DataQueryRequest> {
    const { uid: dashboardUID, title: dashboardTitle } = this.dashboard;
    const panel = getClosest(source, (one) => (one instanceof VizPanel ? one : undefined));
    const id = Number(panel?.state.key?.replace(/^panel-/, ''));
    return {
      app: CoreApp.Dashboard,
      dashboardUID,
      dashboardTitle,
      panelId: Number.isNaN(id) ? 0 : id,
      panelName: panel?.state.title,
      panelPluginId: panel?.state.pluginId,
    };
  }
}

export function sceneOfDashboard(dashboard: DashboardJson): DashboardScene {
  const { time = { from: 'now-6h', to: 'now' }, timezone, refresh } = dashboard;
  return new DashboardScene(dashboard, {
    $timeRange: new SceneTimeRange({ ...time, timeZone: timezone || undefined }),
    $variables: new SceneVariableSet({ variables: (dashboard.templating?.list ?? []).map(variable) }),
    $behaviors: [new behaviors.CursorSync({ sync: dashboard.graphTooltip ?? 0 })],
    controls: [
      new VariableValueSelectors({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({}),
      new SceneRefreshPicker({ refresh: refresh || '', intervals: ['5s', '30s', '1m', '5m', '15m'] }),
    ],
    body: new SceneGridLayout({ children: gridItems(dashboard.panels) }),
  });
}

/** Panels after an open row belong to it, up to the next row; a closed row holds its own. */
function gridItems(panels: PanelJson[]): SceneGridItemLike[] {
  const items: SceneGridItemLike[] = [];
  let row: SceneGridRow | undefined;
  for (const panel of panels) {
    if (panel.type === 'row') {
      row = new SceneGridRow({
        title: panel.title ?? '',
        y: panel.gridPos.y,
        isCollapsed: panel.collapsed,
        children: (panel.panels ?? []).map(gridItem),
      });
      items.push(row);
    } else if (row && !row.state.isCollapsed) {
      row.setState({ children: [...row.state.children, gridItem(panel)] });
    } else {
      items.push(gridItem(panel));
    }
  }
  return items;
}

function gridItem(panel: PanelJson): SceneGridItem {
  const { x, y, w: width, h: height } = panel.gridPos;
  return new SceneGridItem({ x, y, width, height, body: vizPanel(panel) });
}

function vizPanel(panel: PanelJson): VizPanel {
  return new VizPanel({
    key: panel.id === undefined ? undefined : `panel-${panel.id}`,
    pluginId: panel.type,
    title: panel.title ?? '',
    hoverHeader: !panel.title,
    description: panel.description,
    displayMode: panel.transparent ? 'transparent' : 'default',
    options: panel.options ?? {},
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    pluginVersion: panel.pluginVersion,
    menu: panelMenu(),
    $data: panelData(panel),
  });
}

function panelData(panel: PanelJson): SceneDataTransformer | undefined {
  if (!panel.targets?.length) {
    return undefined;
  }
  const runner = new SceneQueryRunner({
    queries: panel.targets.map((target) => ({ ...target })),
    datasource: panel.datasource ?? panel.targets[0].datasource ?? undefined,
    maxDataPoints: panel.maxDataPoints,
    maxDataPointsFromWidth: panel.maxDataPoints === undefined,
    minInterval: panel.interval,
  });
  return new SceneDataTransformer({ $data: runner, transformations: panel.transformations ?? [] });
}

function variable(json: VariableJson): SceneVariable {
  const { name, label, description, hide, multi: isMulti, includeAll, allValue, current } = json;
  const shared = { name, label: label || undefined, description, hide };
  const chosen = {
    ...shared,
    isMulti,
    includeAll,
    allValue: allValue || undefined,
    value: current?.value ?? (isMulti ? [] : ''),
    text: current?.text ?? (isMulti ? [] : ''),
  };
  const text = typeof json.query === 'string' ? json.query : '';
  switch (json.type) {
    case 'datasource':
      return new DataSourceVariable({ ...chosen, pluginId: text, regex: json.regex ?? '' });
    case 'query':
      return new QueryVariable({
        ...chosen,
        datasource: json.datasource ?? null,
        query: (json.query ?? '') as string,
        regex: json.regex ?? '',
        refresh: json.refresh,
        sort: json.sort,
      });
    case 'custom':
      return new CustomVariable({ ...chosen, query: text });
    case 'textbox':
      return new TextBoxVariable({ ...shared, value: String(current?.value ?? text) });
    default:
      throw new Error(`The playground knows no variables of type '${json.type}' (variable '${name}').`);
  }
}
