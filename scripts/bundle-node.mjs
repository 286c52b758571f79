// Bundles entry points for Node, with the worker and the .wasm files that they need beside them.
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {readonly string[]} entries TypeScript files
 * @param {string} out folder for NAME.cjs of each, replica-worker.cjs and the .wasm files
 */
export async function bundle(entries, out) {
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
    sourcemap: 'inline',
    logLevel: 'error',
    // Found at run time or not at all: a native module, and what only benchmarks in a browser use.
    external: ['webgpu', 'vite', '@playwright/test'],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  await cp(`${root}node_modules/@tensorflow/tfjs-backend-wasm/wasm-out`, `${out}/wasm`, {
    recursive: true,
    filter: (path) => !path.endsWith('.js') && !path.endsWith('.ts'),
  });
}
