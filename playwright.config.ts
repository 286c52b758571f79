import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/**
 * The tests drive the production build in a full Chromium. On a machine with a browser or a GPU of
 * its own, say so in the environment:
 * CHROMIUM_PATH   the browser to start; else /usr/bin/chromium, else Playwright's own
 * CHROMIUM_FLAGS  its flags, separated by spaces
 * CHROMIUM_LIBS   LD_LIBRARY_PATH for the browser alone
 * E2E_PORT        the port to serve the build on, so that two checkouts can be tested at once
 */
const { CI, CHROMIUM_PATH, CHROMIUM_FLAGS, CHROMIUM_LIBS, E2E_PORT } = process.env;

const DEFAULT_FLAGS =
  '--no-sandbox --enable-unsafe-webgpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const PORT = Number(E2E_PORT ?? 4317);
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const executablePath = CHROMIUM_PATH || installed;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  // Training takes all cores: tests beside each other would only slow each other down.
  workers: 1,
  forbidOnly: CI !== undefined,
  timeout: 60_000,
  reporter:
    CI === undefined
      ? 'list'
      : [['list'], ['html', { open: 'never' }], ['json', { outputFile: 'reports/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    trace: 'retain-on-failure',
    launchOptions: {
      args: (CHROMIUM_FLAGS ?? DEFAULT_FLAGS).split(' ').filter((flag) => flag !== ''),
      ...(executablePath === undefined ? {} : { executablePath }),
      ...(CHROMIUM_LIBS ? { env: { ...process.env, LD_LIBRARY_PATH: CHROMIUM_LIBS } } : {}),
    },
  },
  // The channel makes it the full browser in its new headless mode: the headless shell has no WebGPU.
  projects: [{ name: 'chromium', use: { browserName: 'chromium', channel: 'chromium' } }],
  webServer: {
    command: `npm run build && npm run preview -- --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: CI === undefined,
    timeout: 180_000,
  },
});
