import { expect, test } from '@playwright/test';

import { ConfusionMatrix, expectSameMatrix } from '../steps/confusionMatrix';
import { dashboardUrl, expectAllPanelsAnswered, panel } from '../steps/dashboard';
import { accuracy, historicWindow, trueMatrix } from '../steps/truth';
import { expectNoUncaughtErrors } from '../steps/uncaughtErrors';

const base = () => `${process.env.PLAYGROUND_URL}/`;
// An instance dies and another is born in it; the incident lies in it too.
const window = historicWindow(10, 2);

expectNoUncaughtErrors();

test('every panel of Model quality draws, and none is empty', async ({ page }) => {
  await page.goto(dashboardUrl(base(), window));
  await expectAllPanelsAnswered(page);
});

for (const model of ['credit-risk', 'intent']) {
  test(`the matrix of ${model} shows the true counts`, async ({ page }) => {
    await page.goto(dashboardUrl(base(), window, { 'var-model': model, 'var-class': '' }));
    expectSameMatrix(await new ConfusionMatrix(page).read(), trueMatrix(model, window));
  });
}

test('the number beside it is the true accuracy', async ({ page }) => {
  await page.goto(dashboardUrl(base(), window));
  const shown = `${(100 * accuracy(trueMatrix('credit-risk', window))).toFixed(1)}`;
  await expect(panel(page, 'Accuracy')).toContainText(shown);
  await expect(new ConfusionMatrix(page).scores).toContainText(`${shown} %`);
});

test('a cell says in a sentence what it counts', async ({ page }) => {
  await page.goto(dashboardUrl(base(), window));
  const matrix = new ConfusionMatrix(page);
  const { counts } = await matrix.read();
  const of = counts[0][0] + counts[0][1];
  await matrix.hover(0, 1);
  const sentence = `${counts[0][1].toLocaleString('en-US')} of ${of.toLocaleString('en-US')} approve were predicted reject`;
  await expect(matrix.tooltip).toContainText(sentence);
  await expect(matrix.tooltip).toContainText('95 % interval');
});

test('the keyboard walks the cells, and a screen reader hears them', async ({ page }) => {
  await page.goto(dashboardUrl(base(), window));
  const matrix = new ConfusionMatrix(page);
  await expect(matrix.table).toBeAttached();
  await matrix.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(matrix.spoken).toContainText('approve were predicted reject');
  await page.keyboard.press('ArrowDown');
  await expect(matrix.spoken).toContainText('reject were predicted reject');
  await page.keyboard.press('Escape');
  await expect(matrix.spoken).toBeEmpty();
});

test('another model is a choice away', async ({ page }) => {
  await page.goto(dashboardUrl(base(), window));
  await expect(page.getByRole('heading', { name: 'Confusion matrix of credit-risk' })).toBeVisible();
  await page.goto(dashboardUrl(base(), window, { 'var-model': 'intent' }));
  await expect(page.getByRole('heading', { name: 'Confusion matrix of intent' })).toBeVisible();
  expect((await new ConfusionMatrix(page).read()).classes).toHaveLength(12);
});

test('panels of one refresh share their requests', async ({ page, request }) => {
  const calls = async () =>
    ((await (await request.get(`${base()}playground/calls`)).json()) as Array<{ path: string; parameters: object }>)
      // Not the look-ups of labels, which the variables make.
      .filter(({ path }) => path.startsWith('/api/v1/query'));
  const before = (await calls()).length;
  // Nobody asked this window before.
  const fresh = { from: window.from - 60_000, to: window.to - 60_000 };
  await page.goto(dashboardUrl(base(), fresh));
  await expectAllPanelsAnswered(page);
  const asked = (await calls()).slice(before).map(({ parameters }) => JSON.stringify(parameters));
  // The matrix and four numbers ask for the same cells.
  const repeated = asked.filter((one, i) => asked.indexOf(one) !== i);
  expect(repeated).toEqual([]);
});

for (const [name, size, theme] of [
  ['dark', { width: 1500, height: 1800 }, 'dark'],
  ['light', { width: 1500, height: 1800 }, 'light'],
  ['narrow', { width: 400, height: 1600 }, 'dark'],
] as const) {
  test(`it looks right: ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.goto(dashboardUrl(base(), window, { theme }));
    const matrix = new ConfusionMatrix(page);
    await expect(matrix.table).toBeAttached();
    await expect(panel(page, 'Accuracy')).toContainText('%');
    // Nothing is cut off: the grid lies within its panel.
    const grid = await matrix.grid.boundingBox();
    expect((grid?.x ?? 0) + (grid?.width ?? Infinity)).toBeLessThanOrEqual(size.width);
    await page.screenshot({ path: `test-results/screenshots/model-quality-${name}.png` });
  });
}
