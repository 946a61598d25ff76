import { expect, type Page } from '@playwright/test';

/** Presses 'Save & test' and waits for the sentence that must come. */
export async function saveAndTest(page: Page, message: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(
    page
      .getByTestId(/^data-testid Alert/)
      .filter({ hasText: message })
      .first()
  ).toBeVisible();
}

/** Maps a metric by the label of its input, such as 'Outcomes'. */
export async function mapName(page: Page, label: string, name: string): Promise<void> {
  const input = page.getByRole('combobox', { name: new RegExp(`^${label}`) });
  await input.fill(name);
  await input.press('Enter');
}
