import { expect, type Locator, type Page } from '@playwright/test';

/** The play screen as its users know it: by roles and words. */
export class PlayPage {
  readonly page: Page;
  readonly facts: Locator;
  readonly typed: Locator;
  readonly coach: Locator;

  constructor(page: Page) {
    this.page = page;
    this.facts = page.getByRole('region', { name: 'The game so far' });
    this.typed = page.getByRole('textbox', { name: 'Type a move' });
    this.coach = page.getByRole('region', { name: /^Lesson:/ });
  }

  /** Opens an address; the greeting of the first visit is put away where it is shown. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`./${hash}`);
    await expect(this.page.getByRole('region', { name: 'The game so far' })).toBeVisible();
    const away = this.button('Just play');
    if (await away.isVisible()) await away.click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The editor's cell of an entry: 'a11'. */
  entry(name: string): Locator {
    return this.page.getByRole('gridcell', { name: new RegExp(`^${subscripted(name)}:`) });
  }

  /** Types a move into its box and enters it. */
  async type(move: string): Promise<void> {
    await this.typed.fill(move);
    await this.typed.press('Enter');
  }

  /** Fails unless the figure beside that name is the value. */
  async expectFact(name: string, value: string): Promise<void> {
    const fact = this.facts.locator('dl > div').filter({ hasText: name }).locator('dd');
    await expect(fact).toHaveText(value);
  }

  async expectTarget(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 2 }).first()).toHaveText(title);
  }

  async expectSolved(rank: number): Promise<void> {
    await expect(this.page.getByRole('heading', { name: `Solved: rank ${rank}` })).toBeVisible();
    await expect(this.page.getByText(/^Verified exactly/)).toBeVisible();
  }
}

/** 'a₁₁' for 'a11' */
export function subscripted(name: string): string {
  return name.replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

/** A coefficient of a move. */
export type Choice = readonly [entry: string, coefficient: 1 | -1];

/** Strassen's seven products (1969), as formulas. */
export const STRASSEN: readonly string[] = [
  '(a11 + a22)(b11 + b22) -> c11 c22',
  '(a21 + a22) b11 -> c21 -c22',
  'a11 (b12 - b22) -> c12 c22',
  'a22 (b21 - b11) -> c11 c21',
  '(a11 + a12) b22 -> -c11 c12',
  '(a21 - a11)(b11 + b12) -> c22',
  '(a12 - a22)(b21 + b22) -> c11',
];

/** The coefficients that a formula chooses. */
export function choicesOf(formula: string): Choice[] {
  // The minus of the arrow is not one of a coefficient.
  const signs = formula.replace('->', ' ');
  return [...signs.matchAll(/(-?)\s*([abc]\d\d)/g)].map(([, sign, entry]) => [
    entry ?? '',
    sign === '-' ? -1 : 1,
  ]);
}
