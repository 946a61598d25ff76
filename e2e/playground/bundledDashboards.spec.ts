import { expect, type Page, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type PanelJson } from '../steps/bundledDashboard';
import { panel } from '../steps/dashboard';

const folder = join(__dirname, '../../src/dashboards');
const dashboards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    name: file.replace('.json', ''),
    panels: (JSON.parse(readFileSync(join(folder, file), 'utf8')).panels as PanelJson[]).filter(
      ({ type }) => type !== 'row'
    ),
  }));
const base = () => `${process.env.PLAYGROUND_URL}/`;

const problems = new WeakMap<Page, string[]>();
test.beforeEach(({ page }) => {
  const seen: string[] = [];
  problems.set(page, seen);
  page.on('pageerror', (error) => seen.push(error.message));
});
test.afterEach(({ page }) => expect(problems.get(page), 'uncaught errors on the page').toEqual([]));

const shownTitle = (title: string) => title.replace('$class', 'reject').replace(/\$model/, 'credit-risk');

/** What was asked of Prometheus since the playground started, look-ups of names included. */
const callsOfPrometheus = async (page: Page) =>
  ((await (await page.request.get(`${base()}playground/calls`)).json()) as unknown[]).length;

for (const source of ['modelwatch', 'modelwatch-sample']) {
  for (const { name, panels } of dashboards) {
    test(`${name} draws on ${source === 'modelwatch' ? 'Prometheus' : 'the built-in sample, without any server'}`, async ({
      page,
    }) => {
      const before = await callsOfPrometheus(page);
      await page.setViewportSize({ width: 1500, height: 2600 });
      await page.goto(`${base()}?dashboard=${name}&var-datasource=${source}`);
      for (const { title, type } of panels) {
        const box = panel(page, shownTitle(title));
        await expect(box, `panel '${title}'`).toBeVisible();
        // A stat says a number; the others draw.
        await (type === 'stat'
          ? expect(box, `panel '${title}'`).toContainText(/\d/)
          : expect(box.locator('canvas, svg circle, svg rect').first(), `panel '${title}'`).toBeVisible());
      }
      await expect(page.getByText(/^no data$/i)).toHaveCount(0);
      await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
      if (source === 'modelwatch-sample') {
        expect(await callsOfPrometheus(page)).toBe(before);
      }
      await page.screenshot({ path: `test-results/screenshots/${name}-${source}.png` });
    });
  }
}
