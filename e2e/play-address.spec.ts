import { expect, test } from '@playwright/test';
import { PlayPage } from './play-page.ts';

/** The address once it holds the game. */
const HELD = /#\/play\/1\./;

test('a reload keeps moves, variations, the move being made and the view', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await play.type('a12 b21 -> c11');
  await play.button('Undo').click();
  await play.type('a11 b12 -> c12');
  await play.button('Slices along A').click();
  await play.entry('a22').click();
  await expect(page).toHaveURL(HELD);
  // Games are kept a moment after a change.
  await page.waitForTimeout(400);
  for (const address of [page.url(), './']) {
    await page.goto('about:blank');
    await page.goto(address);
    await play.expectFact('Moves', '2');
    await expect(play.button('Slices along A')).toHaveAttribute('aria-pressed', 'true');
    await expect(play.entry('a22')).toHaveAccessibleName(/: 1$/);
    const line = page.getByRole('region', { name: 'Line' });
    await expect(line.getByRole('button', { name: /^m/ })).toHaveCount(3);
  }
});

test('a copied link opens the same position in another browser, and beats what is kept there', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const play = new PlayPage(page);
  await play.open();
  await play.type('(a11 + a22)(b11 + b22) -> c11 c22');
  await play.type('(a21 + a22) b11 -> c21 -c22');
  await play.button('Copy link').click();
  await expect(page.getByText('The link to this position is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await browser.newContext();
  const elsewhere = new PlayPage(await other.newPage());
  await elsewhere.page.goto(new URL('./', link).href);
  await elsewhere.button('Just play').click();
  await elsewhere.type('a22 b22 -> c22');
  await elsewhere.expectFact('Moves', '1');
  await elsewhere.page.goto(link);
  await elsewhere.expectFact('Moves', '2');
  await elsewhere.expectFact('Non-zeros left', '12');
  await elsewhere.page.reload();
  await elsewhere.expectFact('Moves', '2');
  await other.close();
});

for (const [what, spoil] of [
  ['cut in half', (hash: string) => hash.slice(0, hash.length / 2)],
  ['of a version to come', (hash: string) => hash.replace('/1.', '/97.')],
  ['that is nonsense', () => '#/play/%%%'],
] as const) {
  test(`a link ${what} gives a clear message and a fresh board`, async ({ page, browser }) => {
    const play = new PlayPage(page);
    await play.open();
    await play.type('a11 b11 -> c11');
    await expect(page).toHaveURL(HELD);
    const link = new URL(page.url());
    link.hash = spoil(link.hash);

    const context = await browser.newContext();
    const fresh = new PlayPage(await context.newPage());
    await fresh.page.goto(link.href);
    await fresh.expectFact('Moves', '0');
    await expect(fresh.page.getByRole('alert')).toContainText(/[Ll]ink/);
    await context.close();

    // Opened over a game, it leaves the game as it was.
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link.hash);
    await expect(page.getByRole('alert')).toContainText(/[Ll]ink/);
    await play.expectFact('Moves', '1');
  });
}

test('Back and Forward go between games and screens', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await expect(page).toHaveURL(HELD);
  await play.button('Change target').click();
  await page.getByRole('button', { name: '2×2×3', exact: true }).click();
  await page.getByRole('button', { name: 'Play 2×2×3' }).click();
  await play.expectTarget('2×2×3 integers');
  await page.getByRole('link', { name: 'Train' }).click();
  await expect(page.getByRole('form', { name: 'What to train' })).toBeVisible();
  await page.goBack();
  await play.expectTarget('2×2×3 integers');
  await page.goBack();
  await play.expectTarget('2×2×2 integers');
  await play.expectFact('Moves', '1');
  await page.goForward();
  await play.expectTarget('2×2×3 integers');
});

test('a target of one’s own modulo 2 is one step of the history', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  // Moves just before are part of the step that Back returns to.
  await play.button('Change target').click();
  await page.getByText('Modulo 2', { exact: true }).click();
  await page.getByText('Your own', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Tensor as JSON' }).fill('[[[1]]]');
  await page.getByRole('dialog').getByRole('button', { name: 'Play it' }).click();
  await play.expectTarget(/modulo 2$/);
  await page.goBack();
  await play.expectTarget('2×2×2 integers');
  await play.expectFact('Moves', '1');
});

test('a move made just before another screen was opened is on the board on the way back', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await expect(page).toHaveURL(HELD);
  await play.type('a12 b21 -> c11');
  await page.getByRole('link', { name: 'Train' }).click();
  await expect(page.getByRole('form', { name: 'What to train' })).toBeVisible();
  await page.goBack();
  await play.expectFact('Moves', '2');
});

test('a link that is opened during a lesson is shown', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await expect(page).toHaveURL(HELD);
  const { hash } = new URL(page.url());
  await play.button('Undo').click();
  await expect.poll(() => new URL(page.url()).hash).not.toBe(hash);
  await play.button('Lessons').click();
  await page.getByRole('button', { name: /One move/ }).click();
  await expect(play.coach).toBeVisible();
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await expect(play.coach).toBeHidden();
  await play.expectFact('Moves', '1');
});
