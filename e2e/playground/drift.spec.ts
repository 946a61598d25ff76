/** What a person does with the drift panel: rank, filter, open a variable and come back, look over time; on data made for it. */
import '../../scripts/browserGlobals';

import { createDataFrame, type DataFrame, dataFrameToJSON, FieldType } from '@grafana/data';
import { expect, type Page, test } from '@playwright/test';

import {
  accuracySeries,
  creditDistributions,
  driftAnswer,
  driftEnd,
  driftOverTime,
  driftStart,
  manyDistributions,
} from '../../test/driftFrames';
import { openPanelOf, type PanelOf } from '../steps/givenFrames';
import { expectNoUncaughtErrors } from '../steps/uncaughtErrors';

expectNoUncaughtErrors();

const time = { from: new Date(driftStart).toISOString(), to: new Date(driftEnd).toISOString() };
const json = (frames: DataFrame[]) => frames.map((frame) => dataFrameToJSON({ ...frame, refId: 'A' }));

async function open(page: Page, frames: DataFrame[], panel: Partial<PanelOf> = {}, theme = 'dark') {
  const given = { type: 'modelwatch-metricdrift-panel', title: 'Drift', frames: { A: json(frames) }, time, ...panel };
  await openPanelOf(page, process.env.PLAYGROUND_URL ?? '', given, { theme });
}

const list = (page: Page) => page.getByRole('application');
const row = (page: Page, name: string) => page.getByTestId('drift-row').filter({ hasText: name });

test('variables are ranked, told of on hover, opened by a click and closed by Escape', async ({ page }) => {
  await open(page, driftAnswer());
  await expect(page.getByTestId('drift-row')).toHaveCount(creditDistributions.length);
  await expect(page.getByTestId('drift-row').first()).toHaveText(/employment.*Drift/);
  await row(page, 'income').hover();
  await expect(page.getByTestId('drift-tooltip')).toContainText('PSI 0.56: far above its sampling floor');
  await row(page, 'income').click();
  await expect(page.getByRole('img', { name: /^Distributions of income in 8 bins/ })).toBeVisible();
  await expect(page.getByTestId('drift-contributors').getByRole('listitem').first()).toContainText('20 to 30');
  await page.keyboard.press('Escape');
  await expect(row(page, 'income')).toBeVisible();
});

test('a keyboard walks the ranking, opens a variable, and finds the way back', async ({ page }) => {
  await open(page, driftAnswer());
  await list(page).focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('drift-live')).toContainText(/^debt ratio: No drift\./);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: /Categories/ })).toContainText('gig worker');
  await expect(page.getByRole('button', { name: 'All variables' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeVisible();
});

test('of hundreds of features one is found by its name', async ({ page }) => {
  await open(page, driftAnswer(manyDistributions(300)));
  await expect(page.getByText('23 of 300 variables have drifted', { exact: true })).toBeVisible();
  await page.getByLabel('Filter variables by name').fill('feature_299');
  await expect(page.getByTestId('drift-row')).toHaveCount(1);
});

test('drift over time of many is strips, one of which is opened', async ({ page }) => {
  await open(page, driftOverTime(120, 168));
  const strips = page.getByTestId('drift-strips');
  await expect(strips).toBeVisible();
  await strips.hover({ position: { x: 700, y: 8 } });
  await expect(page.getByTestId('drift-tooltip')).toContainText(/2026-05-0\d/);
  await expect(page.getByTestId('drift-tooltip')).toContainText(/PSI 0\.\d+, (not )?above its sampling floor/);
  await strips.click({ position: { x: 700, y: 8 } });
  await expect(page.getByRole('img', { name: /^PSI of feature_\d+ over time/ })).toBeVisible();
});

test('a metric is a control chart with its change', async ({ page }) => {
  const { times, values } = accuracySeries(672, 0.05);
  const fields = [
    { name: 'Time', type: FieldType.time, values: times },
    { name: 'accuracy', type: FieldType.number, values, config: { unit: 'percentunit' } },
  ];
  await open(page, [createDataFrame({ fields })]);
  await expect(page.getByRole('region', { name: 'accuracy' })).toContainText(/since 2026-05-06 \d\d:\d\d: down/);
  await page.getByRole('img', { name: 'Control chart of accuracy' }).hover();
  await expect(page.getByTestId('drift-tooltip')).toContainText('moving average');
});

for (const [name, size] of [
  ['narrow', { w: 5, h: 10 }],
  ['wide', { w: 24, h: 10 }],
] as const) {
  for (const theme of ['dark', 'light']) {
    test(`everything stays within a ${name} panel, ${theme}`, async ({ page }) => {
      await open(page, driftAnswer(), { size }, theme);
      await expect(row(page, 'income')).toBeVisible();
      const overflow = await list(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
