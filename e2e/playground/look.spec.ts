/** Pictures of the pages beside the dashboard, for people to look at: test-results/screenshots. */
import { expect, type Page, test } from '@playwright/test';

const base = () => process.env.PLAYGROUND_URL;
const picture = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/screenshots/${name}.png`, fullPage: true });

for (const theme of ['dark', 'light'] as const) {
  test(`twelve classes, ${theme}`, async ({ page }) => {
    await page.goto(`${base()}/panel-options?model=intent&theme=${theme}`);
    await expect(page.getByTestId('confusion-matrix-table')).toContainText('日本語');
    await picture(page, `intent-${theme}`);
  });

  test(`settings, ${theme}`, async ({ page }) => {
    await page.goto(`${base()}/settings?theme=${theme}`);
    await expect(page.getByText('series of 2 models').first()).toBeVisible();
    await picture(page, `settings-${theme}`);
  });

  test(`query editor, ${theme}`, async ({ page }) => {
    const query = { kind: 'quality', result: 'series', window: '1h', model: { name: 'credit-risk' } };
    await page.goto(`${base()}/query?theme=${theme}&query=${encodeURIComponent(JSON.stringify(query))}`);
    await page.getByRole('button', { name: 'Run query' }).click();
    await expect(page.getByTestId('data-testid Panel header Graph').locator('canvas').first()).toBeVisible();
    await picture(page, `query-${theme}`);
  });
}

test('settings and query editor fit 400 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 1000 });
  for (const name of ['settings', 'query']) {
    await page.goto(`${base()}/${name}`);
    await expect(page.getByRole('button', { name: /Save & test|Run query/ })).toBeVisible();
    await picture(page, `${name}-narrow`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(400);
  }
});
