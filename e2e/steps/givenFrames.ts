import { type Page } from '@playwright/test';

/** A table as columns: text or numbers. */
export type Columns = Record<string, Array<string | number>>;

export interface PanelWith {
  title?: string;
  options?: Record<string, unknown>;
  /** In a grid of 24 columns; a row is 38 pixels. */
  size?: { w: number; h: number };
  /** What each query answers, by its letter. */
  answers: Record<string, Columns>;
}

/** A page with one confusion matrix whose queries answer as given: for what no model of the demo does. */
export async function openMatrixOf(
  page: Page,
  base: string,
  { answers, title = 'Matrix', ...panel }: PanelWith,
  parameters: Record<string, string> = {}
) {
  const frames = Object.entries(answers).map(([refId, columns]) => [refId, [frameOf(refId, columns)]]);
  const given = { type: 'modelwatch-confusionmatrix-panel', title, ...panel, frames: Object.fromEntries(frames) };
  await openPanelOf(page, base, given, parameters);
}

export interface PanelOf extends Omit<PanelWith, 'answers'> {
  type: string;
  fieldConfig?: Record<string, unknown>;
  time?: { from: string; to: string };
  /** Frames as Grafana's backend sends them, by the letter of the query. */
  frames: Record<string, object[]>;
}

/** A page with one panel whose queries answer with given frames. */
export async function openPanelOf(page: Page, base: string, panel: PanelOf, parameters: Record<string, string> = {}) {
  const { type, frames, options = {}, title = 'Panel', size = { w: 24, h: 18 } } = panel;
  const { fieldConfig = { defaults: {}, overrides: [] }, time = { from: 'now-1h', to: 'now' } } = panel;
  const datasource = { type: 'prometheus', uid: 'prometheus' };
  await page.route('**/dashboards/model-quality.json', (route) =>
    route.fulfill({
      json: {
        title,
        time,
        panels: [
          {
            id: 1,
            ...{ type, title, datasource, options, fieldConfig },
            gridPos: { x: 0, y: 0, ...size },
            targets: Object.keys(frames).map((refId) => ({ refId, datasource, expr: refId, instant: true })),
          },
        ],
      },
    })
  );
  await page.route('**/api/ds/query**', (route) => {
    const { queries } = JSON.parse(route.request().postData() ?? '{}') as { queries: Array<{ refId: string }> };
    const results = queries.map(({ refId }) => [refId, { status: 200, frames: frames[refId] }]);
    return route.fulfill({ json: { results: Object.fromEntries(results) } });
  });
  await page.goto(`${base}/?${new URLSearchParams(parameters)}`);
}

/** As Grafana's backend sends it. */
function frameOf(refId: string, columns: Columns) {
  const fields = Object.entries(columns).map(([name, values]) => ({
    name,
    type: typeof values[0] === 'number' ? 'number' : 'string',
    typeInfo: { frame: typeof values[0] === 'number' ? 'float64' : 'string' },
  }));
  return { schema: { refId, fields }, data: { values: Object.values(columns) } };
}
