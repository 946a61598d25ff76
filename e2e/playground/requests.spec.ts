import { expect, type Page, test } from '@playwright/test';

import { isMatrix, withDashboard } from '../steps/bundledDashboard';
import { dashboardUrl, panel } from '../steps/dashboard';
import { historicWindow } from '../steps/truth';

// One window for both dashboards: a minute may pass between them.
const window = historicWindow(6, 20);

/** A dashboard of nothing but the confusion matrix, that often. */
async function openMatrices(page: Page, count: number) {
  await page.unrouteAll();
  await withDashboard(page, (dashboard) => {
    const [matrix] = dashboard.panels.filter(isMatrix);
    dashboard.refresh = '';
    dashboard.panels = Array.from({ length: count }, (_, i) => ({
      ...matrix,
      id: 100 + i,
      title: `Matrix ${i + 1}`,
      // Nearly, not quite equally wide: their steps differ, and must not.
      gridPos: { x: i * 12, y: 0, w: 12 - i, h: 12 },
    }));
  });
  await page.goto(dashboardUrl(`${process.env.PLAYGROUND_URL}/`, window));
  for (let i = 1; i <= count; i++) {
    await expect(panel(page, `Matrix ${i}`).getByTestId('confusion-matrix-grid')).toBeVisible();
  }
  // What is asked again within a second counts as the same refresh.
  await page.waitForTimeout(2000);
}

/** What the playground has sent to Prometheus since it started. */
async function calls(): Promise<string[]> {
  const answer = await fetch(`${process.env.PLAYGROUND_URL}/playground/calls`);
  const sent = (await answer.json()) as Array<{ path: string; parameters: object }>;
  return sent.map(({ path, parameters }) => `${path} ${JSON.stringify(parameters)}`);
}

/** What it sends while the dashboard refreshes once. */
async function refresh(page: Page): Promise<string[]> {
  // What is asked within a second of the last answer still belongs to its refresh.
  await page.waitForTimeout(1200);
  const before = (await calls()).length;
  await page.getByTestId('data-testid RefreshPicker run button').click();
  const since = async () => (await calls()).slice(before);
  await expect.poll(async () => (await since()).filter((call) => call.startsWith('/api/v1/query')).length).not.toBe(0);
  // Long enough for a second panel to ask too, if it would.
  await page.waitForTimeout(1500);
  return since();
}

test('two panels with the same query send what one sends', async ({ page }) => {
  await openMatrices(page, 1);
  const ofOne = await refresh(page);
  await openMatrices(page, 2);
  const ofTwo = await refresh(page);
  expect(ofOne.some((call) => call.includes('model_outcomes_total'))).toBe(true);
  expect(ofTwo.sort()).toEqual(ofOne.sort());
});
