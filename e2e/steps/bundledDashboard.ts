import { type Page } from '@playwright/test';

export interface PanelJson {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  options: Record<string, unknown>;
  fieldConfig: { defaults: Record<string, unknown>; overrides: unknown[] };
}

export interface DashboardJson {
  refresh: string;
  panels: PanelJson[];
}

export const isMatrix = ({ type }: PanelJson) => type === 'modelwatch-confusionmatrix-panel';

/** The playground's page gets the bundled dashboard as `change` leaves it. */
export async function withDashboard(page: Page, change: (dashboard: DashboardJson) => void): Promise<void> {
  await page.route('**/dashboards/model-quality.json', async (route) => {
    const dashboard = (await (await route.fetch()).json()) as DashboardJson;
    change(dashboard);
    await route.fulfill({ json: dashboard });
  });
}
