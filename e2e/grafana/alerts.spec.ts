import { expect, test } from '@grafana/plugin-e2e';

import { dashboardUrl } from '../steps/dashboard';

/** Alerts in a real Grafana at GRAFANA_URL, provisioned from provisioning/ over the demo's Prometheus, as an admin. */
const grafana = process.env.GRAFANA_URL ?? 'http://localhost:3000';
const dashboard = `${grafana}/d/modelwatch-provisioned-model-quality`;
const api = `${grafana}/api/v1/provisioning/alert-rules`;
const lastDay = { from: Date.now() - 24 * 3_600_000, to: Date.now() };

test.describe('Create model alert', () => {
  test('three clicks from a panel make a paused rule in Grafana, opened in its form', async ({ page, request }) => {
    await page.goto(dashboardUrl(dashboard, lastDay));
    const panel = page.getByTestId('data-testid Panel header Accuracy').first();
    await expect(panel).toContainText('%');
    await panel.hover();
    await panel.getByRole('button', { name: 'Menu for panel' }).click();
    await page.getByRole('menuitem', { name: 'Extensions' }).hover();
    await page.getByRole('menuitem', { name: 'Create model alert' }).click();
    await expect(page.getByRole('status', { name: 'Preview' })).toContainText('in the last 7 days');
    const title = `e2e ${Date.now()}`;
    await page.getByLabel('Title').fill(title);
    await page.getByRole('button', { name: 'Create rule' }).click();
    await page.waitForURL(/\/alerting\/[^/]+\/edit/);
    const uid = /\/alerting\/([^/]+)\/edit/.exec(page.url())?.[1] ?? '';
    try {
      await expect(page.getByText('Alert evaluation currently paused')).toBeVisible();
      const rule = await (await request.get(`${api}/${uid}`)).json();
      expect(rule).toMatchObject({
        condition: 'condition',
        isPaused: true,
        labels: { model: 'credit-risk', measure: 'accuracy' },
        annotations: { __dashboardUid__: 'modelwatch-provisioned-model-quality' },
      });
    } finally {
      // The companion too.
      for (const rule of await (await request.get(api)).json()) {
        if (rule.title.startsWith(title)) {
          await request.delete(`${api}/${rule.uid}`, { headers: { 'X-Disable-Provenance': 'true' } });
        }
      }
    }
  });
});

test('the provisioned rules are evaluated, each with its number', async ({ request }) => {
  const rules = async () => {
    const answer = await (await request.get(`${grafana}/api/prometheus/grafana/api/v1/rules`)).json();
    return answer.data.groups.flatMap((group: { rules: object[] }) => group.rules);
  };
  await expect
    .poll(async () => (await rules()).map(({ health }: { health: string }) => health), { timeout: 120_000 })
    .toEqual(Array(16).fill('ok'));
  const [recall] = (await rules()).filter(({ name }: { name: string }) => name.startsWith('recall of reject'));
  expect(recall.alerts[0].annotations.summary).toMatch(/is surely below 60% over 1 h\. It is [\d.]+%\./);
});
