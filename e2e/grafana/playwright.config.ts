import { defineConfig } from '@playwright/test';

/** Against a real Grafana at GRAFANA_URL, with provisioning/ and the demo's Prometheus, signed in as an anonymous admin. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/grafana',
  timeout: 90_000,
  expect: { timeout: 30_000 },
  workers: 1,
  reporter: 'list',
  use: {
    baseURL: process.env.GRAFANA_URL ?? 'http://localhost:3000',
    viewport: { width: 1500, height: 1800 },
    timezoneId: 'UTC',
    locale: 'en-US',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    },
  },
});
