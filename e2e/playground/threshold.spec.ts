import { expect, type Page, test } from '@playwright/test';

import { outcomesBetween } from '../../demo/truth';
import { isMatrix, type PanelJson, withDashboard } from '../steps/bundledDashboard';
import { ConfusionMatrix, expectSameMatrix } from '../steps/confusionMatrix';
import { dashboardUrl } from '../steps/dashboard';
import { type Columns, openMatrixOf } from '../steps/givenFrames';
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

/** 20 buckets a class, or so many outcomes of which no two have the same score. */
const costly: Array<[string, Columns]> = [
  ['20 bins', bucketsOf(20)],
  ['5,000 distinct scores', recordsOf(5000)],
];

function bucketsOf(bins: number): Columns {
  const le = [...Array.from({ length: bins + 1 }, (_, i) => String(i / bins)), '+Inf'];
  const upTo = (edge: string, power: number) =>
    Math.round(2000 * Math.min(1, Number(edge.replace('+Inf', '1'))) ** power);
  return {
    actual: [...le.map(() => 'approve'), ...le.map(() => 'reject')],
    le: [...le, ...le],
    Value: [...le.map((edge) => upTo(edge, 0.4)), ...le.map((edge) => upTo(edge, 2.5))],
  };
}

function recordsOf(n: number): Columns {
  const score = Array.from({ length: n }, (_, i) => (i + 0.5) / n);
  return { actual: score.map((value, i) => ((i * 7919) % n < value * n ? 'reject' : 'approve')), score };
}

for (const [name, columns] of costly) {
  test(`a move of the slider over ${name} costs at most 8 ms of script`, async ({ page }) => {
    const options = { positiveClass: 'reject', threshold: { costs: { falsePositive: 1, falseNegative: 5 } } };
    await openMatrixOf(page, process.env.PLAYGROUND_URL ?? '', { answers: { A: columns }, options });
    await expect(matrix(page).table).toBeAttached();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const script = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find((metric) => metric.name === 'ScriptDuration')?.value ?? NaN);
    };
    const box = (await page.getByTestId('threshold-slider').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    // The least of several rounds: a test cannot know what else the machine does.
    const rounds: number[] = [];
    for (let round = 0; round < 4; round++) {
      let moves = 0;
      const before = await script();
      for (let last = await threshold(page), i = 0; i < 40; i++) {
        await page.mouse.move(box.x + ((i * 0.37) % 1) * box.width, box.y + 10);
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const at = await threshold(page);
        moves += at === last ? 0 : 1;
        last = at;
      }
      rounds.push(((await script()) - before) / moves);
    }
    await page.mouse.up();
    console.log(`${name}: ${rounds.map((time) => time.toFixed(1)).join(', ')} ms of script a move`);
    expect(Math.min(...rounds)).toBeLessThanOrEqual(8);
  });
}

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
