import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';

import { saveAndTest } from '../steps/settings';

const base = () => `${process.env.PLAYGROUND_URL}`;

const rows = Array.from(
  { length: 40 },
  (_, i) => `${i % 4 === 0 ? 'reject' : 'approve'},${i % 5 === 0 ? 'reject' : 'approve'}`
);
const CSV = ['actual,predicted', ...rows].join('\n');

test('records from a file are read, said, and asked', async ({ page }) => {
  await page.goto(`${base()}/settings`);
  await page.getByRole('radio', { name: 'Records from a file' }).check({ force: true });
  await page.getByLabel('Or paste them').fill(`${CSV}\nbroken`);
  await page.getByLabel('Model, where records name none').fill('loans');
  await page.getByRole('button', { name: 'Take these records' }).click();
  const summary = page.getByTestId('data-testid modelwatch records summary');
  await expect(summary).toContainText('40 records of 1 model (loans), read as CSV');
  await expect(summary).toContainText('Row 42 has 1 column and the header 2; the row was left out.');
  await saveAndTest(page, /40 records of 1 model/);

  const query = { kind: 'quality', model: { name: 'loans' }, quality: { measure: 'accuracy' } };
  await page.goto(`${base()}/query?query=${encodeURIComponent(JSON.stringify(query))}`);
  await page.getByRole('button', { name: 'Run query' }).click();
  // Of 40, 8 are predicted reject, 10 are reject, 2 both: 8 + 10 - 4 are wrong.
  await expect(page.getByText('0.65').or(page.getByText('65')).first()).toBeVisible();
});

test('a file that is none gets a sentence', async ({ page }) => {
  await page.goto(`${base()}/settings`);
  await page.getByRole('radio', { name: 'Records from a file' }).check({ force: true });
  await page.getByLabel('Or paste them').fill('colour,shape\nred,round');
  await page.getByRole('button', { name: 'Take these records' }).click();
  await expect(page.getByTestId('data-testid modelwatch records problem')).toContainText('No column is known.');
});

test('a file of 100 MB is refused at once, and a byte-order mark with semicolons is read', async ({ page }, info) => {
  const [large, european] = [info.outputPath('large.csv'), info.outputPath('european.csv')];
  writeFileSync(large, 'actual,predicted\n'.padEnd(100_000_000, 'yes,no\n'));
  writeFileSync(european, '\uFEFFactual;predicted;score\nyes;yes;0,75\nno;yes;0,5\n');
  await page.goto(`${base()}/settings`);
  await page.getByRole('radio', { name: 'Records from a file' }).check({ force: true });
  const input = page.locator('input[type=file]');
  await input.setInputFiles(large);
  const problem = page.getByTestId('data-testid modelwatch records problem');
  await expect(problem).toContainText('The text has 100 MB, and at most 20 MB are read in the browser.');
  await input.setInputFiles(european);
  await expect(page.getByTestId('data-testid modelwatch records summary')).toContainText('2 records of 1 model');
  await expect(problem).toBeHidden();
});
