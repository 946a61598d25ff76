import { expect, type Page, test } from '@playwright/test';

import { dashboardUrl, panel } from '../steps/dashboard';
import { historicWindow } from '../steps/truth';

const dashboard = (window = historicWindow(6, 20)) => dashboardUrl(`${process.env.PLAYGROUND_URL}/`, window);
const matrix = (page: Page) => panel(page, 'Confusion matrix of credit-risk');

/** Answers as Grafana does when Prometheus gives no answer. */
async function failQueries(page: Page, fails: (body: string) => boolean, error = 'connect: connection refused') {
  await page.route('**/api/ds/query**', async (route) => {
    const body = route.request().postData() ?? '';
    if (!fails(body)) {
      return route.continue();
    }
    const { queries } = JSON.parse(body) as { queries: Array<{ refId: string }> };
    const results = queries.map(({ refId }) => [refId, { error, errorSource: 'downstream', status: 502, frames: [] }]);
    return route.fulfill({ status: 400, json: { results: Object.fromEntries(results) } });
  });
}

test('a missing upstream is named, and nothing else breaks', async ({ page }) => {
  await page.goto(`${dashboard()}&upstream=deleted`);
  await expect(page.getByText(/deleted/).first()).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/undefined|\[object Object\]/);
});

test('an unreachable Prometheus is said in the panel', async ({ page }) => {
  await failQueries(page, () => true);
  await page.goto(dashboard());
  await expect(matrix(page)).toContainText(/connection refused/);
});

test('one failing panel leaves the others on screen', async ({ page }) => {
  await failQueries(page, (body) => body.includes('last_over_time(model_prediction_errors_total'));
  await page.goto(dashboard());
  await expect(matrix(page).getByTestId('confusion-matrix-grid')).toBeVisible();
  await expect(panel(page, 'Response time').locator('canvas').first()).toBeVisible();
  const errors = panel(page, 'Errors by type');
  await errors.scrollIntoViewIfNeeded();
  await expect(errors.getByTestId('data-testid Panel status error')).toBeVisible();
});

test('a window without outcomes is no data, not zero', async ({ page }) => {
  const [from, to] = [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2)];
  await page.goto(dashboard({ from, to }));
  await expect(matrix(page)).toContainText(/no /i);
  await expect(matrix(page).getByTestId('confusion-matrix-grid')).toHaveCount(0);
  await expect(panel(page, 'Accuracy')).toContainText('no data');
});
