import { expect, type Locator, type Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type PanelJson } from './bundledDashboard';

const folder = join(__dirname, '../../src/dashboards');

/** Every dashboard that is installed with the plugin, with the panels that it shows open. */
export const bundledDashboards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const { uid, panels }: { uid: string; panels: PanelJson[] } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return { name: file.replace('.json', ''), uid, panels: panels.filter(({ type }) => type !== 'row') };
  });

/** What each source can draw: records are not in Prometheus. */
export const drawnBySource = ['modelwatch', 'modelwatch-sample'].flatMap((source) =>
  bundledDashboards
    .filter(({ name }) => source !== 'modelwatch' || name !== 'model-audit')
    .map((dashboard) => ({ source, ...dashboard }))
);

const shownTitle = (title: string) => title.replace('$class', 'reject').replace('$model', 'credit-risk');

/** A panel of drift says of each variable what its drift means; it may be drawn without a canvas. */
const VERDICTS = /Drift|No drift|Below threshold|Usual|Too few/;

/** Every panel draws: a stat or a table says a number, the others have marks. None is empty, none complains. */
export async function expectPanelsDrawn(page: Page, panels: readonly PanelJson[]) {
  for (const { title, type } of panels) {
    const box = page.getByTestId(`data-testid Panel header ${shownTitle(title)}`).first();
    await expect(box, `panel '${title}'`).toBeVisible();
    await expectDrawn(box, title, type);
  }
  await expect(page.getByText(/^no data$/i)).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
}

function expectDrawn(box: Locator, title: string, type: string) {
  switch (type) {
    case 'stat':
    case 'table':
      return expect(box, `panel '${title}'`).toContainText(/\d/);
    case 'modelwatch-metricdrift-panel':
      return expect(box.getByText(VERDICTS).first(), `panel '${title}'`).toBeVisible();
    default:
      return expect(box.locator('canvas, svg circle, svg rect').first(), `panel '${title}'`).toBeVisible();
  }
}
