import { readFileSync } from 'node:fs';

import { expect, test } from '@grafana/plugin-e2e';

import { demoWorld } from '../../demo/world';
import { ConfusionMatrix, expectSameMatrix } from '../steps/confusionMatrix';
import { dashboardUrl } from '../steps/dashboard';
import { askFor, choose, expectCompiled } from '../steps/queryEditor';
import { saveAndTest } from '../steps/settings';
import { accuracy, historicWindow, trueMatrix } from '../steps/truth';

/**
 * A real Grafana at GRAFANA_URL, provisioned from provisioning/ over the demo's Prometheus. DEMO_STATE names the demo's
 * state file (of `make demo`: .cache/demo/state.json), from which the truth is known.
 */
const state: { start: number; seed: number } = JSON.parse(
  readFileSync(process.env.DEMO_STATE ?? '.cache/demo/state.json', 'utf8')
);
process.env.DEMO_WORLD = JSON.stringify(demoWorld(state));

const grafana = process.env.GRAFANA_URL ?? 'http://localhost:3000';
const dashboard = `${grafana}/d/modelwatch-provisioned-model-quality`;
const window = historicWindow(10, 2);

test.describe('the dashboard Model quality', () => {
  for (const model of ['credit-risk', 'intent']) {
    test(`shows the true matrix of ${model}`, async ({ page }) => {
      await page.goto(dashboardUrl(dashboard, window, { 'var-model': model, 'var-class': '' }));
      expectSameMatrix(await new ConfusionMatrix(page).read(), trueMatrix(model, window));
    });
  }

  test('shows the true accuracy, and no panel is empty', async ({ page }) => {
    await page.goto(dashboardUrl(dashboard, window));
    const shown = (100 * accuracy(trueMatrix('credit-risk', window))).toFixed(1);
    await expect(page.getByTestId('data-testid Panel header Accuracy').first()).toContainText(shown);
    await expect(page.getByText(/^no data$/i)).toHaveCount(0);
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  });

  test('reads a cell out under the pointer', async ({ page }) => {
    await page.goto(dashboardUrl(dashboard, window));
    const matrix = new ConfusionMatrix(page);
    await matrix.read();
    await matrix.hover(0, 1);
    await expect(matrix.tooltip).toContainText('approve were predicted reject');
  });

  test('offers the versions of the model that is chosen', async ({ page }) => {
    await page.goto(dashboardUrl(dashboard, window));
    await page.getByTestId('data-testid template variable').getByText('All').click();
    await expect(page.getByRole('option', { name: 'v1' })).toBeVisible();
    await expect(page.getByRole('option', { name: 'v2' })).toBeVisible();
  });
});

test('the data source says name by name what it finds', async ({ page }) => {
  await page.goto(`${grafana}/connections/datasources/edit/modelwatch`);
  await expect(page.getByText('series of 2 models (credit-risk, intent)')).toBeVisible();
});

test('a data source that points nowhere says what to do', async ({ page, createDataSource }) => {
  const { uid } = await createDataSource({
    name: `modelwatch-e2e-${Date.now()}`,
    type: 'modelwatch-monitoring-datasource',
  });
  await page.goto(`${grafana}/connections/datasources/edit/${uid}`);
  await saveAndTest(page, /choose/i);
});

test('a query is put together and explained in Explore', async ({ page, explorePage }) => {
  await explorePage.goto();
  await explorePage.datasource.set('Modelwatch');
  await askFor(page, 'Quality');
  await choose(page, 'Model', 'credit-risk');
  await choose(page, 'Measure', 'Balanced accuracy');
  await expectCompiled(page, 'model_outcomes_total{model="credit-risk"');
});

test('the panel has its options in the panel editor', async ({ page }) => {
  await page.goto(`${dashboardUrl(dashboard, window)}&editPanel=8`);
  await expect(page.getByText('Color strength by')).toBeVisible();
  await page.getByRole('radio', { name: 'Operations' }).waitFor();
});

test.describe('a dashboard is converted', () => {
  const convert = `${grafana}/a/modelwatch-monitoring-app/convert`;

  test('and each panel draws the same over core Prometheus', async ({ page, request }) => {
    await page.goto(`${convert}?dashboard=modelwatch-provisioned-model-quality`);
    await expect(page.getByRole('heading', { name: /^(\d+) of \1 queries are converted$/ })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download JSON' }).click(),
    ]);
    const converted = JSON.parse(readFileSync(await download.path(), 'utf8'));
    const answer = await request.post(`${grafana}/api/dashboards/db`, {
      data: { dashboard: converted, overwrite: true },
    });
    const { url } = await answer.json();
    await page.goto(dashboardUrl(`${grafana}${url}`, window));
    const shown = (100 * accuracy(trueMatrix('credit-risk', window))).toFixed(1);
    await expect(page.getByTestId('data-testid Panel header Accuracy').first()).toContainText(shown);
    expectSameMatrix(await new ConfusionMatrix(page).read(), trueMatrix('credit-risk', window));
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
    await page.screenshot({ path: 'test-results/screenshots/converted.png', fullPage: true });
  });

  test('and what cannot be is said query by query', async ({ page }) => {
    await page.goto(`${convert}?dashboard=modelwatch-provisioned-model-calibration`);
    await expect(page.getByText(/^Not converted\. A curve cannot be converted/).first()).toBeVisible();
    await page.screenshot({ path: 'test-results/screenshots/convert-page.png', fullPage: true });
  });
});
