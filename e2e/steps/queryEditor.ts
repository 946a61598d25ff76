import { expect, type Locator, type Page } from '@playwright/test';

export const queryEditor = (page: Page) => page.getByTestId('data-testid modelwatch query editor');

/** What is asked for: 'Confusion', 'Quality', 'Operations'. */
export async function askFor(page: Page, kind: string): Promise<void> {
  await queryEditor(page).getByRole('radio', { name: kind, exact: true }).check({ force: true });
  // The choice's tooltip lies over the fields below it.
  await page.mouse.move(0, 0);
}

/** Chooses an offered value, by the label of its input. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await queryEditor(page).getByRole('combobox', { name: label, exact: true }).fill(value);
  // An option's name holds its description too.
  await page
    .getByRole('option')
    .filter({ has: page.getByText(value, { exact: true }) })
    .click();
}

/** Opens what is compiled, and waits until it holds the text. */
export async function expectCompiled(page: Page, text: string | RegExp): Promise<Locator> {
  const button = queryEditor(page).getByRole('button', { name: 'Compiled query' });
  if ((await button.getAttribute('aria-expanded')) !== 'true') {
    await button.click();
  }
  const compiled = page.getByTestId('data-testid modelwatch compiled query');
  await expect(compiled).toContainText(text);
  return compiled;
}
