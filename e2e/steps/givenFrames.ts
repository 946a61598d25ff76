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
  panel: PanelWith,
  parameters: Record<string, string> = {}
) {
  const { answers, options = {}, title = 'Matrix', size = { w: 24, h: 18 } } = panel;
  const datasource = { type: 'prometheus', uid: 'prometheus' };
  await page.route('**/dashboards/model-quality.json', (route) =>
    route.fulfill({
      json: {
        title,
        time: { from: 'now-1h', to: 'now' },
        panels: [
          {
            id: 1,
            type: 'modelwatch-confusionmatrix-panel',
            title,
            gridPos: { x: 0, y: 0, ...size },
            datasource,
            targets: Object.keys(answers).map((refId) => ({ refId, datasource, expr: refId, instant: true })),
            options,
          },
        ],
      },
    })
  );
  await page.route('**/api/ds/query**', (route) => {
    const { queries } = JSON.parse(route.request().postData() ?? '{}') as { queries: Array<{ refId: string }> };
    const results = queries.map(({ refId }) => [refId, { status: 200, frames: [frameOf(refId, answers[refId])] }]);
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
