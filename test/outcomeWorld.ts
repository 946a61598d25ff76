/**
 * Outcomes with scores and values, from processes that are born, die and restart, as they would be scraped: histograms and
 * sums of the telemetry contract. The truth is in the outcomes themselves. Times in milliseconds since the epoch.
 */
import { OpenMetricsHistory, Registry } from '../demo/registry';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SCRAPE = 15 * SECOND;
/** On the scrape grid. */
export const END = Date.UTC(2026, 10, 20, 12);
export const WINDOW = 2 * HOUR;
const START = END - WINDOW;

export interface Outcome {
  time: number;
  actual: string;
  score: number;
  /** Of a regression. */
  predictedValue: number;
  actualValue: number;
}

/** One process from its start to its end; a restart is the next one of the same instance. */
export interface Process {
  instance: string;
  version: string;
  start: number;
  end?: number;
  /** An outcome this often. */
  every: number;
  /** Not scraped before. */
  scrapedFrom?: number;
  /** Scraped without the model's own series in [from, to): unloaded, and loaded again as it was. */
  unloaded?: [from: number, to: number];
}

/** v1 can be counted exactly; v2 restarts; of v3 and v4 nobody knows what they had counted when the window began. */
export const processes: Process[] = [
  { instance: 'steady', version: 'v1', start: START - 3 * HOUR, every: 7 * SECOND },
  { instance: 'dead', version: 'v1', start: START - HOUR, end: START + 48 * MINUTE, every: 9 * SECOND },
  { instance: 'born', version: 'v1', start: START + 37 * MINUTE + 2 * SECOND, every: 4 * SECOND },
  { instance: 'restarted', version: 'v2', start: START - HOUR, end: START + 40 * MINUTE, every: 5 * SECOND },
  { instance: 'restarted', version: 'v2', start: START + 42 * MINUTE, every: 9 * SECOND },
  { instance: 'at start', version: 'v2', start: START - 3 * HOUR, end: START + 3 * SECOND, every: 6 * SECOND },
  { instance: 'at start', version: 'v2', start: START + 4 * SECOND, every: 6 * SECOND },
  { instance: 'found', version: 'v3', start: START - 3 * HOUR, every: 8 * SECOND, scrapedFrom: START + 30 * MINUTE },
  {
    instance: 'unloaded',
    version: 'v4',
    start: START - 3 * HOUR,
    every: 8 * SECOND,
    unloaded: [START - 20 * MINUTE, START + 30 * MINUTE],
  },
];

/** Positive outcomes score higher; errors are below 0 more often than above, so that their sum falls. */
function makeOutcomes({ instance, start, end, every }: Process): Outcome[] {
  const random = generator(instance.length * 7919 + start / SECOND);
  const made: Outcome[] = [];
  for (let time = start + every; time <= Math.min(end ?? Infinity, END + 10 * MINUTE); time += every) {
    const positive = random() < 0.3;
    const score = positive ? 1 - random() * random() : random() * random();
    const actualValue = 50 + Math.round(200 * random());
    made.push({
      time,
      actual: positive ? 'reject' : 'approve',
      score,
      actualValue,
      predictedValue: actualValue - 12 + Math.round(20 * random()),
    });
  }
  return made;
}

const outcomes = new Map(processes.map((process) => [process, makeOutcomes(process)]));

/** Outcomes between the last scrape at or before `from` and the last one at or before `to`. */
export function seen(process: Process, from: number, to: number): Outcome[] {
  const times = scrapes(process);
  const lastBy = (time: number) => times.filter((scrape) => scrape <= time).pop() ?? -Infinity;
  const [after, until] = [lastBy(from), lastBy(to)];
  return (outcomes.get(process) ?? []).filter(({ time }) => time > after && time <= until);
}

/** Of every process that is a restart of another one in (from, to], what came since; of those before nothing. */
export function seenSinceRestart(process: Process, from: number, to: number): Outcome[] {
  const restarts = processes.some(
    (other) =>
      other.instance === process.instance &&
      other.start > process.start &&
      other.start < to &&
      scrapes(process).some((scrape) => scrape > from)
  );
  return restarts ? [] : seen(process, from, to);
}

function scrapes({ start, end = Infinity, scrapedFrom = start }: Process): number[] {
  const times: number[] = [];
  const first = Math.ceil(Math.max(scrapedFrom, START - 2 * HOUR) / SCRAPE) * SCRAPE;
  for (let time = first; time <= Math.min(end, END + 5 * MINUTE); time += SCRAPE) {
    times.push(time);
  }
  return times;
}

export const SCORE_LE = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
export const ERROR_LE = [-10, -5, 0, 5, 10];

/** The world as OpenMetrics text, with `up` and `process_start_time_seconds` as Prometheus would have them. */
export function openMetrics(): Iterable<string> {
  const history = new OpenMetricsHistory();
  const scraped = processes.flatMap((process) => {
    const { registry, learn } = exporter(process);
    const pending = [...(outcomes.get(process) ?? [])];
    const hidden = ({ name }: { name: string }, time: number) =>
      name.startsWith('model_') && process.unloaded && time >= process.unloaded[0] && time < process.unloaded[1];
    return scrapes(process).map((time) => ({
      time,
      learn,
      pending,
      families: () => registry.families().filter((family) => !hidden(family, time)),
    }));
  });
  for (const { time, families, learn, pending } of scraped.sort((a, b) => a.time - b.time)) {
    while (pending.length > 0 && pending[0].time <= time) {
      learn(pending.shift()!);
    }
    history.add(families(), time);
  }
  return history.text();
}

function exporter({ instance, version, start }: Process) {
  const registry = new Registry({ job: 'model', instance });
  const labels = { model: 'world', version };
  const scores = new Map(
    ['approve', 'reject'].map((actual) => [
      actual,
      registry.histogram('model_outcome_score', '', { ...labels, actual }, SCORE_LE),
    ])
  );
  const error = registry.histogram('model_outcome_error', '', labels, ERROR_LE);
  const summary = (name: string) => registry.summary(`model_outcome_${name}`, '', labels);
  const [absolute, squared, percentage, value, squaredValue] = [
    'absolute_error',
    'squared_error',
    'absolute_percentage_error',
    'value',
    'squared_value',
  ].map(summary);
  registry.gauge('up', '', {}).value = 1;
  registry.gauge('process_start_time_seconds', '', {}).value = start / 1000;
  return {
    registry,
    learn: ({ actual, score, predictedValue, actualValue }: Outcome) => {
      const wrong = predictedValue - actualValue;
      scores.get(actual)?.(score);
      error(wrong);
      absolute(Math.abs(wrong));
      squared(wrong ** 2);
      percentage(Math.abs(wrong / actualValue));
      value(actualValue);
      squaredValue(actualValue ** 2);
    },
  };
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
