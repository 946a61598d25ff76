/**
 * A day of a model whose versions come and go, whose processes restart in every way, and which is bad for two hours: as
 * records, and as what is scraped of the processes. Times in milliseconds since the epoch; hours count from `BEGIN`.
 */
import { type AuditRecord } from '../src/engines/sample/records';
import { exposition, type Sampled } from './promWorld';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const SCRAPE = MINUTE;
/** On the grid of scrapes, and of every step up to a day. */
export const BEGIN = Date.UTC(2026, 10, 20);
const HOURS = 24;
export const at = (hours: number) => BEGIN + Math.round(hours * HOUR);

export const MODEL = 'risk "1"\\{} $__range </script>';
/** Born at hour 14; loaded, and thus counted as 0, two hours earlier. */
export const NEWBORN = 'v2\n"<b>", $x';
export const BORN = 14;

interface Process {
  instance: string;
  from: number;
  to?: number;
  model?: string;
  /** Its start time is not known. */
  anonymous?: boolean;
  /** Its start time is worked out anew at each scrape. */
  trembling?: boolean;
}

const processes: Process[] = [
  { instance: 'steady', from: -100, trembling: true },
  // Restarts before the window, in it, and twice within half an hour.
  { instance: 'weak', from: -1, to: 6 },
  { instance: 'weak', from: 6.02, to: 13.5 },
  { instance: 'weak', from: 13.53, to: 18 },
  { instance: 'weak', from: 18.01, to: 18.4 },
  { instance: 'weak', from: 18.42 },
  { instance: 'anonymous', from: -1, to: 17, anonymous: true },
  { instance: 'anonymous', from: 17.04, anonymous: true },
  { instance: 'new', from: 15 },
  // Gone for longer than anybody would call a restart.
  { instance: 'away', from: -1, to: 13 },
  { instance: 'away', from: 16.3 },
  { instance: 'of another model', from: -1, to: 14.5, model: 'other' },
  { instance: 'of another model', from: 14.52, model: 'other' },
];

/** Of the window from hour 12 on: [instance, hour, whether that is known to the moment]. */
export const restarts: Array<[instance: string, hour: number, known: boolean]> = [
  ['weak', 13.53, true],
  ['anonymous', 17.04, false],
  ['weak', 18.01, true],
  ['weak', 18.42, true],
];

/** From when to when each version predicts, on the steady process. */
const lives: Array<[version: string, from: number, to: number]> = [
  ['v1', 0, HOURS],
  // Was away for 11 hours.
  ['v0', 1, 4],
  ['v0', 15, HOURS],
  [NEWBORN, BORN, HOURS],
];

/** Every 20 seconds one of v1 turns out: 9 of 10 are right, and 6 of 10 from hour 16 to hour 18. */
const OUTCOME_EVERY = 20 * SECOND;
const other = (name: string) => (name === 'yes' ? 'no' : 'yes');
const actualOf = (i: number) => (i % 7 < 3 ? 'yes' : 'no');
const isRight = (i: number) =>
  i * OUTCOME_EVERY >= 16 * HOUR && i * OUTCOME_EVERY < 18 * HOUR ? i % 5 < 3 : i % 10 > 0;

const predictions: AuditRecord[] = lives.flatMap(([version, from, to]) =>
  moments(from * HOUR + 7 * SECOND, to * HOUR, 50 * SECOND).map((time) => ({
    model: MODEL,
    version,
    time: BEGIN + time,
    predicted: 'yes',
    features: {},
  }))
);

/** Their predictions are not told: what is known of them is the outcome. */
const outcomes: AuditRecord[] = moments(OUTCOME_EVERY, HOURS * HOUR, OUTCOME_EVERY).map((time) => {
  const i = time / OUTCOME_EVERY;
  const actual = actualOf(i);
  const predicted = isRight(i) ? actual : other(actual);
  return { model: MODEL, version: 'v1', observed: BEGIN + time, predicted, actual, features: {} };
});

export const records = [...predictions, ...outcomes];

function moments(from: number, to: number, every: number): number[] {
  return Array.from({ length: Math.floor((to - from) / every) }, (_, i) => from + i * every);
}

/** The world as OpenMetrics text. */
export function* annotationHistory(): Generator<string> {
  yield exposition([...processes.flatMap(ofProcess), ...ofVersions(), ...ofOutcomes()].map(joined));
}

const scrapes = (from: number, to = HOURS) =>
  moments(Math.max(0, Math.ceil((from * HOUR) / SCRAPE) * SCRAPE), to * HOUR + 1, SCRAPE).map((time) => BEGIN + time);

/** A steady stream of predictions of v1, and when it started. */
function ofProcess({ instance, from, to, model = MODEL, anonymous, trembling }: Process): Sampled[] {
  const times = scrapes(from, to);
  const started = (time: number) => at(from) / 1000 + (trembling ? (time / SCRAPE) % 2 : 0);
  const counter: Sampled = {
    metric: 'model_predictions_total',
    labels: { instance, model, version: 'v1', predicted: 'no' },
    samples: times.map((time) => [time, Math.floor((time - at(from)) / (7 * SECOND))]),
  };
  const start: Sampled = {
    metric: 'process_start_time_seconds',
    labels: { instance },
    samples: times.map((time) => [time, started(time)]),
  };
  return anonymous ? [counter] : [counter, start];
}

function ofVersions(): Sampled[] {
  return [...new Set(lives.map(([version]) => version))].map((version) => {
    const own = predictions.filter((one) => one.version === version).map(({ time = 0 }) => time);
    const loaded = version === NEWBORN ? BORN - 2 : 0;
    const gone = (time: number) => version === 'v0' && time > at(4.1) && time <= at(15);
    return {
      metric: 'model_predictions_total',
      labels: { instance: 'steady', model: MODEL, version, predicted: 'yes' },
      samples: scrapes(loaded)
        .filter((time) => !gone(time))
        .map((time) => [time, own.filter((one) => one <= time).length]),
    };
  });
}

function ofOutcomes(): Sampled[] {
  const pairs = ['yes', 'no'].flatMap((actual) => ['yes', 'no'].map((predicted) => ({ actual, predicted })));
  return pairs.map((pair) => {
    const own = outcomes
      .filter(({ actual, predicted }) => actual === pair.actual && predicted === pair.predicted)
      .map(({ observed = 0 }) => observed);
    return {
      metric: 'model_outcomes_total',
      labels: { instance: 'steady', model: MODEL, version: 'v1', ...pair },
      samples: scrapes(0).map((time) => [time, own.filter((one) => one <= time).length]),
    };
  });
}

const joined = ({ labels, ...one }: Sampled): Sampled => ({ ...one, labels: { job: 'models', ...labels } });
