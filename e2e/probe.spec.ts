import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectClean } from './expect-clean.ts';
import { TrainPage } from './train-page.ts';

/** The state of the measurement, which a live region tells. */
function status(page: Page) {
  return page.getByRole('region', { name: 'Measurement' }).getByRole('heading');
}

async function measure(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Measure all the same' }).click();
  await expect(status(page)).toHaveText('Measuring');
}

async function expectCleanEverywhere(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await expectClean(page, `${what}, ${colorScheme}, ${width}`);
    }
  }
}

test('schemes are timed on a software adapter when asked, labelled, exported and linked', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto('./#/probe?scheme=strassen&sizes=32,35&seed=3');
  await expect(status(page)).toHaveText('Ready', { timeout: 30_000 });
  await expect(page.getByText('a software adapter, not a GPU')).toBeVisible();
  await expect(page.getByLabel('Sizes n of the n×n matrices')).toHaveValue('32, 35');
  await expect(page.getByLabel(/Strassen on two levels/)).not.toBeChecked();
  await page.getByLabel('Sizes n of the n×n matrices').fill('32, x');
  await expect(page.getByText('“x” is not a size')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Measure all the same' })).toBeDisabled();
  await page.getByLabel('Sizes n of the n×n matrices').fill('32, 35');
  await expectCleanEverywhere(page, 'before');
  await measure(page);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(status(page)).toHaveText('Measured', { timeout: 150_000 });

  await expect(
    page.getByRole('heading', { name: /Effective rate over size · not a GPU/ }),
  ).toBeVisible();
  const table = page.getByRole('region', { name: 'n = 35, 32-bit floats' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row', { name: /^Strassen/ })).toContainText(
    /faster|slower|no difference/,
  );
  await expect(
    page.getByText('TensorFlow.js is not timed on a software adapter').first(),
  ).toBeVisible();
  await expectCleanEverywhere(page, 'after');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download samples' }).click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  expect(file).toMatchObject({ format: 'tensorgame-probe', version: 1 });
  expect(file.environment.gpu.software).toBe(true);
  expect(file.setup).toMatchObject({ schemes: ['strassen'], sizes: [32, 35], seed: 3 });
  for (const { entries } of file.results) {
    expect(entries.map(({ name }: { name: string }) => name)).toEqual(['classic', 'strassen']);
    for (const { samples, error } of entries) {
      expect(samples).toHaveLength(15);
      expect(error.max).toBeLessThan(1e-4);
    }
  }
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect
    .poll(async () =>
      (await page.getByRole('button', { name: 'Link copied' }).count()) === 1
        ? 'copied'
        : new URL(page.url()).hash,
    )
    .toMatch(/copied|sizes=32%2C35/);
});

test('a device that is destroyed in the middle is survived, and a run can be stopped', async ({
  page,
}) => {
  test.setTimeout(180_000);
  // The first device to be asked for work goes away soon after.
  await page.route(/probe\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const before = `{
      const ask = GPUAdapter.prototype.requestDevice;
      let asked = 0;
      GPUAdapter.prototype.requestDevice = async function (...wanted) {
        const device = await ask.apply(this, wanted);
        if (++asked === 2) setTimeout(() => device.destroy(), 1500);
        return device;
      };
    }\n`;
    await route.fulfill({ response, body: before + (await response.text()) });
  });
  await page.goto('./#/probe?scheme=strassen&sizes=32,48,64,80,96');
  await expect(status(page)).toHaveText('Ready', { timeout: 30_000 });
  await measure(page);
  await expect(status(page)).toHaveText('The GPU went away', { timeout: 60_000 });
  await expect(page.getByRole('alert')).toContainText('kept below');
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(page.getByRole('region', { name: 'n = 32, 32-bit floats' })).toBeVisible({
    timeout: 90_000,
  });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(status(page)).toHaveText(/Stopped|Measured/, { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'n = 32, 32-bit floats' })).toBeVisible();
});

test('a run is fine-tuned for speed from where it stopped, with rank against speed beside it', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const train = new TrainPage(page);
  await train.open();
  await train.button('Train').click();
  await train.expectStatus('Learning');
  await train.expectStepsAbove(0);
  await train.button('Stop').click();
  await train.expectStatus('Stopped');
  await train.button('Fine-tune for speed').click();
  await train.expectStatus('Learning');
  const figure = page.getByRole('figure').filter({ hasText: 'Rank against speed at n = 2048' });
  await expect(figure).toBeVisible();
  await expect(figure).toContainText('timed on your GPU');
  await train.button('Stop').click();
  await train.expectStatus('Stopped');
  await expect(train.button('Fine-tune for speed')).toHaveCount(0);
  await expect(train.button('Resume')).toBeVisible();
  await expectCleanEverywhere(page, 'fine-tuned');
});
