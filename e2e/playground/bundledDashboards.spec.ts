import { expect, type Page, test } from '@playwright/test';

import { drawnBySource, expectPanelsDrawn } from '../steps/bundledDashboards';
import { expectNoUncaughtErrors } from '../steps/uncaughtErrors';

const base = () => `${process.env.PLAYGROUND_URL}/`;

expectNoUncaughtErrors();

/** What was asked of Prometheus since the playground started, look-ups of names included. */
const callsOfPrometheus = async (page: Page) =>
  ((await (await page.request.get(`${base()}playground/calls`)).json()) as unknown[]).length;

for (const { source, name, panels } of drawnBySource) {
  test(`${name} draws on ${source === 'modelwatch' ? 'Prometheus' : 'the built-in sample, without any server'}`, async ({
    page,
  }) => {
    const before = await callsOfPrometheus(page);
    await page.setViewportSize({ width: 1500, height: 2600 });
    await page.goto(`${base()}?dashboard=${name}&var-datasource=${source}`);
    await expectPanelsDrawn(page, panels);
    if (source === 'modelwatch-sample') {
      expect(await callsOfPrometheus(page)).toBe(before);
    }
    await page.screenshot({ path: `test-results/screenshots/${name}-${source}.png` });
  });
}
