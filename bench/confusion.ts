/**
 * 1,000,000 records to a confusion matrix of 50 classes: ours, Grafana's own transformations, and loops written by hand.
 * All in one run, in turns, since only ratios carry over to other machines. Exit code 1 if an aim is missed.
 *
 *     npx tsx bench/confusion.ts [--records=1000000] [--rounds=9]
 */
import { parseArgs } from 'util';

import { confusionFromPairs, toDense } from '../src/statistics/confusion';
import { loadTransformers } from './transformers';

const { values: options } = parseArgs({
  options: { records: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '9' } },
});
const RECORDS = Number(options.records);
const ROUNDS = Number(options.rounds);
const CLASSES = 50;
const AIM_TRANSFORMERS = 20;
const AIM_FUSED = 1.3;

/** Four of five predictions are right, the rest fall anywhere. The same records in every run. */
function makeRecords() {
  let state = 20240229;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const names = Array.from({ length: CLASSES }, (_, k) => `class ${k}${k % 3 === 0 ? '' : ' with a longer name'}`);
  const anyOf = () => names[Math.floor(random() * CLASSES)];
  const actual = Array.from({ length: RECORDS }, anyOf);
  const predicted = actual.map((name) => (random() < 0.8 ? name : anyOf()));
  return { actual, predicted };
}

/** The least that any count over two string columns does: a look-up for each string, an addition for each record. */
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

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

async function run() {
  const { frame, toMatrix } = loadTransformers();
  const made = makeRecords();
  // As they come from a server: each string is an object of its own.
  const actual: string[] = JSON.parse(JSON.stringify(made.actual));
  const predicted: string[] = JSON.parse(JSON.stringify(made.predicted));
  const two = frame({ actual, predicted });
  const four = frame({ actual, predicted, time: actual.map((_, i) => i), score: actual.map((_, i) => i / RECORDS) });

  const contestants: Array<{ name: string; rounds: number; count: () => unknown }> = [
    { name: 'ours', rounds: ROUNDS, count: () => confusionFromPairs(actual, predicted) },
    { name: 'fused pass by hand', rounds: ROUNDS, count: () => fusedPass(actual, predicted) },
    { name: 'Map of Maps', rounds: ROUNDS, count: () => mapOfMaps(actual, predicted) },
    { name: "Grafana's transformations, two fields", rounds: 3, count: () => toMatrix(two) },
    { name: "Grafana's transformations, four fields", rounds: 3, count: () => toMatrix(four) },
  ];
  const times = contestants.map(() => [] as number[]);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, { rounds, count }] of contestants.entries()) {
      if (round < rounds) {
        const start = performance.now();
        await count();
        // The first round warms up.
        if (round >= 0) {
          times[i].push(performance.now() - start);
        }
      }
    }
  }

  await checkSame(actual, predicted, await toMatrix(two));
  const medians = times.map(median);
  const [ours, fused, , twoFields, fourFields] = medians;
  console.log(
    `${RECORDS.toLocaleString('en')} records to ${CLASSES} x ${CLASSES} cells, median of up to ${ROUNDS} rounds`
  );
  console.table(
    contestants.map(({ name }, i) => ({
      what: name,
      ms: medians[i].toFixed(1),
      'x ours': (medians[i] / ours).toFixed(2),
    }))
  );
  const aims = [
    {
      aim: `${AIM_TRANSFORMERS} x as fast as Grafana's, two fields`,
      result: twoFields / ours,
      least: AIM_TRANSFORMERS,
    },
    {
      aim: `${AIM_TRANSFORMERS} x as fast as Grafana's, four fields`,
      result: fourFields / ours,
      least: AIM_TRANSFORMERS,
    },
    { aim: `at most ${AIM_FUSED} x the fused pass`, result: ours / fused, most: AIM_FUSED },
  ].map(({ aim, result, least = 0, most = Infinity }) => ({
    aim,
    result: `${result.toFixed(2)} x`,
    reached: result >= least && result <= most ? 'yes' : 'NO',
  }));
  console.table(aims);
  process.exitCode = aims.every(({ reached }) => reached === 'yes') ? 0 : 1;
}

/** A benchmark of wrong numbers is none. */
function checkSame(
  actual: string[],
  predicted: string[],
  matrix: Awaited<ReturnType<ReturnType<typeof loadTransformers>['toMatrix']>>
) {
  const c = confusionFromPairs(actual, predicted);
  const dense = toDense(c);
  const rows: string[] = matrix.fields[0].values;
  for (const field of matrix.fields.slice(1)) {
    const column = c.classes.indexOf(field.name);
    rows.forEach((name, i) => {
      if (dense[c.classes.indexOf(name) * c.classes.length + column] !== (field.values[i] || 0)) {
        throw new Error(`The counts of ${name} predicted as ${field.name} differ between ours and Grafana's.`);
      }
    });
  }
}

void run();
