import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The tree screen as its users know it: by roles and words. */
export class TreePage {
  readonly page: Page;
  readonly node: Locator;
  readonly moves: Locator;
  readonly evaluator: Locator;

  constructor(page: Page) {
    this.page = page;
    this.node = page.getByRole('region', { name: 'Selected node' });
    this.moves = page.getByRole('region', { name: 'Moves considered' });
    this.evaluator = page.locator('.tree-evaluator');
  }

  /** Opens the screen, and waits for the search that it begins with. */
  async open(hash = '#/tree'): Promise<void> {
    await this.page.goto(`./${hash}`);
    await this.expectSimulations(200);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async expectSimulations(count: number): Promise<void> {
    const words = this.page.getByText(`${count} of ${count} simulations`, { exact: true });
    await expect(words).toBeVisible({ timeout: 90_000 });
    await expect(this.button('Step')).toHaveAttribute('aria-disabled', 'false');
  }

  /** Of a tree that is only looked at. */
  async expectSimulationsOfFile(count: number): Promise<void> {
    const words = this.page.getByText(`${count} of ${count} simulations`, { exact: true });
    await expect(words).toBeVisible();
  }

  async expectNode(heading: string | RegExp): Promise<void> {
    await expect(this.node.getByRole('heading')).toHaveText(heading);
  }

  /** The figure beside that name. */
  fact(name: string): Locator {
    return this.node.locator('dl > div').filter({ hasText: name }).locator('dd');
  }

  /** Types a move and forces it on the selected node. */
  async force(move: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Why not this move?' }).fill(move);
    await this.button('Force it').click();
  }

  /** Saves a file by the menu; its name and text. */
  async save(as: string): Promise<{ readonly name: string; readonly text: string }> {
    await this.button('Save…').click();
    const started = this.page.waitForEvent('download');
    await this.button(as).click();
    const download = await started;
    await this.page.keyboard.press('Escape');
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  }

  async openFile(name: string, text: string): Promise<void> {
    await this.button('Open…').click();
    await this.page
      .getByLabel('Saved tree')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }
}

type TestedColumn = 'nodeParent' | 'edgeNode' | 'simulationEnd' | 'simulationValue' | 'pathEdge';

/** The columns of a saved tree, as far as the tests add them up. */
export interface SavedTree {
  readonly format: string;
  readonly evaluator: { readonly kind: string };
  readonly columns: Readonly<Record<TestedColumn, readonly number[]>>;
}

/** Visits and mean of every edge, from nothing but the simulations in the file. */
export function addedUp({ columns }: SavedTree): Map<number, { visits: number; mean: number }> {
  const sums = new Map<number, { visits: number; sum: number }>();
  let from = 0;
  for (const [index, end] of columns.simulationEnd.entries()) {
    let total = columns.simulationValue[index]!;
    for (let at = end - 1; at >= from; at--) {
      total -= 1;
      const edge = columns.pathEdge[at]!;
      const { visits, sum } = sums.get(edge) ?? { visits: 0, sum: 0 };
      sums.set(edge, { visits: visits + 1, sum: sum + total });
    }
    from = end;
  }
  return new Map(
    [...sums].map(([edge, { visits, sum }]) => [edge, { visits, mean: sum / visits }]),
  );
}
