import { type Download, expect, type Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';

import { defaultQuery, type ModelQuery } from '../../src/query/query';
import { recordPageUrl, recordsPageUrl } from '../../src/query/recordsPage';

const base = () => `${process.env.PLAYGROUND_URL}`;
const SOURCE = 'modelwatch-sample';
const MINUTE = 60_000;

/** A stretch of some hundred records of the built-in sample, which is settled. */
function asked(audit: Partial<ModelQuery['audit']> = {}) {
  const to = Math.floor(Date.now() / MINUTE) * MINUTE - 120 * MINUTE;
  const query: ModelQuery = {
    ...defaultQuery,
    kind: 'audit',
    timeBasis: 'prediction',
    model: { name: 'credit-risk', versions: [], matchers: [] },
    audit: { ...defaultQuery.audit, ...audit },
  };
  return { datasource: SOURCE, query, from: to - 60 * MINUTE, to };
}

const recordLinks = (page: Page) =>
  page.getByRole('region', { name: 'Records' }).getByRole('link', { name: /^Record / });
const idsOn = (page: Page) =>
  recordLinks(page).evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));

const idIn = (label: string | null) => /^Record (.*), /.exec(label ?? '')?.[1] ?? '';

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

test('pages go to older records and back, and lose and repeat none', async ({ page }) => {
  await page.goto(base() + recordsPageUrl(asked()));
  const place = page.getByRole('status').first();
  await expect(place).toHaveText('Records 1 to 100');
  const newer = page.getByRole('button', { name: 'Newer' });
  const older = page.getByRole('button', { name: 'Older' });
  await expect(newer).toBeDisabled();
  const first = await idsOn(page);
  const seen = [...first];
  for (let from = 101; await older.isEnabled(); from += 100) {
    await older.click();
    await expect(place).toHaveText(new RegExp(`^Records? ${from}`));
    seen.push(...(await idsOn(page)));
  }
  expect(new Set(seen).size).toBe(seen.length);

  // The file of all of them holds just these.
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const records = JSON.parse(await textOf(await downloading)) as Array<{ prediction: { id: string } }>;
  expect(records.map(({ prediction }) => prediction.id)).toEqual(seen.map(idIn));

  for (let left = Math.ceil(seen.length / 100) - 1; left > 0; left--) {
    await newer.click();
    await expect(place).toHaveText(new RegExp(`^Records ${(left - 1) * 100 + 1} to`));
  }
  expect(await idsOn(page)).toEqual(first);
});

test('a search narrows the records, stands in the address, and the way back takes it away', async ({ page }) => {
  await page.goto(base() + recordsPageUrl(asked()));
  const id = idIn(await recordLinks(page).first().getAttribute('aria-label'));
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill(id);
  await search.press('Enter');
  await expect(page.getByRole('status').first()).toHaveText('One record');
  expect(new URL(page.url()).searchParams.get('search')).toBe(id);
  await search.fill('</script>"$x');
  await search.press('Enter');
  await expect(page.getByText('No records', { exact: true }).first()).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('status').first()).toHaveText('Records 1 to 100');
});

test('a record opens from the list, says all that it says, and leads back', async ({ page }) => {
  await page.goto(base() + recordsPageUrl(asked({ only: 'wrong' })));
  const rows = page.getByRole('region', { name: 'Records' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Wrong');
  const link = recordLinks(page).first();
  const id = idIn(await link.getAttribute('aria-label'));
  await link.press('Enter');
  await expect(page.getByRole('region', { name: 'Input' })).toContainText('income');
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('After the prediction');
  await expect(page.getByRole('region', { name: 'Request' })).toContainText(id);
  await expect(page.getByText('Wrong', { exact: true })).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const record = JSON.parse(await textOf(await downloading));
  expect(record).toMatchObject({ model: { name: 'credit-risk' }, prediction: { id }, outcome: { correct: false } });
  await page.getByRole('link', { name: 'All records' }).click();
  await expect(rows.nth(1)).toContainText('Wrong');
});

test('a record that is not there is said to be none, with what to do', async ({ page }) => {
  const { from, to, ...of } = asked();
  await page.goto(base() + recordPageUrl({ ...of, id: 'no "such"\\one', time: to }));
  await expect(page.getByText(`There is no record 'no "such"\\one'`)).toBeVisible();
  await expect(
    page.getByText(/none with this id was predicted between .* and .*\. Look for it in the list/)
  ).toBeVisible();
});

test('the spreadsheet has a line for each record', async ({ page }) => {
  await page.goto(base() + recordsPageUrl(asked({ only: 'wrong', cell: { actual: 'reject', predicted: '' } })));
  await expect(page.getByRole('status').first()).toHaveText(/^All \d+ records$/);
  const count = (await idsOn(page)).length;
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const [header, ...lines] = (await textOf(await downloading)).trim().split('\r\n');
  expect(header).toContain('timestamp,prediction.id,model.name');
  expect(lines).toHaveLength(count);
});

test('a data source without records says so, and a wrong time range too', async ({ page }) => {
  await page.goto(base() + recordsPageUrl({ ...asked(), datasource: 'modelwatch' }));
  await expect(page.getByRole('alert')).toContainText("'Modelwatch' has counts and no records.");
  await page.goto(base() + recordsPageUrl({ ...asked(), from: 'yesterday' }));
  await expect(page.getByRole('alert')).toContainText('The time range in the address cannot be read');
  await page.getByRole('button', { name: 'The last 6 hours' }).click();
  await expect(page.getByRole('status').first()).toHaveText('Records 1 to 100');
});

test('is no wider than a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  await page.goto(base() + recordsPageUrl(asked()));
  await expect(recordLinks(page).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await recordLinks(page).first().click();
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});
