import { expect, test } from '@grafana/plugin-e2e';

import { drawnBySource, expectPanelsDrawn } from '../steps/bundledDashboards';

const grafana = process.env.GRAFANA_URL ?? 'http://localhost:3000';

/** On the demo's Prometheus, and on the built-in sample, where Grafana's server must not be asked for any data. */
for (const { source, name, uid, panels } of drawnBySource) {
  test(`${name} draws on ${source}`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => /\/api\/ds\/query|\/resources\//.test(request.url()) && asked.push(request.url()));
    await page.setViewportSize({ width: 1500, height: 3000 });
    await page.goto(`${grafana}/d/${uid.replace('modelwatch-', 'modelwatch-provisioned-')}?var-datasource=${source}`);
    await expectPanelsDrawn(page, panels);
    if (source === 'modelwatch-sample') {
      expect(asked).toEqual([]);
    }
  });
}
