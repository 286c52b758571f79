/** A browser to measure pages in. */
import { existsSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run'];

/**
 * The system's Chromium, or the one that Playwright brings; CHROMIUM_PATH names another.
 * @param flags of its command line
 */
export async function launchChromium(flags: readonly string[] = FLAGS): Promise<Browser> {
  // Loaded here, and not with the benchmarks that need no browser.
  const { chromium } = await import('@playwright/test');
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((at) => existsSync(at));
  const { CHROMIUM_PATH = installed } = process.env;
  return chromium.launch({
    channel: 'chromium',
    args: [...flags],
    ...(CHROMIUM_PATH === undefined ? {} : { executablePath: CHROMIUM_PATH }),
  });
}
