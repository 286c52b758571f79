import { expect, test } from '@playwright/test';
import { TrainPage } from './train-page.ts';

test('a GPU that is lost and does not come back: the run goes on on WebAssembly', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await page.addInitScript(takeSoftwareForGpu);
  await page.addInitScript(keepSmall, {
    ...{ 'network.width': 8, 'network.heads': 1, 'network.blocks': 1, 'network.decoderLayers': 1 },
    ...{ 'learning.batch': 4, 'learning.labels': 1, 'learning.stepsPerRound': 5 },
  });
  const train = new TrainPage(page);
  await train.open();
  await train.button('Train').click();
  await expect(train.fact('Device')).toContainText('WebGPU on a card of this test', {
    timeout: 60_000,
  });
  await train.expectStepsAbove(0);

  const devtools = await browser.newBrowserCDPSession();
  await devtools.send('Browser.crashGpuProcess');
  await expect(page.getByText(/The GPU was lost .*: training goes on/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(train.fact('Device')).toContainText('WebAssembly', { timeout: 60_000 });
  const steps = await train.steps();
  await train.expectStepsAbove(steps);
});

/** Settings that make a step a matter of milliseconds even on a GPU that is none. */
function keepSmall(knobs: Readonly<Record<string, number>>): void {
  const settings = { state: { knobs }, version: 2 };
  localStorage.setItem('tensorgame-settings', JSON.stringify(settings));
}

/**
 * Has this thread, and every worker begun from it, take the software adapter for a GPU; once a device
 * was lost no adapter answers any more. Only what the browser says is changed, nothing of the app.
 */
function takeSoftwareForGpu(): void {
  const asUrl = (text: string) =>
    URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      const first = asUrl(`(${takeSoftwareForGpu})()`);
      super(asUrl(`import '${first}';\nimport '${url}';`), options);
    }
  };
  let isGone = false;
  const { requestAdapter } = GPU.prototype;
  GPU.prototype.requestAdapter = async function (options) {
    const adapter = isGone ? null : await requestAdapter.call(this, options);
    if (adapter === null) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    Object.defineProperties(adapter, {
      info: { value: { vendor: 'a card of this test' } },
      requestDevice: {
        value: async (descriptor?: GPUDeviceDescriptor) => {
          const device = await requestDevice(descriptor);
          void device.lost.then(() => {
            isGone = true;
          });
          return device;
        },
      },
    });
    return adapter;
  };
}
