import { expect, test } from '@playwright/test';

const base = () => process.env.PLAYGROUND_URL;

test('Save & test says name by name what is there', async ({ page }) => {
  await page.goto(`${base()}/settings`);
  await expect(page.getByText(/series of 2 models \(credit-risk, intent\)/)).toBeVisible();
  await page.getByRole('button', { name: 'Save & test' }).click();
  const result = page.getByTestId('data-testid Alert test result');
  await expect(result).toContainText('model_outcomes_total');
  await expect(result).toContainText('process_resident_memory_bytes');
});

test('a name that nothing lies under is pointed out while it is typed', async ({ page }) => {
  await page.goto(`${base()}/settings`);
  const outcomes = page.getByRole('combobox', { name: /^Outcomes/ });
  await outcomes.fill('verdicts_total');
  await outcomes.press('Enter');
  await expect(page.getByTestId(/mapping status.*/).first()).toContainText(/nothing|no series/i);
});

test('a query is asked, answered and explained', async ({ page }) => {
  await page.goto(`${base()}/query`);
  const model = page.getByRole('combobox', { name: 'Model', exact: true });
  await model.fill('credit-risk');
  await model.press('Enter');
  await page.getByRole('radio', { name: 'Quality' }).check({ force: true });
  await page.getByText('Compiled query').click();
  await expect(page.getByTestId('data-testid modelwatch compiled query')).toContainText('model_outcomes_total');
  await expect(page.getByTestId('data-testid modelwatch compiled query')).toContainText('model="credit-risk"');
});
