import { expect, type Page, test } from '@playwright/test';

import { isMatrix, type PanelJson, withDashboard } from '../steps/bundledDashboard';
import { ConfusionMatrix } from '../steps/confusionMatrix';
import { dashboardUrl, panel } from '../steps/dashboard';
import { historicWindow, trueMatrix } from '../steps/truth';

const window = historicWindow(6, 20);

async function open(page: Page, change: (panel: PanelJson) => void): Promise<ConfusionMatrix> {
  await withDashboard(page, ({ panels }) => panels.filter(isMatrix).forEach(change));
  await page.goto(dashboardUrl(`${process.env.PLAYGROUND_URL}/`, window));
  return new ConfusionMatrix(page);
}

test('a click sets dashboard variables, and the panels follow', async ({ page }) => {
  const matrix = await open(page, ({ options }) => (options.actualVariable = 'class'));
  const { classes } = await matrix.read();
  await matrix.click(classes.indexOf('approve'), 0);
  await expect(page).toHaveURL(/var-class=approve/);
  await expect(panel(page, 'Recall of approve')).toContainText('%');
});

test('a click opens data links with the cell in them', async ({ page }) => {
  const matrix = await open(page, ({ fieldConfig }) => {
    const url = '/records?a=${__data.fields.actual}&p=${__data.fields.predicted}&n=${__data.fields.count}';
    fieldConfig.defaults.links = [{ title: 'Records of the cell', url }];
  });
  const { classes } = await matrix.read();
  const truth = trueMatrix('credit-risk', window);
  await matrix.click(0, 1);
  const count = truth.counts[truth.classes.indexOf(classes[0])][truth.classes.indexOf(classes[1])];
  await expect(page.getByRole('menuitem', { name: 'Records of the cell' })).toHaveAttribute(
    'href',
    new RegExp(`a=${classes[0]}&p=${classes[1]}&n=${count}$`)
  );
});
