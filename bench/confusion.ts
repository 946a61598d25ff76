/**
 * 1,000,000 records to a confusion matrix of 50 classes: ours, Grafana's own transformations, and loops written by hand.
 * All in one run, in turns, since only ratios carry over to other machines. Exit code 1 if an aim is missed.
 *
 *     npx tsx bench/confusion.ts [--records=1000000] [--rounds=9]
 */
import { parseArgs } from 'node:util';

import { confusionFromPairs, toDense } from '../src/statistics/confusion';
import { loadTransformers } from './transformers';

const { values: options } = parseArgs({
  options: { records: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '9' } },
});
const RECORDS = Number(options.records);
const ROUNDS = Number(options.rounds);
const CLASSES = 50;
const AIM_TRANSFORMATIONS = 20;
const AIM_FUSED = 1.3;

const { frame, toMatrix } = loadTransformers();

/** Four of five predictions are right, the rest fall anywhere. The same records in every run. */
function makeRecords(names: string[]) {
  let state = 20240229;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const anyOf = () => names[Math.floor(random() * names.length)];
  const actual = Array.from({ length: RECORDS }, anyOf);
  const predicted = actual.map((name) => (random() < 0.8 ? name : anyOf()));
  // As a browser has them from a server. V8 keeps one object for each short text, but one for each long string.
  return { actual: asReceived(actual), predicted: asReceived(predicted) };
}

function asReceived(column: string[]): string[] {
  return JSON.parse(JSON.stringify(column));
}

/** What a count over two string columns does at least, as one writes it: a look-up for each string, then an addition. */
function fusedPass(actual: string[], predicted: string[]): Float64Array {
  const ids = new Map<string, number>();
  const cells = new Float64Array(64 * 64);
  for (let i = 0; i < actual.length; i++) {
    let row = ids.get(actual[i]);
    if (row === undefined) {
      row = ids.size;
      ids.set(actual[i], row);
    }
    let column = ids.get(predicted[i]);
    if (column === undefined) {
      column = ids.size;
      ids.set(predicted[i], column);
    }
    cells[row * 64 + column]++;
  }
  return cells;
}

function mapOfMaps(actual: string[], predicted: string[]): Map<string, Map<string, number>> {
  const rows = new Map<string, Map<string, number>>();
  for (let i = 0; i < actual.length; i++) {
    let row = rows.get(actual[i]);
    if (row === undefined) {
      row = new Map();
      rows.set(actual[i], row);
    }
    row.set(predicted[i], (row.get(predicted[i]) ?? 0) + 1);
  }
  return rows;
}

/** Milliseconds of each contestant, medians; the first round, in which code is still compiled, does not count. */
async function measure(names: string[]) {
  const { actual, predicted } = makeRecords(names);
  const two = frame({ actual, predicted });
  const four = frame({ actual, predicted, time: actual.map((_, i) => i), score: actual.map((_, i) => i / RECORDS) });
  await checkSame(actual, predicted, (await toMatrix(two)).fields);
  const contestants = [
    { rounds: ROUNDS, count: () => confusionFromPairs(actual, predicted) },
    { rounds: ROUNDS, count: () => fusedPass(actual, predicted) },
    { rounds: ROUNDS, count: () => mapOfMaps(actual, predicted) },
    { rounds: Math.min(ROUNDS, 5), count: () => toMatrix(two) },
    { rounds: Math.min(ROUNDS, 5), count: () => toMatrix(four) },
  ];
  const times = contestants.map(() => [] as number[]);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, { rounds, count }] of contestants.entries()) {
      if (round < rounds) {
        const start = performance.now();
        await count();
        times[i].push(performance.now() - start);
      }
    }
  }
  const [ours, fused, maps, twoFields, fourFields] = times.map((all) => median(all.slice(1)));
  return { ours, fused, maps, twoFields, fourFields };
}

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

/** A benchmark of wrong numbers is none. */
function checkSame(
  actual: string[],
  predicted: string[],
  [rows, ...columns]: Array<{ name: string; values: unknown[] }>
) {
  const c = confusionFromPairs(actual, predicted);
  const dense = toDense(c);
  for (const { name: predictedName, values } of columns) {
    rows.values.forEach((actualName, i) => {
      const cell = c.classes.indexOf(String(actualName)) * c.classes.length + c.classes.indexOf(predictedName);
      if (dense[cell] !== (values[i] || 0)) {
        throw new Error(`Ours and Grafana's count ${actualName} predicted as ${predictedName} differently.`);
      }
    });
  }
}

async function run() {
  const short = await measure(Array.from({ length: CLASSES }, (_, k) => `class ${k}`));
  const long = await measure(Array.from({ length: CLASSES }, (_, k) => `class ${k} with a longer name`));

  console.log(
    `${RECORDS.toLocaleString('en')} records to ${CLASSES} x ${CLASSES} cells, median of up to ${ROUNDS} rounds`
  );
  const row = (what: string, key: keyof typeof short) => ({
    what,
    'ms, short names': short[key].toFixed(1),
    'x ours': (short[key] / short.ours).toFixed(2),
    'ms, names over 10 characters': long[key].toFixed(1),
    'x ours ': (long[key] / long.ours).toFixed(2),
  });
  console.table([
    row('ours', 'ours'),
    row('fused pass by hand', 'fused'),
    row('Map of Maps', 'maps'),
    row("Grafana's transformations, two fields", 'twoFields'),
    row("Grafana's transformations, four fields", 'fourFields'),
  ]);

  const atLeast = (aim: string, result: number, least: number) => ({ aim, result, reached: result >= least });
  const aims = [
    atLeast(
      `${AIM_TRANSFORMATIONS} x as fast as Grafana's, two fields`,
      short.twoFields / short.ours,
      AIM_TRANSFORMATIONS
    ),
    atLeast(
      `${AIM_TRANSFORMATIONS} x as fast as Grafana's, four fields`,
      short.fourFields / short.ours,
      AIM_TRANSFORMATIONS
    ),
    {
      aim: `at most ${AIM_FUSED} x the fused pass`,
      result: short.ours / short.fused,
      reached: short.ours <= AIM_FUSED * short.fused,
    },
    { aim: 'the same, long names', result: long.ours / long.fused, reached: long.ours <= AIM_FUSED * long.fused },
  ];
  console.table(
    aims.map(({ aim, result, reached }) => ({ aim, result: `${result.toFixed(2)} x`, reached: reached ? 'yes' : 'NO' }))
  );
  process.exitCode = aims.every(({ reached }) => reached) ? 0 : 1;
}

void run();
