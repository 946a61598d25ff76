/** The parts of a dashboard's JSON (Grafana's schema version 1) that a conversion reads; whatever else there is stays as it is. */
export type Json = Record<string, unknown>;

export interface DataSourceRef {
  type?: string;
  uid?: string;
}

export interface PanelJson extends Json {
  id?: number;
  type?: string;
  title?: string;
  datasource?: DataSourceRef | string | null;
  targets?: TargetJson[];
  panels?: PanelJson[];
  repeat?: string;
  interval?: string;
  options?: Json;
  fieldConfig?: { defaults?: Json; overrides?: unknown[] } & Json;
}

export interface TargetJson extends Json {
  refId: string;
  datasource?: DataSourceRef | string | null;
}

export interface VariableJson extends Json {
  name: string;
  type?: string;
  datasource?: DataSourceRef | string | null;
  query?: unknown;
  multi?: boolean;
  includeAll?: boolean;
  current?: { text?: unknown; value?: unknown };
}

export interface DashboardJson extends Json {
  title?: string;
  panels: PanelJson[];
  templating?: { list?: VariableJson[] } & Json;
}

export const OUR_TYPE = 'modelwatch-monitoring-datasource';
export const MIXED: DataSourceRef = { type: 'datasource', uid: '-- Mixed --' };

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The dashboard itself, a copy, out of what Grafana's interfaces and exports wrap it in; undefined where it is none of this schema. */
export function dashboardOf(stored: unknown): DashboardJson | undefined {
  for (const candidate of isJson(stored) ? [stored, stored.dashboard, stored.spec] : []) {
    if (isJson(candidate) && Array.isArray(candidate.panels)) {
      return JSON.parse(JSON.stringify(candidate));
    }
  }
  return undefined;
}

/** Whether it is of schema version 2, which has elements in place of panels. */
export function isSchema2(stored: unknown): boolean {
  return isJson(stored) && (isJson(stored.elements) || isSchema2(stored.spec) || isSchema2(stored.dashboard));
}

export function refOf(stored: unknown): DataSourceRef {
  return typeof stored === 'string' ? { uid: stored } : isJson(stored) ? (stored as DataSourceRef) : {};
}

/** The name of the variable that a data source's uid is, if it is one. */
export function variableIn(uid: string | undefined): string | undefined {
  const [, bare, braced, square] = /^(?:\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)\]\])$/.exec(uid ?? '') ?? [];
  return bare ?? braced ?? square;
}

/** Every panel that is not a row, with the variables that it or its row is repeated by. */
export function panelsOf({ panels }: DashboardJson): Array<{ panel: PanelJson; repeatedBy: string[] }> {
  const found: Array<{ panel: PanelJson; repeatedBy: string[] }> = [];
  let row: PanelJson | undefined;
  const add = (panel: PanelJson) =>
    found.push({ panel, repeatedBy: [panel.repeat, row?.repeat].filter((name) => name !== undefined) });
  for (const panel of panels.filter(isJson) as PanelJson[]) {
    if (panel.type === 'row') {
      row = panel;
      (panel.panels ?? []).forEach(add);
    } else {
      add(panel);
    }
  }
  return found;
}

export function variablesOf({ templating }: DashboardJson): VariableJson[] {
  return (templating?.list ?? []).filter(({ name }) => typeof name === 'string');
}

/** The values that a variable has in the stored dashboard. */
export function valuesOf({ current }: VariableJson): string[] {
  const value = current?.value;
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Whether a variable is named anywhere in a piece of JSON. */
export function mentions(json: unknown, name: string): boolean {
  return new RegExp(`\\$${name}\\b|\\$\\{${name}[.:}]|\\[\\[${name}[:\\]]`).test(JSON.stringify(json) ?? '');
}
