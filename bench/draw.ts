/**
 * Drawing matrices of 50, 200 and 1,000 classes in Chromium: our whole panel, ECharts, Plotly, and the least that a canvas
 * can do, in one page and in turns, since only ratios carry over to other machines. Exit code 1 if an aim is missed.
 *
 *     npx tsx bench/draw.ts [--rounds=5] [--classes=50,200,1000]
 */
import { type CDPSession, type Page } from '@playwright/test';
import { parseArgs } from 'node:util';

import { median, ms, runInBrowser, scriptTime } from './browser';
import { type Bench } from './drawPage';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, classes: { type: 'string', default: '50,200,1000' } },
});
const ROUNDS = Number(values.rounds);
const MOVES = 30;
const names = ['bare ImageData', 'our cells', 'ours', 'Plotly', 'ECharts'] as const;
type Name = (typeof names)[number];

interface Aim {
  what: string;
  reached(times: Record<Name, number>, hover: Record<Name, number>): boolean;
}

/** By number of classes; times are of the whole panel, reading and measures included. */
const aims: Record<number, Aim[]> = {
  200: [{ what: 'ours >= 5x faster than Plotly', reached: (t) => t.Plotly / t.ours >= 5 }],
  1000: [{ what: 'ours >= 10x faster than Plotly', reached: (t) => t.Plotly / t.ours >= 10 }],
};
const always: Aim[] = [
  { what: 'our cells within 1.5x of bare ImageData', reached: (t) => t['our cells'] / t['bare ImageData'] <= 1.5 },
  { what: 'hover <= 8 ms of script a move', reached: (_, hover) => hover.ours <= 8 },
];

declare const window: { bench: Bench };

async function measure(page: Page, session: CDPSession, name: Name) {
  await page.evaluate((name) => window.bench.place(name), name);
  const first = await scriptTime(session, () => page.evaluate(() => window.bench.draw()));
  const hover = (await scriptTime(session, () => page.evaluate((moves) => window.bench.hover(moves), MOVES))) / MOVES;
  const redraws = await page.evaluate(() => window.bench.redraws());
  await page.evaluate(() => window.bench.remove());
  return { first, hover, redraws };
}

async function compare(page: Page, session: CDPSession, n: number): Promise<boolean> {
  await page.evaluate((n) => window.bench.prepare(n), n);
  const rounds: Array<Record<Name, Awaited<ReturnType<typeof measure>>>> = [];
  // The first round, in which code is still compiled, does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    const one = {} as (typeof rounds)[number];
    for (const name of names) {
      one[name] = await measure(page, session, name);
    }
    if (round > 0) {
      rounds.push(one);
    }
  }
  const of = (key: 'first' | 'hover') =>
    Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name][key]))])) as Record<
      Name,
      number
    >;
  const [times, hover] = [of('first'), of('hover')];
  console.log(`\n${n} x ${n} classes: script to the first paint, and of a move of the mouse`);
  console.table(
    names.map((name) => ({
      what: name,
      'first paint': ms(times[name]),
      'x ours': (times[name] / times.ours).toFixed(2),
      hover: ms(hover[name]),
    }))
  );
  const redraws = Math.max(...rounds.map((round) => round.ours.redraws));
  const checks = [
    ...[...(aims[n] ?? []), ...always].map(({ what, reached }) => ({ what, reached: reached(times, hover) })),
    { what: 'a render without new data draws nothing', reached: redraws === 0 },
  ];
  checks.forEach(({ what, reached }) => console.log(`${reached ? 'reached' : 'MISSED '}  ${what}`));
  return checks.every(({ reached }) => reached);
}

runInBrowser('drawPage.tsx', { width: 1300, height: 1000 }, async (page, session) => {
  let reached = true;
  for (const n of values.classes.split(',').map(Number)) {
    reached = (await compare(page, session, n)) && reached;
  }
  return reached;
});
