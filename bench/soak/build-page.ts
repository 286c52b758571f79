import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Builds the app as `npm run build` does, with the probe in its training workers, into a folder. */
export async function buildPage(folder: string): Promise<void> {
  const { build } = await import('vite');
  const probed = (): Plugin => ({
    name: 'soak-probe',
    enforce: 'pre',
    transform: (code, id) =>
      /workers\/(trainer|replica)\.worker\.ts$/.test(id.split('?')[0]!)
        ? { code: `import ${JSON.stringify(PROBE)};\n${code}`, map: null }
        : null,
  });
  await build({
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
    worker: { format: 'es', plugins: () => [probed()] },
  });
}

/** Seen from the bundle that Node runs, the sources lie in the folder that it was started in. */
const PROBE = fileURLToPath(new URL('bench/soak/probe.ts', `file://${process.cwd()}/`));
