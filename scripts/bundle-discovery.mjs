// Bundles discover and the table of discoveries into a folder that needs nothing but Node beside it:
// the workers, TensorFlow.js's .wasm files and Dawn for this machine's system are in it.
// usage: node scripts/bundle-discovery.mjs OUT
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle-node.mjs';

const [out] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: node scripts/bundle-discovery.mjs OUT');
const root = fileURLToPath(new URL('..', import.meta.url));
await bundle([`${root}src/cli/discover.ts`, `${root}bench/discovery-table.ts`], out, {
  webgpu: true,
});
