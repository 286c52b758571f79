import { expect, type Locator, type Page } from '@playwright/test';

/** The training screen as its users know it: by roles and words. */
export class TrainPage {
  readonly page: Page;
  readonly run: Locator;
  readonly algorithms: Locator;

  constructor(page: Page) {
    this.page = page;
    this.run = page.getByRole('region', { name: 'The run' });
    this.algorithms = page.getByRole('region', { name: 'Algorithms found' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.page.goto('./#/train');
    const setup = this.page.getByRole('form', { name: 'What to train' });
    await expect(this.run.or(setup)).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async expectStatus(title: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.run.getByRole('heading')).toHaveText(title, { timeout });
  }

  /** The figure beside a name in the list of facts. */
  fact(name: string): Locator {
    return this.run.locator('dl > div').filter({ hasText: name }).locator('dd');
  }

  async steps(): Promise<number> {
    const text = (await this.fact('Steps learnt').textContent()) ?? '';
    return Number(text.replaceAll(',', ''));
  }

  /** Resolves when more steps have been learnt than that. */
  async expectStepsAbove(count: number): Promise<void> {
    await expect.poll(() => this.steps(), { timeout: 60_000 }).toBeGreaterThan(count);
  }

  /** The path of a chart's curve. */
  curve(title: string): Locator {
    return this.page.getByRole('figure').filter({ hasText: title }).locator('path.trace-line');
  }
}
