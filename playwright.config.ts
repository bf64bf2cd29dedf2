import { defineConfig } from '@playwright/test';
import { findChromium } from './provider/browser/index.ts';

const chromium = await findChromium();
if (chromium === undefined) {
  console.warn(
    'No Chrome or Chromium was found, so no browser test runs. Install one, or name one: LOGINLAB_CHROMIUM=/path/to/chrome',
  );
}

export default defineConfig({
  testDir: '.',
  testMatch: ['tests/browser/**/*.test.ts', 'examples/playwright/*.spec.ts'],
  testIgnore: chromium === undefined ? '**' : [],
  outputDir: 'test-results',
  timeout: 60_000,
  workers: 1,
  // As in vitest.config.ts.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    headless: true,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromium?.executablePath ?? '', args: [...(chromium?.args ?? [])] },
  },
});
