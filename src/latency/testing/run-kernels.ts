/**
 * Runs kernels on whatever adapter Dawn finds under Node and writes a line of JSON for each case:
 * {"adapter"} first, then {"case", "max", "mean"} or {"case", "failure"}. Started by kernels.test.ts,
 * in a process of its own, because the loader of a software adapter wants its environment at the
 * start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { openGpu } from '../gpu.ts';
import { runCase, schemeCases, tileCases } from './kernel-cases.ts';

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const dawn = create([]);
  // Dawn's object may not be collected while its devices are used.
  Object.assign(globalThis, { dawn });
  const gpu = await openGpu(dawn);
  say({ adapter: gpu.info.description });
  const file = process.argv[2];
  const published = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : null;
  for (const each of [...tileCases(), ...schemeCases(published)]) say(await runCase(gpu, each));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say({ adapter: null, reason: error instanceof Error ? error.message : String(error) });
    process.exit(0);
  },
);
