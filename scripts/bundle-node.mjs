// Bundles entry points for Node, with the worker and the .wasm files that they need beside them.
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {readonly string[]} entries TypeScript files
 * @param {string} out folder for NAME.cjs of each, replica-worker.cjs and the .wasm files
 * @param {{ webgpu?: boolean }} [options] webgpu: Dawn for this machine's system goes beside them too,
 *   so that the folder runs where no package is installed
 */
export async function bundle(entries, out, { webgpu = false } = {}) {
  await build({
    entryPoints: [...entries, `${root}src/cli/replica-worker.ts`],
    outdir: out,
    outExtension: { '.js': '.cjs' },
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: webgpu ? false : 'inline',
    logLevel: 'error',
    // Found at run time or not at all: a native module, and what only benchmarks in a browser use.
    external: [...(webgpu ? [] : ['webgpu']), 'vite', '@playwright/test'],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  await cp(`${root}node_modules/@tensorflow/tfjs-backend-wasm/wasm-out`, `${out}/wasm`, {
    recursive: true,
    filter: (path) => !path.endsWith('.js') && !path.endsWith('.ts'),
  });
  if (!webgpu) return;
  const native = `dist/${process.platform}-${process.arch}`;
  await cp(`${root}node_modules/webgpu/${native}`, `${out}/${native}`, { recursive: true });
}
