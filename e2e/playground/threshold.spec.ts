import { expect, type Page, test } from '@playwright/test';

import { outcomesBetween } from '../../demo/truth';
import { isMatrix, type PanelJson, withDashboard } from '../steps/bundledDashboard';
import { ConfusionMatrix, expectSameMatrix } from '../steps/confusionMatrix';
import { dashboardUrl } from '../steps/dashboard';
import { historicWindow, type Matrix, trueMatrix, world } from '../steps/truth';

const window = historicWindow(6, 20);
/** Prometheus' own data source, whose buckets any panel may show. */
const query = {
  refId: 'A',
  datasource: { type: 'prometheus', uid: 'prometheus' },
  expr: 'sum by (actual, le) (increase(model_outcome_score_bucket{model="credit-risk"}[$__range]))',
  instant: true,
  range: false,
  format: 'time_series',
};

type Size = Pick<PanelJson['gridPos'], 'w' | 'h'>;

/** A dashboard of one panel over scores. */
async function open(page: Page, options: Record<string, unknown> = {}, size: Size = { w: 24, h: 16 }, theme = 'dark') {
  await withDashboard(page, (dashboard) => {
    const [matrix] = dashboard.panels.filter(isMatrix);
    dashboard.refresh = '';
    dashboard.panels = [
      {
        ...matrix,
        title: 'Score threshold',
        gridPos: { x: 0, y: 0, ...size },
        options: { positiveClass: 'reject', threshold: options },
        ...{ datasource: query.datasource, targets: [query] },
      },
    ];
  });
  await page.goto(dashboardUrl(`${process.env.PLAYGROUND_URL}/`, window, { theme }));
  await expect(slider(page)).toBeVisible();
}

const slider = (page: Page) => page.getByRole('slider', { name: /threshold/i });
const matrix = (page: Page) => new ConfusionMatrix(page);

/** As `aria-valuenow` or the value of an input says it. */
const threshold = (page: Page) =>
  slider(page).evaluate((element) =>
    Number(element.getAttribute('aria-valuenow') ?? (element as HTMLInputElement).value)
  );

/** What the events say, had the positive class been predicted above the threshold. */
function truthAt(threshold: number): Matrix {
  const classes = ['approve', 'reject'];
  const counts = classes.map(() => [0, 0]);
  for (const { outcome, score } of outcomesBetween(world(), { model: 'credit-risk', ...window })) {
    if (outcome !== undefined && score !== undefined) {
      counts[classes.indexOf(outcome)][score > threshold ? 1 : 0]++;
    }
  }
  return { classes, counts };
}

test('at 0.5, where the model itself decides, the matrix is the true one', async ({ page }) => {
  await open(page);
  expect(await threshold(page)).toBe(0.5);
  expectSameMatrix(await matrix(page).read(), trueMatrix('credit-risk', window));
});

test('keys move the threshold from edge to edge, and the matrix is true at each', async ({ page }) => {
  await open(page);
  await slider(page).focus();
  for (const [key, expected] of [
    ['ArrowRight', 0.55],
    ['ArrowLeft', 0.5],
    ['ArrowLeft', 0.45],
    ['End', 1],
  ] as const) {
    await page.keyboard.press(key);
    expect(await threshold(page)).toBeCloseTo(expected, 9);
    expectSameMatrix(await matrix(page).read(), truthAt(expected));
  }
});

test('at 0 every outcome is predicted positive: a bucket does not tell a score of 0 from others in it', async ({
  page,
}) => {
  await open(page);
  await slider(page).focus();
  await page.keyboard.press('Home');
  const { counts, classes } = await matrix(page).read();
  expect(counts.map((row) => row[classes.indexOf('approve')])).toEqual([0, 0]);
  const of = (rows: number[][]) => rows.flat().reduce((sum, count) => sum + count, 0);
  expect(of(counts)).toBe(of(truthAt(0).counts));
});

test('dragged, it rests at edges only', async ({ page }) => {
  await open(page);
  const box = (await slider(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 73, box.y + box.height / 2, { steps: 20 });
  await page.mouse.up();
  const reached = await threshold(page);
  expect(reached).toBeGreaterThan(0.5);
  expect(reached * 20).toBeCloseTo(Math.round(reached * 20), 6);
  expectSameMatrix(await matrix(page).read(), truthAt(reached));
});

test('released, it sets the dashboard variable', async ({ page }) => {
  await open(page, { variable: 'cut' });
  await slider(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/var-cut=0\.55/);
});

test('the legend counts what the threshold makes right and wrong', async ({ page }) => {
  await open(page);
  const { counts } = truthAt(0.5);
  const count = (n: number) => n.toLocaleString('en-US');
  await expect(page.getByTestId('threshold-legend')).toContainText(
    `reject${count(counts[1][1])} right${count(counts[1][0])} wrong`
  );
});

for (const [name, size, width, theme] of [
  ['wide-dark', { w: 24, h: 16 }, 1500, 'dark'],
  ['wide-light', { w: 24, h: 16 }, 1500, 'light'],
  ['low', { w: 24, h: 8 }, 1200, 'dark'],
  ['narrow-dark', { w: 24, h: 22 }, 400, 'dark'],
  ['narrow-light', { w: 24, h: 22 }, 400, 'light'],
] as const) {
  test(`it looks right: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    const costs = { truePositive: 0, falsePositive: 1, falseNegative: 5, trueNegative: 0 };
    await open(page, { costs }, size, theme);
    await expect(matrix(page).table).toBeAttached();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `test-results/screenshots/threshold-${name}.png` });
  });
}
