/** What the benchmarks that draw in Chromium share: a page of their own, and the browser's own clock of scripts. */
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { webpackInterop } from '../playground/bundle';

const html = `<!doctype html><body><script>
  window.grafanaBootData = { settings: {}, user: {}, navTree: [] };
</script></body>`;

async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'page.js');
  await build({
    entryPoints: [join(__dirname, entry)],
    absWorkingDir: join(__dirname, '..'),
    outfile,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    jsx: 'transform',
    loader: { '.ttf': 'dataurl', '.svg': 'dataurl', '.png': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    inject: [join(__dirname, '../playground/page/processShim.ts')],
    logLevel: 'error',
    plugins: [webpackInterop],
  });
  return outfile;
}

/** Milliseconds of script that `run` costs the page, without waiting and painting. */
export async function scriptTime(session: CDPSession, run: () => Promise<unknown>): Promise<number> {
  const total = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
  };
  const before = await total();
  await run();
  return (await total()) - before;
}

export const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
export const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Runs a benchmark on a page made of an entry beside this file. Exit code 1 where it fails, or says that an aim was missed. */
export function runInBrowser(
  entry: string,
  viewport: { width: number; height: number },
  bench: (page: Page, session: CDPSession) => Promise<boolean>
): void {
  inBrowser(entry, viewport, bench).then(
    (reached) => (process.exitCode = reached ? 0 : 1),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    }
  );
}

async function inBrowser(
  entry: string,
  viewport: { width: number; height: number },
  bench: (page: Page, session: CDPSession) => Promise<boolean>
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-bench-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => console.error(error));
    // An address of its own: a blank page may keep nothing, and Grafana's packages look into the browser's storage.
    await page.route('http://bench.localhost/', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('http://bench.localhost/');
    await page.addScriptTag({ path: await bundle(entry, folder) });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return await bench(page, session);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
