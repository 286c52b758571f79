import { expect, test } from '@playwright/test';
import config from '../playwright.config.ts';
import { TrainPage } from './train-page.ts';

const launchOptions = config.use?.launchOptions ?? {};
const flags = (launchOptions.args ?? []).filter((flag) => flag !== '--enable-unsafe-webgpu');

// No adapter of any kind answers: neither a GPU nor one in software.
test.use({ launchOptions: { ...launchOptions, args: [...flags, '--disable-gpu'] } });

test('WebGPU that is not there is said in a sentence, and another device can be chosen', async ({
  page,
}) => {
  const train = new TrainPage(page);
  await train.open();
  await page.getByLabel('Device').selectOption('webgpu');
  await train.button('Train').click();
  await expect(page.getByRole('alert')).toContainText(/WebGPU cannot be used here/, {
    timeout: 30_000,
  });
  await train.button('New run').click();
  await page.getByLabel('Device').selectOption('auto');
  await train.button('Train').click();
  await train.expectStatus('Learning');
  await expect(train.fact('Device')).toContainText('WebAssembly');
  await train.expectStepsAbove(0);
});

test('the probe says that it has nothing to measure on, and what to do', async ({ page }) => {
  await page.goto('./#/probe');
  const measurement = page.getByRole('region', { name: 'Measurement' });
  await expect(measurement.getByRole('heading')).toHaveText('No GPU to measure on', {
    timeout: 30_000,
  });
  await expect(page.getByRole('alert')).toContainText('The probe needs WebGPU');
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible();
});
