import { expect, type Locator, type Page } from '@playwright/test';

/** The library as its users know it: by roles and words. */
export class LibraryPage {
  readonly page: Page;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('region', { name: 'List of algorithms' }).getByRole('row');
  }

  async open(hash = '#/library'): Promise<void> {
    await this.page.goto(`./${hash}`);
    await expect(this.page.getByRole('link', { name: 'Ready-made' })).toBeVisible();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The names of the listed algorithms, in their order. */
  names(): Locator {
    return this.page.getByRole('region', { name: 'List of algorithms' }).getByRole('link');
  }

  async openAlgorithm(name: string): Promise<void> {
    await this.names().filter({ hasText: name }).first().click();
    await expect(this.page.getByText('✓ Verified exactly')).toBeVisible();
  }

  /** Drops files on the screen. */
  async drop(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    const transfer = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const { name, text } of given) data.items.add(new File([text], name));
      return data;
    }, files);
    const target = this.page.getByRole('main');
    await target.dispatchEvent('dragenter', { dataTransfer: transfer });
    await expect(this.page.getByText('Drop files to import them')).toBeVisible();
    await target.dispatchEvent('drop', { dataTransfer: transfer });
  }

  /** The value of a fact of the algorithm that is open. */
  fact(name: string): Locator {
    return this.page
      .getByRole('region', { name: 'Facts' })
      .locator('dl > div')
      .filter({ hasText: name })
      .locator('dd');
  }
}

type Matrix = readonly (readonly number[])[];

/** The text of an algorithm file. */
export function algorithmFile(
  size: readonly [number, number, number],
  arithmetic: 'standard' | 'z2',
  [u, v, w]: readonly [Matrix, Matrix, Matrix],
): string {
  const rank = u.length;
  return JSON.stringify({
    format: 'tensorgame-algorithm',
    version: 1,
    size,
    arithmetic,
    rank,
    u,
    v,
    w,
  });
}

/** Winograd's form of Strassen's algorithm: 24 additions from scratch, 15 with shared sums. */
export const WINOGRAD: readonly [Matrix, Matrix, Matrix] = [
  [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [1, 1, -1, -1],
    [0, 0, 0, 1],
    [0, 0, 1, 1],
    [-1, 0, 1, 1],
    [1, 0, -1, 0],
  ],
  [
    [1, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [1, -1, -1, 1],
    [-1, 1, 0, 0],
    [1, -1, 0, 1],
    [0, -1, 0, 1],
  ],
  [
    [1, 1, 1, 1],
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, -1, 0],
    [0, 1, 0, 1],
    [0, 1, 1, 1],
    [0, 0, 1, 1],
  ],
];

/** The same with coefficients 0 and 1. */
export function parities(factors: readonly [Matrix, Matrix, Matrix]): [Matrix, Matrix, Matrix] {
  const reduce = (rows: Matrix) => rows.map((row) => row.map((c) => Math.abs(c % 2)));
  return [reduce(factors[0]), reduce(factors[1]), reduce(factors[2])];
}

/** The school method. */
export function naive([n, m, p]: readonly [number, number, number]): [Matrix, Matrix, Matrix] {
  const u: number[][] = [];
  const v: number[][] = [];
  const w: number[][] = [];
  const one = (length: number, at: number) => Array.from({ length }, (_, x) => (x === at ? 1 : 0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      for (let k = 0; k < p; k++) {
        u.push(one(n * m, i * m + j));
        v.push(one(m * p, j * p + k));
        w.push(one(n * p, i * p + k));
      }
    }
  }
  return [u, v, w];
}
