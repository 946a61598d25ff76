import { defineConfig } from '@playwright/test';

/** The built plugin in the playground: a real Prometheus with the demo's history, a real browser, no Grafana. */
export default defineConfig({
  testDir: 'e2e/playground',
  globalSetup: './e2e/playground/world.ts',
  outputDir: 'test-results/playground',
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  reporter: 'list',
  use: {
    viewport: { width: 1500, height: 1800 },
    timezoneId: 'UTC',
    locale: 'en-US',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    },
  },
});
