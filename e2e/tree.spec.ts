import { expect, test } from '@playwright/test';
import { TrainPage } from './train-page.ts';
import { addedUp, type SavedTree, TreePage } from './tree-page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('a trained agent’s tree: walked by keyboard, stepped, given a move, saved, opened elsewhere', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Little learning before the first game: what is looked at here is the search.
  const settings = { state: { knobs: { 'learning.stepsBeforeActing': 20 } }, version: 2 };
  await page.addInitScript(
    (text) => localStorage.setItem('tensorgame-settings', text),
    JSON.stringify(settings),
  );
  const train = new TrainPage(page);
  const tree = new TreePage(page);
  await train.open();
  await train.button('Train').click();
  await page.getByRole('link', { name: 'Look into a game' }).click();
  await expect(page.getByRole('heading', { name: '2×2×2 modulo 2, being played' })).toBeVisible({
    timeout: 120_000,
  });
  await expect(tree.evaluator).toContainText('The agent, as it learns');
  await expect(tree.fact('Visits N')).toHaveText(/^[1-9]\d*$/);
  await page.getByRole('link', { name: 'Train' }).click();
  await train.button('Pause').click();
  await train.expectStatus('Paused', 120_000);
  await expect(train.run).toContainText(/Saved at step/);

  await page.goto('./#/play');
  await page.goto('./#/tree');
  await tree.button('Open…').click();
  await page.getByLabel('Arithmetic').selectOption('modulo 2');
  await page.getByLabel('Nodes that a search may hold').selectOption('5,000');
  await tree.button('Search with your agent').click();
  await tree.expectSimulations(200);
  await expect(page.getByText(/^Room for 5,000 nodes: \d+ MB of memory\.$/)).toBeVisible();
  await expect(tree.evaluator).toContainText(/Your agent after \d+ steps of learning/);
  await tree.expectNode('First node');
  await expect(tree.fact('Visits N')).toHaveText('200');
  await expect(page.getByRole('img', { name: /^Quantiles of the return/ })).toBeVisible();

  await page.keyboard.press('ArrowRight');
  await tree.expectNode('After 1 move');
  const most = Number(await tree.fact('Visits N').textContent());
  await page.keyboard.press('ArrowDown');
  await tree.expectNode('After 1 move');
  expect(Number(await tree.fact('Visits N').textContent())).toBeLessThanOrEqual(most);
  await page.keyboard.press('ArrowLeft');
  await tree.expectNode('First node');

  await page.keyboard.press('n');
  await expect(page.getByText(/^Simulation 201, selection/)).toBeVisible();
  await expect(tree.fact('Visits N')).toHaveText('200');
  await page.keyboard.press('n');
  await expect(page.getByText(/^Simulation 201, expansion/)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(/^Simulation 201, backup/)).toBeVisible();
  await expect(tree.fact('Visits N')).toHaveText('201');
  await page.keyboard.press('b');
  await expect(tree.fact('Visits N')).toHaveText('200');

  await tree.force('(a11 + a99) b11 -> c11');
  await expect(page.getByText(/a99 is no entry/)).toBeVisible();
  await tree.force('(a11 + a12 + a21)(b11 + b22) -> c12 c21 c22');
  await tree.expectSimulations(233);
  await tree.expectNode('After 1 move');
  const forced = tree.fact('Prior P');
  await expect(forced).toHaveText(/^0: forced by you$|%, \d+ of/);

  const saved = await tree.save('Save as JSON');
  expect(saved.name).toBe('2x2x2-z2-tree-233.json');
  const file = JSON.parse(saved.text) as SavedTree;
  expect(file.format).toBe('tensorgame-search-tree');
  expect(file.evaluator.kind).toBe('network');
  await page.keyboard.press('Home');
  const rows = await tree.moves.getByRole('row').allTextContents();
  const edges = addedUp(file);
  const ofRoot = file.columns.edgeNode.flatMap((from, edge) => (from === 0 ? [edge] : []));
  const visits = ofRoot.map((edge) => edges.get(edge)?.visits ?? 0).sort((a, b) => b - a);
  const first = ofRoot.find((edge) => edges.get(edge)?.visits === visits[0])!;
  expect(rows[1]).toContain(String(visits[0]));
  expect(rows[1]).toContain(edges.get(first)!.mean.toFixed(2).replace('-', '−'));
  const drawing = await tree.save('Save as SVG');
  expect(drawing.text.match(/<(circle|rect) (cx|x)=/g)!.length).toBeGreaterThanOrEqual(
    file.columns.nodeParent.length,
  );
  expect((await tree.save('Save the view as PNG')).name).toBe('2x2x2-z2-tree-233.png');

  // Another browser, in which nothing was ever trained, has the agent that came with the app; and one
  // that cannot fetch it has none.
  const context = await browser.newContext();
  const other = new TreePage(await context.newPage());
  await other.open();
  await expect(other.evaluator).toContainText('the agent that came with the app');
  await context.route('**/agents/*', (route) => route.abort());
  await other.page.reload();
  await expect(other.evaluator).toContainText('no agent');
  await other.expectSimulations(200);
  // Where games end, and which moves would not be played.
  await other.page.keyboard.press('x');
  await expect(other.button('Ends')).toHaveAttribute('aria-pressed', 'true');
  const ends = other.page.getByText(/^Of 200 nodes .* [1-9]\d* moves are pruned\.$/);
  await expect(ends).toBeVisible();
  const barred = other.moves.getByRole('row').filter({ hasText: 'pruned' });
  await barred.first().getByRole('button').click();
  await expect(other.node).toContainText('Pruned: worth less than the most visited move');
  await other.page.getByText('Outline', { exact: true }).click();
  const item = other.page.getByRole('treeitem', { selected: true });
  await expect(item.locator('> span')).toHaveText(/, pruned$/);
  await other.openFile(saved.name, saved.text);
  await other.expectSimulationsOfFile(233);
  await expect(other.evaluator).toContainText('Saved');
  expect((await other.save('Save as JSON')).text).toBe(saved.text);
  await expect(other.moves.getByRole('row').nth(1)).toHaveText(rows[1]!);
  await other.openFile('broken.json', saved.text.slice(0, 500));
  await expect(other.page.getByRole('alert')).toContainText('broken.json');
  await other.expectSimulationsOfFile(233);
  await context.close();
});

test('from the play board to the tree and back with a line', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await page.getByRole('button', { name: 'Just play' }).click();
  const typed = page.getByRole('textbox', { name: 'Type a move' });
  await typed.fill('a11 b11 -> c11');
  await typed.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 2 }).first().click();
  await page.keyboard.press('e');
  const tree = new TreePage(page);
  await tree.expectSimulations(200);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
    '2×2×2 over the integers, after 1 move',
  );
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await tree.expectNode('After 2 moves');
  await page.getByText('Outline', { exact: true }).click();
  const item = page.getByRole('treeitem', { selected: true });
  await expect(item).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('a');
  await expect(page.getByRole('status')).toContainText('variation of the game');
  await tree.button('Play on').click();
  const facts = page.getByRole('region', { name: 'The game so far' });
  await expect(facts).toContainText('3');
  await expect(page).toHaveURL(/#\/play\/1\./);
  // The tree is as it was left.
  await page.getByRole('link', { name: 'Tree' }).click();
  await tree.expectNode('After 2 moves');
});
