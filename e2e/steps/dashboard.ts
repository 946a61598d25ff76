import { expect, type Page } from '@playwright/test';

export const PANELS = [
  'Accuracy',
  'Precision of reject',
  'Recall of reject',
  'Balanced accuracy',
  'Response time p95',
  'Error share',
  'Confusion matrix of credit-risk',
  'Accuracy, over the hour before',
  'Recall of each class, over the hour before',
  'Response time',
  'Throughput by version',
  'Errors by type',
];

/** The dashboard's address on a window and a model, under either host. */
export function dashboardUrl(
  base: string,
  { from, to }: { from: number; to: number },
  more: Record<string, string> = {}
) {
  const url = new URL(base);
  const parameters = { from: String(from), to: String(to), 'var-model': 'credit-risk', 'var-class': 'reject', ...more };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  return url.toString();
}

export function panel(page: Page, title: string) {
  return page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) }).first();
}

/** Every panel is there, none is empty, none complains. */
export async function expectAllPanelsAnswered(page: Page) {
  for (const title of PANELS) {
    await expect(panel(page, title), `panel '${title}'`).toBeVisible();
  }
  await expect(page.getByText(/^(no data)$/i)).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
}
