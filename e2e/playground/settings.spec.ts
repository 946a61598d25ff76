import { expect, test } from '@playwright/test';

import { mapName, saveAndTest } from '../steps/settings';

const settings = () => `${process.env.PLAYGROUND_URL}/settings`;
const result = 'data-testid Alert test result';

test("'Save & test' says what to do about a name that nothing is under", async ({ page }) => {
  await page.goto(settings());
  await expect(page.getByText('series of 2 models (credit-risk, intent)')).toBeVisible();
  await mapName(page, 'Outcomes', 'no_such_outcomes_total');
  await saveAndTest(page, /names have nothing under them/);
  await expect(page.getByTestId(result)).toContainText(
    'no_such_outcomes_total: nothing under this name in the last 24 hours.'
  );
});

test("'Save & test' says that the data source to be asked is gone", async ({ page }) => {
  await page.goto(`${settings()}?upstream=deleted`);
  await saveAndTest(page, /deleted/);
  await expect(page.getByTestId(result)).not.toContainText(/undefined|\[object/);
});
