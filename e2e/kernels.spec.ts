import { existsSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';

/** Verified schemes of best known rank, which lie beside the checkout and are not part of it. */
const PUBLISHED = '../shared/data/zt_best_le5.json';

/** What src/latency/testing/kernels-page.ts gives. */
interface Run {
  readonly adapter: string;
  readonly outcomes: readonly {
    readonly case: string;
    readonly max?: number;
    readonly mean?: number;
    readonly failure?: string;
  }[];
}

/** The cases that src/latency/kernels.test.ts has Dawn compute under Node, here in the browser. */
async function runKernels(page: Page, kind: 'tiles' | 'schemes'): Promise<Run['outcomes']> {
  const bundle = await build({
    entryPoints: ['src/latency/testing/kernels-page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'kernels',
    target: 'es2022',
    logLevel: 'error',
  });
  // An empty page of the server's origin: WebGPU wants a secure context.
  await page.route('**/kernels-page', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Kernels</title>' }),
  );
  await page.goto('./kernels-page');
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
  const published = existsSync(PUBLISHED) ? readFileSync(PUBLISHED, 'utf8') : null;
  const call = `kernels.run(${JSON.stringify(kind)}, ${JSON.stringify(published)})`;
  const { adapter, outcomes } = await page.evaluate<Run>(call);
  const errors = outcomes.map(({ max = 0 }) => max);
  test.info().annotations.push({
    type: 'kernels',
    description: `${outcomes.length} cases on ${adapter}, largest relative error ${Math.max(...errors)}`,
  });
  return outcomes;
}

function expectExact(outcomes: Run['outcomes']): void {
  for (const outcome of outcomes) {
    expect(outcome.failure, outcome.case).toBeUndefined();
    expect(outcome.max, outcome.case).toBeLessThan(1e-5);
    expect(outcome.mean, outcome.case).toBeLessThanOrEqual(outcome.max ?? 0);
  }
}

test('every kind of kernel computes the product in the browser', async ({ page }) => {
  test.setTimeout(120_000);
  const outcomes = await runKernels(page, 'tiles');
  expect(outcomes).toHaveLength(13);
  expectExact(outcomes);
});

test('every variant of every scheme computes the product in the browser, and a wrong scheme is found out', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const [wrong, ...rest] = await runKernels(page, 'schemes');
  expect(wrong?.case).toMatch(/^wrong /);
  expect(wrong?.failure).toContain('wrong product');
  expectExact(rest);

  const names = rest.map((outcome) => outcome.case.split(' '));
  const variants = new Set(names.map((words) => words.at(-2)));
  expect([...variants].sort()).toEqual(
    ['dispatches', 'exact', 'guarded', 'half', 'padded', 'separate', 'sequence'].sort(),
  );
  const schemes = ['classic', 'strassen', 'strassen2'];
  if (existsSync(PUBLISHED)) {
    schemes.push('3x3x3:23', 'lifted 3x3x3:23', '4x4x4:49', '3x4x5:47');
  } else {
    const description = `Skipped the published schemes: ${PUBLISHED} is absent.`;
    test.info().annotations.push({ type: 'skipped in part', description });
    console.warn(description);
  }
  expect(new Set(names.map((words) => words.slice(0, -3).join(' ')))).toEqual(new Set(schemes));
});
