import { expect, type Locator, type Page, test } from '@playwright/test';

import { ConfusionMatrix } from '../steps/confusionMatrix';
import { panel } from '../steps/dashboard';

const base = () => `${process.env.PLAYGROUND_URL}/`;
const SOURCE = 'modelwatch-sample';
const HOUR = 3_600_000;

/** Few outcomes, so that the records of a rare cell are all on screen; by day, so that some are wrong whenever this runs. */
function yesterdayNoon() {
  const noon = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR - 12 * HOUR;
  return { from: String(noon), to: String(noon + HOUR) };
}

function address(dashboard: string, parameters: Record<string, string>): string {
  return `${base()}?${new URLSearchParams({ dashboard, 'var-datasource': SOURCE, ...parameters })}`;
}

const tableRows = (table: Locator) => table.getByRole('row').filter({ has: table.page().getByRole('cell') });

/** The matrix of a quiet time, and its rarest cell of wrong predictions. */
async function rarestCell(page: Page) {
  const matrix = new ConfusionMatrix(page);
  const { classes, counts } = await matrix.read();
  const cells = counts.flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })));
  const [rarest] = cells
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => a.count - b.count);
  return { matrix, classes, rarest };
}

test('a click on a cell leads to the very records behind it', async ({ page }) => {
  await page.goto(address('model-quality', { ...yesterdayNoon(), 'var-model': 'intent', 'var-class': 'refund' }));
  const { matrix, classes, rarest } = await rarestCell(page);
  await matrix.click(rarest.actual, rarest.predicted);
  const link = page.getByRole('menuitem', { name: 'Records of this cell' });
  const href = new URL((await link.getAttribute('href')) ?? '', base());
  expect(href.pathname).toBe('/d/modelwatch-model-audit');
  expect(href.searchParams.get('var-actual')).toBe(classes[rarest.actual]);
  expect(href.searchParams.get('var-predicted')).toBe(classes[rarest.predicted]);
  expect(href.searchParams.get('var-datasource')).toBe(SOURCE);

  // Where the playground has this dashboard.
  await page.setViewportSize({ width: 1500, height: 2000 });
  await page.goto(address('model-audit', Object.fromEntries(href.searchParams)));
  const records = panel(page, 'Outcomes learnt');
  await expect(tableRows(records)).toHaveCount(rarest.count);
  for (const row of await tableRows(records).all()) {
    await expect(row).toContainText(`was ${classes[rarest.actual]}`);
    await expect(row).toContainText(classes[rarest.predicted]);
  }
});

test('a cell leads to its records in the app and in Explore, by pointer and by keys', async ({ page }) => {
  await page.goto(address('model-quality', { ...yesterdayNoon(), 'var-model': 'intent', 'var-class': 'refund' }));
  const { matrix, classes, rarest } = await rarestCell(page);
  await matrix.click(rarest.actual, rarest.predicted);
  const explore = new URL((await linkOf(page, 'Explore records')) ?? '', base());
  const { records } = JSON.parse(explore.searchParams.get('panes') ?? '');
  expect(records).toMatchObject({
    datasource: SOURCE,
    queries: [
      {
        kind: 'audit',
        model: { name: 'intent' },
        audit: { cell: { actual: classes[rarest.actual], predicted: classes[rarest.predicted] } },
      },
    ],
  });
  const clicked = await linkOf(page, 'Show records');

  // The same by keys, from the first cell on.
  await page.keyboard.press('Escape');
  await matrix.grid.focus();
  await page.keyboard.press('Control+Home');
  for (let row = 0; row < rarest.actual; row++) {
    await page.keyboard.press('ArrowDown');
  }
  for (let column = 0; column < rarest.predicted; column++) {
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Enter');
  expect(await linkOf(page, 'Show records')).toBe(clicked);
  await page.getByRole('menuitem', { name: 'Show records' }).click();
  const found = page.getByRole('region', { name: 'Records' }).getByRole('link', { name: /^Record / });
  await expect(found).toHaveCount(rarest.count);
});

const linkOf = (page: Page, name: string) => page.getByRole('menuitem', { name }).getAttribute('href');

test('a search and a cursor change what is shown', async ({ page }) => {
  await page.setViewportSize({ width: 1500, height: 2000 });
  const parameters = { ...yesterdayNoon(), 'var-model': 'credit-risk' };
  await page.goto(address('model-audit', { ...parameters, 'var-search': 'nowhere' }));
  await expect(panel(page, 'With an outcome')).toContainText('%');
  await expect(panel(page, 'Predictions made').getByRole('cell')).toHaveCount(0);
  await page.goto(address('model-audit', parameters));
  const older = panel(page, 'Predictions made').getByRole('link', { name: /~/ }).nth(2);
  const href = new URL((await older.getAttribute('href')) ?? '', base());
  const summary = await tableRows(panel(page, 'Predictions made')).nth(3).innerText();
  await page.goto(address('model-audit', Object.fromEntries(href.searchParams)));
  await expect(tableRows(panel(page, 'Predictions made')).first()).toHaveText(
    new RegExp(escaped(summary.split('\n')[0]))
  );
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
