import { expect, type Page, test } from '@playwright/test';
import { TrainPage } from './train-page.ts';

test('a worker that does not load is said in a sentence, and Retry works', async ({ page }) => {
  const train = new TrainPage(page);
  await page.route('**/*.wasm', (route) => route.abort());
  await train.open();
  await page.getByLabel('Device').selectOption('wasm');
  await train.button('Train').click();
  await expect(page.getByRole('alert')).toContainText(/WebAssembly could not be started.*Retry/, {
    timeout: 30_000,
  });
  await page.unroute('**/*.wasm');
  await train.button('Retry').click();
  await train.expectStatus('Learning');
  await train.expectStepsAbove(0);
});

test('a worker that dies while it trains is said in a sentence, and Retry goes on from the checkpoint', async ({
  page,
}) => {
  const train = new TrainPage(page);
  await train.open();
  await train.button('Train').click();
  await train.expectStatus('Learning');
  await train.expectStepsAbove(0);
  await train.button('Pause').click();
  await train.expectStatus('Paused', 60_000);
  const saved = await train.steps();
  await train.button('Resume').click();
  await train.expectStepsAbove(saved);

  await crashTrainer(page);
  await expect(page.getByRole('alert')).toContainText(/stopped unexpectedly: out of luck/);
  await expect(page.getByRole('alert')).toContainText(`at step ${saved}`);
  await train.button('Retry').click();
  await train.expectStatus('Learning');
  await train.expectStepsAbove(saved);
});

test('damaged checkpoints are said in a sentence, and a fresh start is possible', async ({
  page,
}) => {
  const train = new TrainPage(page);
  await train.open();
  await train.button('Train').click();
  await train.expectStepsAbove(0);
  await train.button('Pause').click();
  await train.expectStatus('Paused', 60_000);
  await damageCheckpoints(page);

  await page.reload();
  await train.expectStatus('Paused');
  await train.button('Resume').click();
  await expect(page.getByRole('alert')).toContainText(/checkpoint/i, { timeout: 30_000 });
  await expect(page.getByRole('alert')).toContainText(/from the beginning/);
  await train.button('Retry').click();
  await train.expectStatus('Learning');
  await train.expectStepsAbove(0);
});

/** Throws an error in the training worker, outside of any call. */
async function crashTrainer(page: Page): Promise<void> {
  const worker = page.workers().find((candidate) => candidate.url().includes('trainer.worker'));
  if (worker === undefined) throw new Error('There is no training worker');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of luck');
    });
  });
}

/** Overwrites the content of every checkpoint in the page's database. */
async function damageCheckpoints(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('tensorgame'));
    const store = database.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
    for (const record of (await settled(store.getAll())) as { file: Blob }[]) {
      await settled(store.put({ ...record, file: new Blob(['nonsense']) }));
    }
    database.close();
  });
}
