import { findAdapter } from '../src/network/adapter.ts';
import { type Backend, type BackendName, startBackend } from '../src/network/backend.ts';
import { nodeWasmPaths, provideWebGpu } from '../src/network/node-backend.ts';

/** The backends this machine has, the fastest first; without the webgpu of a software adapter. */
export async function backendsHere(say: (line: string) => void): Promise<BackendName[]> {
  await provideWebGpu('auto');
  const adapter = await findAdapter();
  if (adapter !== null && !adapter.software) return ['webgpu', 'wasm', 'cpu'];
  say(
    adapter === null
      ? 'webgpu left out: no adapter answers'
      : `webgpu left out: ${adapter.description} is a software adapter`,
  );
  return ['wasm', 'cpu'];
}

export function start(name: BackendName): Promise<Backend> {
  return startBackend(name, nodeWasmPaths());
}
