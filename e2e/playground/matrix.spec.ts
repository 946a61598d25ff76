/** What a person does with the matrix: compare, sort, zoom, open groups, choose a version; on data made for it. */
import { expect, type Page, test } from '@playwright/test';

import { ConfusionMatrix } from '../steps/confusionMatrix';
import { type Columns, openMatrixOf, type PanelWith } from '../steps/givenFrames';
import { expectNoUncaughtErrors } from '../steps/uncaughtErrors';

expectNoUncaughtErrors();

async function open(page: Page, panel: PanelWith): Promise<ConfusionMatrix> {
  await openMatrixOf(page, process.env.PLAYGROUND_URL ?? '', panel);
  const matrix = new ConfusionMatrix(page);
  await expect(matrix.table).toBeAttached();
  return matrix;
}

/** Rows of actual, predicted, count; with versions, of version too. */
function table(rows: Array<[string, string, number]>): Columns {
  return {
    actual: rows.map(([actual]) => actual),
    predicted: rows.map(([, predicted]) => predicted),
    count: rows.map(([, , count]) => count),
  };
}

/** So many classes, each mistaken for the next ones. */
function many(n: number): Columns {
  const name = (i: number) => `class ${i % n}`;
  return table(
    Array.from({ length: n }, (_, i) => [
      [name(i), name(i), 100 + i] as [string, string, number],
      [name(i), name(i + 1), 10] as [string, string, number],
      [name(i), name(i + 7), 5] as [string, string, number],
    ]).flat()
  );
}

const credit = table([
  ['approve', 'approve', 4316],
  ['approve', 'reject', 1635],
  ['reject', 'approve', 470],
  ['reject', 'reject', 1180],
]);
const earlier = table([
  ['approve', 'approve', 4316],
  ['approve', 'reject', 1600],
  ['reject', 'approve', 700],
  ['reject', 'reject', 950],
]);
const animals = table([
  ['animal/dog', 'animal/dog', 50],
  ['animal/dog', 'animal/cat', 30],
  ['animal/cat', 'animal/cat', 40],
  ['plant/rose', 'plant/rose', 20],
  ['plant/rose', 'animal/dog', 5],
  ['plant/oak', 'plant/oak', 15],
  ['other', 'other', 10],
]);

test('two queries are compared, and what surely differs is marked', async ({ page }) => {
  const matrix = await open(page, { answers: { A: credit, B: earlier }, options: { compare: { by: 'query' } } });
  await expect(page.getByText('query A against query B', { exact: true })).toBeVisible();
  await matrix.hover(1, 1);
  await expect(matrix.tooltip).toContainText('Query A: 1,180 of 1,650 reject were predicted reject (71.5 %');
  await expect(matrix.tooltip).toContainText('Query B: 950 of 1,650 (57.6 %');
  await expect(matrix.tooltip).toContainText('+13.9 percentage points');
  await expect(matrix.tooltip).toContainText('better; a sure difference, at 95 % confidence');
  await matrix.hover(0, 1);
  await expect(matrix.tooltip).toContainText('may be chance, at 95 % confidence');
  await expect(matrix.key).toContainText('Surely differs (95 % confidence)');
  await expect(matrix.table).toContainText('71.5 %, before 57.6 %, change +13.9 points, surely');
});

test('a single query with a comparison says what to do', async ({ page }) => {
  const matrix = await open(page, { answers: { A: credit }, options: { compare: { by: 'query' } } });
  await expect(page.getByRole('button', { name: /Add a second query to the panel/ })).toBeVisible();
  expect((await matrix.read()).counts[0]).toEqual([4316, 1635]);
});

test('a version is chosen, and another to compare it with', async ({ page }) => {
  const of = (version: string, { actual, predicted, count }: Columns): Columns => ({
    version: actual.map(() => version),
    actual,
    predicted,
    count,
  });
  const [v1, v2] = [of('v1', earlier), of('v2', credit)];
  const both = Object.fromEntries(Object.keys(v1).map((name) => [name, [...v1[name], ...v2[name]]]));
  const matrix = await open(page, { answers: { A: both } });
  expect((await matrix.read()).counts[1]).toEqual([470 + 700, 1180 + 950]);

  await page.getByRole('button', { name: 'Version: All versions' }).click();
  await page.getByRole('menuitemradio', { name: 'v1' }).click();
  await expect.poll(async () => (await matrix.read()).counts[1]).toEqual([700, 950]);

  await page.getByRole('button', { name: /^Compare with/ }).click();
  await page.getByRole('menuitemradio', { name: 'v2' }).click();
  await expect(matrix.table).toContainText('57.6 %, before 71.5 %, change −13.9 points, surely');

  await page.getByRole('button', { name: 'Compare with: vs. v2' }).click();
  await page.getByRole('menuitemradio', { name: 'No comparison' }).click();
  await expect.poll(async () => (await matrix.read()).counts[1]).toEqual([700, 950]);
});

test('a click on a header sorts by it, another turns it round, and keys do the same', async ({ page }) => {
  const matrix = await open(page, { answers: { A: animals } });
  const byName = (await matrix.read()).classes;
  expect(byName).toEqual(['animal/cat', 'animal/dog', 'other', 'plant/oak', 'plant/rose']);
  await page.getByRole('button', { name: 'Sort by support' }).click();
  const bySupport = ['animal/dog', 'animal/cat', 'plant/rose', 'plant/oak', 'other'];
  await expect.poll(async () => (await matrix.read()).classes).toEqual(bySupport);
  await page.getByRole('button', { name: 'Sort by support, descending now' }).click();
  await expect.poll(async () => (await matrix.read()).classes).toEqual([...bySupport].reverse());
  await page.getByRole('button', { name: 'Sort by recall' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await matrix.read()).classes[0]).toBe('animal/dog');
  await page.getByRole('button', { name: "Back to the options' order" }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await matrix.read()).classes).toEqual(byName);
});

test('groups are summed, and opened by a click on their name or by a key', async ({ page }) => {
  const groups = { by: 'separator', separator: '/' };
  const matrix = await open(page, { answers: { A: animals }, options: { groups } });
  expect(await matrix.read()).toEqual({
    classes: ['animal (2 classes)', 'other', 'plant (2 classes)'],
    counts: [[120, 0, 0], [0, 10, 0], [5, 0, 35]],
  }); // prettier-ignore
  await matrix.clickRowLabel(0);
  const opened = ['animal/cat', 'animal/dog', 'other', 'plant (2 classes)'];
  await expect.poll(async () => (await matrix.read()).classes).toEqual(opened);
  await matrix.clickRowLabel(1);
  await expect.poll(async () => (await matrix.read()).classes).toHaveLength(3);
  await matrix.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('e');
  await expect
    .poll(async () => (await matrix.read()).classes)
    .toEqual(['animal (2 classes)', 'other', 'plant/oak', 'plant/rose']);
  await expect(matrix.spoken).toContainText('“plant/oak”');
});

test('only the top classes are shown, the others summed', async ({ page }) => {
  const matrix = await open(page, { answers: { A: animals }, options: { topClasses: 2 } });
  const { classes, counts } = await matrix.read();
  expect(classes).toEqual(['animal/cat', 'animal/dog', '3 other classes']);
  expect(counts.flat().reduce((a, b) => a + b)).toBe(170);
});

test('two classes are said in words, by the positive class', async ({ page }) => {
  await open(page, { answers: { A: credit }, options: { positiveClass: 'reject' } });
  const words = page.getByTestId('confusion-matrix-words');
  await expect(words).toContainText('False negatives (misses). Of 1,650 that were reject, 470 (28.5 %');
  await expect(words).toContainText('Specificity');
});

test.describe('a thousand classes', () => {
  const panel: PanelWith = { answers: { A: many(1000) }, size: { w: 24, h: 24 } };

  test('are whole at first, and the cell below the pointer is told', async ({ page }) => {
    const matrix = await open(page, panel);
    await matrix.hover(500, 500);
    // A cell is smaller than a pixel.
    await expect(matrix.tooltip).toContainText(/of 61[456] “class (499|500|501)” were predicted “class (499|500|501)”/);
    await expect(matrix.table).toContainText('The 30 most frequent confusions among 1000 classes.');
  });

  test('are zoomed by the wheel with Ctrl, at the pointer; the wheel alone scrolls the page', async ({ page }) => {
    const matrix = await open(page, panel);
    await matrix.hover(500, 500);
    await page.mouse.wheel(0, -300);
    expect((await matrix.viewport()).rows).toBe(1000);
    await page.keyboard.down('Control');
    // A busy browser makes one event of several.
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, -300);
        return Math.round((await matrix.viewport()).rows);
      })
      .toBe(5);
    await page.keyboard.up('Control');
    const { row, rows } = await matrix.viewport();
    expect(row).toBeLessThanOrEqual(500);
    expect(row + rows).toBeGreaterThan(500);
    await matrix.hover(500, 500);
    await expect(matrix.tooltip).toContainText('600 of 615 “class 500”');
    await page.mouse.dblclick(...(await matrix.center(500, 500)));
    await expect.poll(async () => (await matrix.viewport()).rows).toBe(1000);
  });

  test('are zoomed by choosing an area, and then panned by a drag', async ({ page }) => {
    const matrix = await open(page, panel);
    await matrix.drag([100, 100], [150, 150]);
    const area = await matrix.viewport();
    expect(area.rows).toBeGreaterThan(40);
    expect(area.rows).toBeLessThan(60);
    expect(Math.abs(area.row - 100)).toBeLessThan(3);
    await matrix.drag([120, 120], [110, 110]);
    const panned = await matrix.viewport();
    expect(panned.rows).toBe(area.rows);
    expect(panned.row - area.row).toBeGreaterThan(8);
    expect(panned.row - area.row).toBeLessThan(12);
  });

  test('are zoomed by buttons and by keys, and what keys walk to comes into view', async ({ page }) => {
    const matrix = await open(page, panel);
    await matrix.grid.hover();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await matrix.viewport()).rows).toBe(500);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await matrix.viewport()).rows).toBe(1000);
    await matrix.grid.focus();
    await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('+');
    }
    expect((await matrix.viewport()).rows).toBeLessThan(10);
    await page.keyboard.press('Control+End');
    await expect(matrix.spoken).toContainText('1,099 of 1,114 “class 999” were predicted “class 999”');
    const { row, rows } = await matrix.viewport();
    expect(row + rows).toBeCloseTo(1000, 6);
    await page.keyboard.press('0');
    expect((await matrix.viewport()).rows).toBe(1000);
  });

  test('are compared, and the largest sure changes come first for a screen reader', async ({ page }) => {
    const worse = many(1000);
    const changed = worse.count.map((count, i) => (i === 3 * 42 ? 20 : i === 3 * 42 + 1 ? 132 : count));
    const answers = { A: { ...worse, count: changed }, B: many(1000) };
    const matrix = await open(page, { ...panel, answers, options: { compare: { by: 'query' } } });
    await expect(matrix.table.locator('tr').first()).toContainText('“class 42”');
    await expect(matrix.table.locator('tr').first()).toContainText('worse; a sure difference');
    await expect(matrix.table.locator('tr')).toHaveCount(2);
  });
});
