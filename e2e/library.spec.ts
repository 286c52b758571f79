import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectClean } from './expect-clean.ts';
import { algorithmFile, LibraryPage, naive, parities, WINOGRAD } from './library-page.ts';
import { PlayPage, STRASSEN } from './play-page.ts';
import { unzip } from './unzip.ts';
import { checkAlgorithmFile } from './verify.ts';

const FILES = [
  { name: 'winograd.json', text: algorithmFile([2, 2, 2], 'standard', WINOGRAD) },
  { name: 'winograd-mod2.json', text: algorithmFile([2, 2, 2], 'z2', parities(WINOGRAD)) },
  { name: 'naive.json', text: algorithmFile([3, 2, 2], 'standard', naive([3, 2, 2])) },
];
const WRONG = {
  name: 'wrong.json',
  text: algorithmFile([2, 2, 2], 'standard', [WINOGRAD[1], WINOGRAD[0], WINOGRAD[2]]),
};

/** The coefficients that are not 0. */
const signs = (factors: typeof WINOGRAD) => factors.flat(2).filter((c) => c !== 0).length;

async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await press();
  return readFile(await (await download).path());
}

test('files dropped come in, are sorted, improved, taken away, and all is there after a reload', async ({
  page,
}) => {
  const library = new LibraryPage(page);
  await library.open();
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await library.drop([...FILES, WRONG, { name: 'noise.txt', text: 'nothing of the kind' }]);
  await expect(page.getByRole('heading', { name: '3 algorithms came in' })).toBeVisible();
  const refused = page.getByRole('list', { name: 'Not taken' }).getByRole('listitem');
  await expect(refused).toHaveCount(2);
  await expect(refused.first()).toHaveText(/^wrong\.json.*The products add .* times/);
  await library.button('Close').click();

  await library.button('Rank').click();
  await expect(library.names()).toHaveText(['2×2×2, rank 7', '2×2×2, rank 7', '3×2×2, rank 12']);
  await library.button('Rank').click();
  await expect(library.names().first()).toHaveText('3×2×2, rank 12');
  await page.getByLabel('Arithmetic', { exact: true }).selectOption('Ternary');
  await page.getByLabel('Size', { exact: true }).selectOption('2×2×2');
  await expect(library.names()).toHaveText(['2×2×2, rank 7']);

  await library.openAlgorithm('2×2×2, rank 7');
  await expect(library.fact('Additions')).toHaveText('24');
  await expect(library.fact('Second check')).toContainText('passed');
  await library.button('Reduce additions').click();
  await expect(page.getByText(/15 additions instead of 24/)).toBeVisible({ timeout: 40_000 });
  await expect(library.fact('Additions')).toHaveText(/^15/);
  const picture = (await saved(page, () => library.button('Download SVG').click())).toString();
  // A file of its own: it knows no colours of the page. Each coefficient has its sign.
  expect(picture).toMatch(/^<\?xml .*<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/s);
  expect(picture).not.toContain('var(');
  expect(picture.match(/class="sign"/g)).toHaveLength(signs(WINOGRAD));
  await page.getByLabel('Name').fill('Winograd, mine');
  await page.getByLabel('Notes').fill('from a drop');
  await expect(page.getByRole('heading', { name: 'Winograd, mine' })).toBeVisible();
  await page.getByRole('article').getByRole('link', { name: 'Library' }).click();

  await library.button('Show all').click();
  await page.getByLabel(/^Select all/).check();
  await library.button('Download zip').click();
  const zip = await saved(page, () =>
    page.getByRole('button', { name: /^TensorGame JSON/ }).click(),
  );
  const files = [...unzip(zip).values()].map((text) => checkAlgorithmFile(text));
  expect(
    files.map(({ size, arithmetic, rank }) => [size.join('x'), arithmetic, rank]).sort(),
  ).toEqual([
    ['2x2x2', 'standard', 7],
    ['2x2x2', 'z2', 7],
    ['3x2x2', 'standard', 12],
  ]);

  await page.reload();
  await expect(library.names()).toHaveCount(3);
  await library.openAlgorithm('Winograd, mine');
  await expect(library.fact('Additions')).toHaveText(/^15/);
  await expect(page.getByLabel('Notes')).toHaveValue('from a drop');
  await expect(page.getByText('winograd.json')).toBeVisible();
});

test('two tabs see the same library; what was removed can be put back', async ({
  page,
  context,
}) => {
  const one = new LibraryPage(page);
  await one.open();
  const two = new LibraryPage(await context.newPage());
  await two.open();
  await two.drop(FILES.slice(0, 2));
  await expect(two.names()).toHaveCount(2);
  await expect(one.names()).toHaveCount(2);
  await one.page.getByLabel(/^Select all/).check();
  await one.button('Delete').click();
  await expect(one.page.getByText('Removed 2 algorithms.')).toBeVisible();
  await expect(two.page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await one.button('Put back').click();
  await expect(two.names()).toHaveCount(2);
});

test('a game played and kept is in the library with its game, and opens on the board again', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  for (const formula of STRASSEN) await play.type(formula);
  await play.expectSolved(7);
  await play.button('Keep').click();
  await page.getByRole('link', { name: 'library', exact: true }).click();
  const library = new LibraryPage(page);
  await library.openAlgorithm('2×2×2, rank 7');
  await expect(page.getByRole('region', { name: 'Where it comes from' })).toContainText(
    'Played by hand',
  );
  await page.getByRole('link', { name: 'Open in Play' }).click();
  await play.expectTarget('2×2×2 integers');
  for (let move = 0; move < 7; move++) await play.button('Redo').click();
  await play.expectSolved(7);
});

test('what the first version of the app kept is in the library', async ({ page }) => {
  // A page of the same origin that opens no database.
  await page.goto('./icon.svg');
  await page.evaluate(async (algorithm) => {
    const request = indexedDB.open('tensorgame', 1);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
      database
        .createObjectStore('checkpoints', { keyPath: ['runId', 'sequence'] })
        .createIndex('savedAt', 'savedAt');
      const store = database.createObjectStore('algorithms', { keyPath: 'key' });
      store.createIndex('best', ['target', 'rank', 'foundAt']);
      const record = { version: 1, key: 'a', target: '2x2x2|standard', rank: 7, foundAt: 5 };
      store.put({ ...record, runId: 'hand', seconds: 0, step: 0, games: 0, algorithm });
    };
    await new Promise((resolve, reject) => {
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
    });
    request.result.close();
  }, JSON.parse(FILES[0]!.text) as unknown);
  const library = new LibraryPage(page);
  await library.open();
  await library.openAlgorithm('2×2×2, rank 7');
  await expect(page.getByText('Played by hand')).toBeVisible();
});

test('a backup brings the library back; composing builds what can be reached', async ({ page }) => {
  const library = new LibraryPage(page);
  await library.open();
  await library.drop(FILES.slice(0, 1));
  await library.button('Close').click();
  const backup = await saved(page, () => library.button('Back up').click());
  await page.getByLabel(/^Select all/).check();
  await library.button('Delete').click();
  await library.drop([{ name: 'backup.jsonl', text: backup.toString('utf8') }]);
  await expect(page.getByRole('heading', { name: '1 algorithm came in' })).toBeVisible();
  await library.button('Close').click();

  await page.getByRole('link', { name: 'Compose' }).click();
  await expect(page.getByText(/^4×4×4: rank 49$/)).toBeVisible();
  await page.getByLabel('Classical schemes too').uncheck();
  await expect(page.getByText('(2×2×2:7 ⊗ 2×2×2:7)').first()).toBeVisible();
  await library.button('Build, verify and keep').click();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { name: '4×4×4, rank 49' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('nothing sticks out of the library, and axe finds nothing', async ({ page }) => {
        test.setTimeout(120_000);
        const library = new LibraryPage(page);
        await library.open();
        await library.drop([...FILES, WRONG]);
        await expect(library.button('Close')).toBeVisible();
        await page.getByLabel(/^Select all/).check();
        await library.button('Download zip').click();
        await expectClean(page, 'an import, a selection and the formats');
        await page.keyboard.press('Escape');
        await library.button('Close').click();
        for (const part of ['Sizes', 'Compose']) {
          await page.getByRole('link', { name: part }).click();
          await expect(page.getByRole('table')).toBeVisible();
          await expectClean(page, part);
        }
        await page.getByRole('link', { name: 'Ready-made' }).click();
        await page.getByRole('link', { name: 'Strassen', exact: true }).click();
        await expect(library.fact('Second check')).toContainText('passed');
        await expectClean(page, 'an algorithm');
      });
    });
  }
}
