import { expect, type Page, test } from '@playwright/test';

import { isMatrix, withDashboard } from '../steps/bundledDashboard';
import { dashboardUrl, panel } from '../steps/dashboard';
import { historicWindow } from '../steps/truth';

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
  await page.goto(dashboardUrl(`${process.env.PLAYGROUND_URL}/`, historicWindow(6, 20)));
  for (let i = 1; i <= count; i++) {
    await expect(panel(page, `Matrix ${i}`).getByTestId('confusion-matrix-grid')).toBeVisible();
  }
  await page.waitForLoadState('networkidle');
}

/** What the playground sends to Prometheus while the dashboard refreshes once. */
async function refresh(page: Page): Promise<string[]> {
  const calls = async () =>
    (await (await fetch(`${process.env.PLAYGROUND_URL}/playground/calls`)).json()) as Array<{ parameters: object }>;
  const before = (await calls()).length;
  const answered = page.waitForResponse('**/api/ds/query**');
  await page.getByTestId('data-testid RefreshPicker run button').click();
  await answered;
  await page.waitForLoadState('networkidle');
  return (await calls()).slice(before).map(({ parameters }) => JSON.stringify(parameters));
}

test('two panels with the same query send what one sends', async ({ page }) => {
  await openMatrices(page, 1);
  const ofOne = await refresh(page);
  await openMatrices(page, 2);
  const ofTwo = await refresh(page);
  expect(ofOne.some((call) => call.includes('model_outcomes_total'))).toBe(true);
  expect(ofTwo.sort()).toEqual(ofOne.sort());
});
