import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const published = `${root}../shared/data/zt_best_le5.json`;

/** The software adapter that Debian's Chromium brings along, where there is no other. */
const ICD = '/usr/lib/chromium/vk_swiftshader_icd.json';

const line = z.union([
  z.object({ adapter: z.string().nullable(), reason: z.string().optional() }),
  z.object({ case: z.string(), max: z.number(), mean: z.number() }),
  z.object({ case: z.string(), failure: z.string() }),
]);

async function cases() {
  const env = existsSync(ICD)
    ? { ...process.env, VK_ICD_FILENAMES: ICD, LD_LIBRARY_PATH: '/usr/lib/chromium' }
    : process.env;
  const script = `${root}src/latency/testing/run-kernels.ts`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, published],
    { cwd: root, env, maxBuffer: 1 << 24 },
  );
  const lines = stdout.split('\n').filter((text) => text.startsWith('{'));
  return lines.map((text) => line.parse(JSON.parse(text)));
}

describe('kernels on an adapter', () => {
  it('compute the product, every variant, for even and odd shapes', {
    timeout: 400_000,
  }, async (context) => {
    const found = await cases();
    const first = found[0];
    if (first === undefined || !('adapter' in first) || first.adapter === null) {
      context.skip('no WebGPU adapter under Node here: install Chromium for its software adapter');
      return;
    }
    const run = found.filter((entry) => 'case' in entry);
    const failed = run.filter((entry) => 'failure' in entry);
    expect(failed.map((entry) => entry.case)).toEqual(['wrong 16x8x64 separate direct1true']);
    expect(failed[0]).toMatchObject({ failure: expect.stringContaining('wrong product') });
    const names = run.map((entry) => entry.case).join('\n');
    for (const variant of [
      'exact',
      'padded',
      'guarded',
      'separate',
      'half',
      'dispatches',
      'sequence',
    ]) {
      expect(names).toContain(` ${variant} `);
    }
    const good = run.filter((entry) => 'max' in entry);
    const schemes = new Set(good.map((entry) => entry.case.split(' ').slice(0, -3).join(' ')));
    expect(schemes.size).toBe(existsSync(published) ? 8 : 4);
    for (const entry of run) if ('max' in entry) expect(entry.max).toBeLessThan(1e-5);
  });
});
