import { expect, type Page, test } from '@playwright/test';

import { deleteRules, evaluate, expectRecordedShape, key, type RuleJson, storedRules } from '../steps/alertApi';
import { AlertForm, createModelAlert, expectAnswered, openExtensions, openMenu } from '../steps/alerts';
import { dashboardUrl, panel } from '../steps/dashboard';
import { accuracy, historicWindow, type Matrix, trueMatrix } from '../steps/truth';
import { expectNoUncaughtErrors } from '../steps/uncaughtErrors';

const base = () => `${process.env.PLAYGROUND_URL}`;
const window = historicWindow(10, 2);
const open = (page: Page, more: Record<string, string> = {}) => page.goto(dashboardUrl(`${base()}/`, window, more));
const rulesPath = '**/api/v1/provisioning/alert-rules';

expectNoUncaughtErrors();
test.afterEach(({ request }) => deleteRules(request));

/** What reaches the API to be created, in its order. */
function sentRules(page: Page): RuleJson[] {
  const sent: RuleJson[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/provisioning/alert-rules')) {
      expect(request.headers()['x-disable-provenance']).toBe('true');
      sent.push(request.postDataJSON());
    }
  });
  return sent;
}

/** Presses 'Create rule', and waits for Grafana's own form. */
async function create(page: Page, form: AlertForm): Promise<void> {
  await form.expectReady();
  await form.create.click();
  await expect(page).toHaveURL(/\/alerting\/[^/]+\/edit/);
}

function accuracyOf({ counts }: Matrix): number {
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  return right / counts.flat().reduce((sum, count) => sum + count, 0);
}

/** The recall of each class, by the class. */
function recalls({ classes, counts }: Matrix): Record<string, number> {
  const shares = counts.map((row, i) => row[i] / row.reduce((sum, count) => sum + count, 0));
  return Object.fromEntries(classes.map((name, i) => [name, shares[i]]));
}

test('menu, entry, Create rule: a paused rule in Grafana, whose number is the one of the panel', async ({
  page,
  request,
}) => {
  const sent = sentRules(page);
  await open(page);
  await create(page, await createModelAlert(page, 'Accuracy'));
  await expect(new AlertForm(page).dialog).toBeHidden();

  sent.forEach(expectRecordedShape);
  const stored = await storedRules(request);
  expect(stored.map(({ title }) => title)).toEqual(sent.map(({ title }) => title));
  const [rule, companion] = stored;
  expect(new URL(page.url()).pathname).toBe(`/alerting/${rule.uid}/edit`);
  await expect(page.getByTestId('alert-rule')).toContainText(rule.title);
  expect(rule).toMatchObject({
    isPaused: true,
    folderUID: 'models',
    labels: { model: 'credit-risk', measure: 'accuracy' },
    annotations: { __dashboardUid__: 'modelwatch-model-quality', __panelId__: '1' },
  });
  expect(rule).not.toHaveProperty('provenance');

  // At the end of the window on screen, the rule sees what is on screen.
  const [share] = Object.values(await evaluate(request, rule, 'share', window.to));
  expect(share).toBeCloseTo(accuracy(trueMatrix('credit-risk', window)), 12);
  await page.goBack();
  await expect(panel(page, 'Accuracy')).toContainText((100 * share).toFixed(1));

  // Its companion, since a rule of v1 and v2 knows no v3, is at rest as long as there is none.
  expect(Object.values(await evaluate(request, companion, 'condition', window.to))).toEqual([0]);
});

test('what the form chose by itself can be written otherwise', async ({ page, request }) => {
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  await form.dialog.getByRole('radio', { name: 'Outside' }).check({ force: true });
  await form.field('Lower threshold').fill('70');
  // The accuracy of a day depends on the hour at which it ends.
  const upper = 100 * accuracyOf(trueMatrix('credit-risk', window)) - 0.5;
  await form.field('Upper threshold').fill(upper.toFixed(1));
  await form.switchOff('Surely');
  await form.field('Title').fill('"mine" \\ $model {{ x }} </script> 日本');
  await form.dialog.getByRole('button', { name: 'More' }).click();
  await form.switchOff('Also tell of new classes and versions');
  await create(page, form);
  await expect(page.getByRole('heading', { name: '"mine" \\ $model {{ x }} </script> 日本' })).toBeVisible();
  const [rule, ...others] = await storedRules(request);
  expect(others).toEqual([]);
  expect(Object.values(await evaluate(request, rule, rule.condition, window.to))).toEqual([1]);
});

for (const model of ['credit-risk', 'intent']) {
  test(`of a matrix, each class of ${model} has an instance with its own recall`, async ({ page, request }) => {
    await open(page, { 'var-model': model, 'var-class': '' });
    const form = await createModelAlert(page, `Confusion matrix of ${model}`);
    await form.choose('Watch', `recall of each class of ${model}`);
    await create(page, form);
    const [rule] = await storedRules(request);
    const truth = Object.entries(recalls(trueMatrix(model, window))).map(([name, share]) => [
      key({ class: name }),
      share,
    ]);
    const seen = await evaluate(request, rule, 'share', window.to);
    expect(Object.keys(seen).sort()).toEqual(truth.map(([labels]) => labels).sort());
    for (const [labels, share] of truth) {
      expect(seen[labels], String(labels)).toBeCloseTo(Number(share), 12);
    }
  });
}

test('one cell of a matrix can be watched', async ({ page, request }) => {
  await open(page);
  const form = await createModelAlert(page, 'Confusion matrix of credit-risk');
  await form.choose('Watch', 'share of a cell of credit-risk');
  await form.choose('Actual class', 'reject');
  await form.choose('Predicted class', 'approve');
  await create(page, form);
  const [rule] = await storedRules(request);
  const [share] = Object.values(await evaluate(request, rule, 'share', window.to));
  expect(share).toBeCloseTo(1 - recalls(trueMatrix('credit-risk', window)).reject, 12);
});

test('of the drift of many features one is watched: the one that moved farthest, or any that is chosen', async ({
  page,
  request,
}) => {
  test.slow();
  // Two dozen queries are asked for a week's past: over an hour each they are soon answered.
  const lastHour = { from: window.to - 3_600_000, to: window.to };
  await page.goto(dashboardUrl(`${base()}/`, lastHour, { dashboard: 'model-drift' }));
  const form = await createModelAlert(page, 'What has drifted');
  // The past of two dozen queries is longer in coming than what a rule needs.
  await expect(form.create).toBeEnabled();
  const farthest = await form.chosen('Feature');
  await expect(page.getByTestId('drift-row').first()).toContainText(farthest);
  await expect(form.field('Title')).toHaveValue(new RegExp(`^PSI of ${farthest} of credit-risk `));
  const other = farthest === 'income' ? 'age' : 'income';
  await form.choose('Feature', other);
  await expect(form.field('Title')).toHaveValue(new RegExp(`^PSI of ${other} of credit-risk `));
  await page.screenshot({ path: 'test-results/screenshots/alert-form-features.png' });
  await expect(form.create).toBeEnabled();
  await form.create.click();
  await expect(page).toHaveURL(/\/alerting\/[^/]+\/edit/, { timeout: 60_000 });
  const [rule] = await storedRules(request);
  expect(rule.title).toContain(other);
  // Calm or alarmed, but a number.
  expect(Object.values(await evaluate(request, rule, rule.condition, window.to))).toEqual([expect.any(Number)]);
});

test('of several queries, one of a series over time is chosen', async ({ page, request }) => {
  await open(page);
  const form = await createModelAlert(page, 'Precision and recall of reject, over the hour before');
  await form.choose('Watch', 'B: recall of reject of credit-risk');
  await create(page, form);
  const [rule] = await storedRules(request);
  const [share] = Object.values(await evaluate(request, rule, 'share', window.to));
  const lastHour = { from: window.to - 3_600_000, to: window.to };
  expect(share).toBeCloseTo(recalls(trueMatrix('credit-risk', lastHour)).reject, 12);
});

test('from the query editor a drawer makes the rule, and the page stays', async ({ page, request }) => {
  const query = { kind: 'quality', model: { name: 'credit-risk' }, quality: { measure: 'accuracy' } };
  const parameters = { from: String(window.from), to: String(window.to), query: JSON.stringify(query) };
  await page.goto(`${base()}/query?${new URLSearchParams(parameters)}`);
  await page.getByRole('button', { name: 'Run query' }).click();
  await expect(page.getByTestId('data-testid Panel header Table')).toContainText('.');
  await page.getByRole('button', { name: 'Create alert' }).click();
  const form = new AlertForm(page);
  await form.expectReady();
  await form.create.click();
  const link = form.dialog.getByRole('link', { name: 'Open it in Grafana' });
  await expect(link).toBeVisible();
  const [rule] = await storedRules(request);
  await expect(link).toHaveAttribute('href', new RegExp(`^/alerting/${rule.uid}/edit`));
  expect(new URL(page.url()).pathname).toBe('/query');
  // In Explore there is no panel that could show its state.
  expect(rule.annotations).not.toHaveProperty('__panelId__');
  const [share] = Object.values(await evaluate(request, rule, 'share', window.to));
  expect(share).toBeCloseTo(accuracy(trueMatrix('credit-risk', window)), 12);
});

test('a folder that is forbidden is named, and the file offered', async ({ page, request }) => {
  const meta = { folderUid: 'forbidden', folderTitle: 'Read-only' };
  await page.route('**/api/dashboards/uid/*', (route) => route.fulfill({ json: { meta, dashboard: {} } }));
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  await form.create.click();
  await form.expectSaid(/You may not create alert rules in the folder 'Read-only' \(403\)/);
  expect(await storedRules(request)).toEqual([]);
  const file = await form.downloadedFile();
  expect(file).toContain('folder: Read-only');
  expect(file).toContain('title: accuracy of credit-risk');
  // Not lost: another folder takes it.
  await form.choose('Folder', 'Models');
  await create(page, form);
  expect((await storedRules(request))[0]).toMatchObject({ folderUID: 'models' });
});

test('a title that is taken is said, with a link to the rule that has it', async ({ page, request }) => {
  await open(page);
  await create(page, await createModelAlert(page, 'Accuracy'));
  const before = await storedRules(request);
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectSaid('This panel has rules that are paused');
  await form.expectReady();
  await form.create.click();
  await form.expectSaid(/The folder 'Models' has a rule '.*' already\./);
  const link = form.dialog.getByRole('link', { name: before[0].title, exact: true }).last();
  await expect(link).toHaveAttribute('href', new RegExp(`/alerting/${before[0].uid}/edit`));
  expect(await storedRules(request)).toEqual(before);
});

test('a rule whose companion fails does not stay behind', async ({ page, request }) => {
  const sent = sentRules(page);
  await page.route(rulesPath, (route) =>
    sent.length < 2 ? route.continue() : route.fulfill({ status: 500, json: { message: 'database is locked' } })
  );
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  await form.create.click();
  await form.expectSaid(/database is locked/);
  expect(sent).toHaveLength(2);
  expect(await storedRules(request)).toEqual([]);
});

test('whoever closes the form while a rule is created leaves none behind', async ({ page, request }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/eval', async (route) => {
    await held;
    await route.continue();
  });
  const sent = sentRules(page);
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  const evaluated = page.waitForRequest('**/api/v1/eval');
  await form.create.click();
  await evaluated;
  await page.keyboard.press('Escape');
  await expect(form.dialog).toBeHidden();
  const answered = page.waitForResponse('**/api/v1/eval');
  release();
  await answered;
  // Long enough for a rule to be sent, if it would.
  await page.waitForTimeout(1000);
  expect(sent).toEqual([]);
  expect(await storedRules(request)).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/');
});

test('a panel of another data source has no entry', async ({ page }) => {
  await page.route('**/dashboards/model-quality.json', (route) =>
    route.fulfill({
      json: {
        uid: 'other',
        title: 'Other',
        panels: [
          {
            id: 1,
            type: 'stat',
            title: 'Up',
            gridPos: { x: 0, y: 0, w: 12, h: 6 },
            datasource: { type: 'prometheus', uid: 'prometheus' },
            targets: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'prometheus' }, expr: 'up', instant: true }],
          },
        ],
      },
    })
  );
  await open(page);
  await openMenu(page, 'Up');
  await expect(page.getByRole('menuitem', { name: 'No extensions' })).toBeVisible();
});

test('a panel without a number says so', async ({ page }) => {
  await open(page, { dashboard: 'model-calibration' });
  const form = await createModelAlert(page, 'Reliability');
  await form.expectSaid(/is no number\. Alert on a measure/);
  await expect(form.create).toHaveCount(0);
});

test('the built-in sample says why it has no alerts', async ({ page }) => {
  await open(page, { 'var-datasource': 'modelwatch-sample' });
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectSaid(/Alert on a Modelwatch data source that asks a Prometheus/);
  await expect(form.create).toBeDisabled();
});

test('a deleted upstream is named', async ({ page }) => {
  await open(page, { upstream: 'deleted' });
  await expect(panel(page, 'Accuracy').getByTestId('data-testid Panel status error')).toBeVisible();
  await openExtensions(page, 'Accuracy');
  await page.getByRole('menuitem', { name: 'Create model alert' }).click();
  const form = new AlertForm(page);
  await form.expectSaid(/deleted/);
  await expect(form.dialog).not.toContainText(/undefined|\[object/);
});

test('a past that cannot be asked leaves a form that works', async ({ page, request }) => {
  await page.route('**/api/ds/query**requestId=modelwatch-alert-[0-9]**', (route) => route.abort());
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectSaid(/last 7 days/);
  await expect(form.create).toBeDisabled();
  await form.field('Threshold').fill('80');
  await expect(form.create).toBeEnabled();
  await form.create.click();
  await expect(page).toHaveURL(/\/alerting\/[^/]+\/edit/);
  expect((await storedRules(request))[0].title).toContain('below 80');
});

test('what is wrong with the numbers is said before anything is created', async ({ page, request }) => {
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  for (const [label, text, sentence] of [
    ['Threshold', 'ninety', /is no number/],
    ['For', 'soon', /'soon' is no duration/],
    ['Evaluated every', '7s', /multiple of 10 seconds/],
  ] as const) {
    const before = await form.field(label).inputValue();
    await form.field(label).fill(text);
    await form.expectSaid(sentence);
    await expect(form.create).toBeDisabled();
    await form.field(label).fill(before);
    await expect(form.create).toBeEnabled();
  }
  expect(await storedRules(request)).toEqual([]);
});

test('the keyboard walks the form, and creates the rule', async ({ page, request }) => {
  await open(page);
  const form = await createModelAlert(page, 'Accuracy');
  await form.expectReady();
  const isInside = () => form.dialog.evaluate((dialog) => dialog.contains(document.activeElement));
  for (let steps = 0; steps < 30 && !(await form.create.evaluate((button) => button.matches(':focus'))); steps++) {
    await page.keyboard.press('Tab');
    expect(await isInside()).toBe(true);
  }
  await expect(form.create).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerting\/[^/]+\/edit/);
  expect(await storedRules(request)).not.toEqual([]);
});

for (const [name, size, theme] of [
  ['dark', { width: 1500, height: 1200 }, 'dark'],
  ['light', { width: 1500, height: 1200 }, 'light'],
  ['narrow', { width: 400, height: 1200 }, 'dark'],
] as const) {
  test(`it looks right: ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page, { theme });
    await expectAnswered(page, 'Accuracy');
    await openExtensions(page, 'Accuracy');
    const entry = page.getByRole('menuitem', { name: 'Create model alert' });
    await expect(entry).toBeVisible();
    await page.screenshot({ path: `test-results/screenshots/alert-menu-${name}.png` });
    await entry.click();
    const form = new AlertForm(page);
    await form.expectReady();
    await page.screenshot({ path: `test-results/screenshots/alert-form-${name}.png` });
    await form.dialog.getByRole('button', { name: 'More' }).click();
    await form.dialog.getByRole('button', { name: 'As a file' }).click();
    await form.dialog.getByRole('button', { name: 'Download file' }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `test-results/screenshots/alert-form-more-${name}.png` });
    // Nothing is cut off at the side: inputs and buttons lie within the dialog.
    const box = await form.dialog.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? Infinity) <= size.width).toBe(true);
    const overflow = await form.dialog.evaluate((dialog) => {
      const { right } = dialog.getBoundingClientRect();
      const parts = [...dialog.querySelectorAll('input, button')].filter(
        (part) => part.getBoundingClientRect().width > 0
      );
      return parts
        .filter((part) => part.getBoundingClientRect().right > right)
        .map(({ outerHTML }) => outerHTML.slice(0, 120));
    });
    expect(overflow).toEqual([]);
  });
}
