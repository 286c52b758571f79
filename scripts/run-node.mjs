// Runs a TypeScript entry point of the project under Node: bundles it (and the worker it may start)
// into node_modules/.cache, because TensorFlow.js's modules can only be loaded by Node as a bundle.
// usage: node scripts/run-node.mjs ENTRY [arguments]
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle-node.mjs';

// The kernels of a checkout may be older than their sources.
await import('./build-kernels.mjs');
const [entry, ...rest] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}node_modules/.cache/tensorgame/${process.pid}`;
await bundle([entry], out);
const file = `${out}/${basename(entry).replace(/\.ts$/, '.cjs')}`;
const child = spawn(process.execPath, ['--enable-source-maps', file, ...rest], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', async (code, signal) => {
  const { rm } = await import('node:fs/promises');
  await rm(out, { recursive: true, force: true });
  process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
});
