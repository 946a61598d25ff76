import { expect, type Page, test } from '@playwright/test';

import { askFor, choose, expectCompiled, queryEditor } from '../steps/queryEditor';
import { accuracy, historicWindow, trueMatrix } from '../steps/truth';

const window = historicWindow(6, 20);

async function open(page: Page, query: object) {
  const parameters = { from: String(window.from), to: String(window.to), query: JSON.stringify(query) };
  await page.goto(`${process.env.PLAYGROUND_URL}/query?${new URLSearchParams(parameters)}`);
}
const run = (page: Page) => page.getByRole('button', { name: 'Run query' }).click();
const table = (page: Page) => page.getByTestId('data-testid Panel header Table');

test('a query is put together, read as PromQL, and gives the true number', async ({ page }) => {
  await open(page, {});
  await askFor(page, 'Quality');
  await choose(page, 'Model', 'credit-risk');
  await choose(page, 'Measure', 'Balanced accuracy');
  await choose(page, 'Measure', 'Accuracy');
  await run(page);
  await expect(table(page)).toContainText((100 * accuracy(trueMatrix('credit-risk', window))).toFixed(1));
  await expectCompiled(page, 'model_outcomes_total{model="credit-risk"');
});

test('a curve, a distribution and a measure of scores are asked for', async ({ page }) => {
  await open(page, { model: { name: 'credit-risk', versions: [], positiveClass: 'reject', matchers: [] } });
  await askFor(page, 'Curve');
  await choose(page, 'Curve', 'Reliability');
  await run(page);
  await expect(table(page)).toContainText('mean score');
  await askFor(page, 'Distribution');
  await run(page);
  await expect(table(page)).toContainText('xMin');
  await askFor(page, 'Quality');
  await choose(page, 'Measure', 'ROC AUC');
  await run(page);
  await expect(table(page)).toContainText(/0\.[89]\d\d/);
});

test('awkward class names survive the way to Prometheus and back', async ({ page }) => {
  await open(page, { kind: 'confusion', model: { name: 'intent', versions: [], matchers: [] } });
  await run(page);
  for (const name of ['a,b', 'back\\slash', 'balance', 'cancel']) {
    await expect(table(page).getByText(name, { exact: true }).first()).toBeVisible();
  }
});

test('what cannot be answered is said in a sentence', async ({ page }) => {
  await open(page, { kind: 'quality' });
  await run(page);
  await expect(page.getByRole('alert').filter({ hasText: /choose a model/i })).toBeVisible();
});

test('the fields of drift fit into a narrow place, with errors and with long names', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 1400 });
  const baseline = { model: 'm'.repeat(90), versions: ['v'.repeat(70)], from: 0, to: 1, variables: [] };
  await open(page, {
    kind: 'drift',
    model: { name: 'credit-risk', versions: [], matchers: [] },
    reference: { kind: 'baseline', offset: '', from: '', to: '', version: '', baseline },
    drift: { measure: 'wassersteinInDeviations', threshold: 'none', level: 7 },
  });
  await expect(queryEditor(page).getByText(/^Frozen: 0 variables of m/)).toBeVisible();
  await expect(queryEditor(page).getByText(/^Write a number from 0 on/)).toBeVisible();
  await page.screenshot({ path: 'test-results/screenshots/query-drift-narrow.png' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  // An error does not send its input below the label.
  const [label, input] = await Promise.all([
    queryEditor(page).getByText('Threshold', { exact: true }).boundingBox(),
    queryEditor(page).getByLabel('Threshold').boundingBox(),
  ]);
  expect(input?.x).toBeGreaterThan(label?.x ?? NaN);
  expect(Math.abs((input?.y ?? NaN) - (label?.y ?? NaN))).toBeLessThan(20);
});

test('a query is converted to one of Prometheus, with its expression to copy', async ({ page }) => {
  await open(page, { kind: 'quality', model: { name: 'credit-risk', versions: [], matchers: [] } });
  await page.getByRole('button', { name: 'Convert to Prometheus query' }).click();
  const expression = page.getByTestId('data-testid modelwatch converted query');
  await expect(expression).toContainText('model_outcomes_total{model="credit-risk"}[$__range]');
  await expect(page.getByRole('button', { name: 'Copy expression' })).toBeVisible();
  await expect(page.getByText("choose '-- Mixed --' as the data source")).toBeVisible();
});

test('what takes arithmetic of ours is not converted, and says why', async ({ page }) => {
  await open(page, {
    kind: 'curve',
    model: { name: 'credit-risk', versions: [], positiveClass: 'reject', matchers: [] },
  });
  await page.getByRole('button', { name: 'Convert to Prometheus query' }).click();
  await expect(page.getByText(/^A curve cannot be converted/)).toBeVisible();
});
