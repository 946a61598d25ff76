/**
 * What one refresh of a bundled dashboard asks of Prometheus and of OpenSearch, in requests and bytes, against a dashboard
 * that gets the same panels by raw series or by records and leaves the rest to transformations. The plugin runs in Chromium
 * over the demo, and everything on the way to the servers is counted. Exit code 1 if an aim is missed.
 *
 *     npm run build && npx tsx bench/requests.ts [--prometheus=http://... --elasticsearch=http://...] [--dist=dist]
 */
import { chromium, type Browser } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startPlayground } from '../playground/serve';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';
import { demoServers, MODEL, serverOptions } from './demoWorld';
import { type Counted, type Meter, startMeter } from './meter';
import { type Raw, rawRecords, rawSeries, type Span } from './rawRecords';

const AIM = 100;
const DAY = 86_400_000;
/** In milliseconds: longer than a page takes between two of its requests. */
const QUIET = 5000;
const { values: options } = parseArgs({
  options: { ...serverOptions, dist: { type: 'string', default: join(__dirname, '..', 'dist') } },
});
const { dist } = options;

interface Upstream {
  name: string;
  /** Of our data source over it, in the playground. */
  uid: string;
  meter: Meter;
  /** What a panel is computed from; nothing where it is not answered. */
  raw(query: ModelQuery, span: Span): Raw[];
}

interface DashboardJson {
  title: string;
  panels: Array<{ targets?: object[]; panels?: DashboardJson['panels'] }>;
}

/** All queries of a dashboard, by panel. */
function panelsOf({ panels }: Pick<DashboardJson, 'panels'>): ModelQuery[][] {
  return panels.flatMap(({ targets = [], panels: inner = [] }) => [
    ...(targets.length > 0 ? [targets.map(migrateQuery)] : []),
    ...panelsOf({ panels: inner }),
  ]);
}

/** One refresh by the button, after all panels were answered once. */
async function refreshOnce(browser: Browser, address: string, meter: Meter): Promise<Counted> {
  // High enough that every panel is in sight and asks.
  const page = await browser.newPage({ viewport: { width: 1600, height: 8000 } });
  const beginning = meter.counted();
  await page.goto(address);
  await meter.quiet(beginning, QUIET);
  const before = meter.counted();
  await page.getByTestId('data-testid RefreshPicker run button').click();
  await meter.quiet(before, QUIET);
  await page.close();
  return since(before, meter);
}

function since(before: Counted, meter: Meter): Counted {
  const now = meter.counted();
  return { requests: now.requests - before.requests, bytes: now.bytes - before.bytes };
}

/** What each of these costs by itself. */
async function fetchEach(raws: Map<string, Raw>, meter: Meter): Promise<Map<string, Counted>> {
  const costs = new Map<string, Counted>();
  for (const [key, raw] of raws) {
    const before = meter.counted();
    await raw.fetch(meter.url);
    costs.set(key, since(before, meter));
  }
  return costs;
}

const sum = (all: Iterable<Counted>): Counted =>
  [...all].reduce((a, b) => ({ requests: a.requests + b.requests, bytes: a.bytes + b.bytes }), {
    requests: 0,
    bytes: 0,
  });

async function compare(browser: Browser, playground: string, file: string, upstream: Upstream) {
  const { title, panels }: DashboardJson = JSON.parse(readFileSync(join(dist, 'dashboards', `${file}.json`), 'utf8'));
  const parameters = { dashboard: file, 'var-datasource': upstream.uid, 'var-model': MODEL, 'var-class': 'reject' };
  const ours = await refreshOnce(browser, `${playground}/?${new URLSearchParams(parameters)}`, upstream.meter);

  const to = Math.floor(Date.now() / 1000) * 1000;
  const span = { from: to - DAY, to };
  const asked = panelsOf({ panels }).map((queries) => {
    const raws = queries.flatMap((query) => upstream.raw(query, span));
    // What one panel needs twice it asks for once.
    return [...new Map(raws.map((raw) => [raw.key, raw])).values()];
  });
  const answered = asked.filter((raws) => raws.length > 0);
  const costs = await fetchEach(new Map(answered.flat().map((raw) => [raw.key, raw])), upstream.meter);
  const each = sum(answered.flat().map(({ key }) => costs.get(key) ?? { requests: 0, bytes: 0 }));
  return { what: `${title}, ${upstream.name}`, panels: answered.length, ours, each, shared: sum(costs.values()) };
}

async function run() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const demo = await demoServers(options);
  const prometheus = await startMeter(demo.prometheusUrl);
  const records = demo.elasticsearchUrl === undefined ? undefined : await startMeter(demo.elasticsearchUrl);
  const playground = await startPlayground({ prometheusUrl: prometheus.url, elasticsearchUrl: records?.url, dist });
  const upstreams: Upstream[] = [
    { name: 'Prometheus', uid: 'modelwatch', meter: prometheus, raw: rawSeries },
    ...(records
      ? [
          {
            name: 'OpenSearch',
            uid: 'modelwatch-elasticsearch',
            meter: records,
            raw: (query: ModelQuery, span: Span) => [rawRecords(query, span)],
          },
        ]
      : []),
  ];
  const results: Array<Awaited<ReturnType<typeof compare>>> = [];
  try {
    for (const upstream of upstreams) {
      for (const file of ['model-quality', 'model-audit']) {
        results.push(await compare(browser, playground.url, file, upstream));
      }
    }
  } finally {
    await browser.close();
    await playground.stop();
    await Promise.all([prometheus.stop(), records?.stop()]);
    await demo.stop();
  }
  process.exitCode = report(results) ? 0 : 1;
}

function report(results: Array<Awaited<ReturnType<typeof compare>>>): boolean {
  const kB = ({ bytes, requests }: Counted) =>
    `${Math.round(bytes / 1000).toLocaleString('en')} kB, ${requests} requests`;
  console.log(`One refresh of ${MODEL} over 24 hours: bodies sent and received by the server.`);
  console.table(
    results.map(({ what, panels, ours, each, shared }) => ({
      what,
      panels,
      ours: kB(ours),
      'raw, each panel by itself': kB(each),
      'x bytes': (each.bytes / ours.bytes).toFixed(0),
      'raw, shared by all panels': kB(shared),
      'x bytes ': (shared.bytes / ours.bytes).toFixed(0),
      [`>= ${AIM} x`]: each.bytes >= AIM * ours.bytes ? 'yes' : 'NO',
    }))
  );
  return results.every(({ ours, each }) => each.bytes >= AIM * ours.bytes);
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
