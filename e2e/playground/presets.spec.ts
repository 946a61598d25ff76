import { expect, type Page, test } from '@playwright/test';

import { mapName, saveAndTest } from '../steps/settings';

const settings = () => `${process.env.PLAYGROUND_URL}/settings`;
const about = (page: Page) => page.getByTestId('data-testid modelwatch preset about');
const server = (page: Page) => page.getByRole('combobox', { name: /^Server/ });

test('a model server is chosen: its names are filled in, and what it does not tell is said', async ({ page }) => {
  await page.goto(settings());
  await expect(server(page)).toHaveValue('Modelwatch');
  await server(page).fill('Triton');
  await page.getByRole('option', { name: 'NVIDIA Triton' }).click();
  await expect(page.getByRole('combobox', { name: /^Predictions/ })).toHaveValue('nv_inference_request_success');
  await expect(about(page)).toContainText('What NVIDIA Triton does not tell:');
  await expect(about(page)).toContainText('In flight. Triton counts the requests that wait');
  await expect(page.getByText('Nothing under the name nv_inference_request_failure')).toBeVisible();
  await saveAndTest(page, /of 17 names have nothing under them|neither outcomes nor predictions/);

  await mapName(page, 'CPU', 'process_cpu_seconds_total');
  await expect(about(page)).not.toContainText('nv_cpu_utilization');
  await expect(server(page)).toHaveValue('NVIDIA Triton');

  await server(page).fill('Modelwatch');
  await page.getByRole('option', { name: 'Modelwatch' }).click();
  await expect(about(page)).not.toContainText('does not tell');
  await expect(page.getByText('series of 2 models (credit-risk, intent)').first()).toBeVisible();
});
