/**
 * Four days of a model whose outcomes come late: minutes after the prediction for one class, up to two days for the other.
 * A version is born in a running process, so is a class, an instance restarts, and names are hostile. As records, and as
 * what is scraped of the processes that count them. Times in milliseconds since the epoch.
 */
import { OpenMetricsHistory, Registry } from '../demo/registry';
import { type AuditRecord } from '../src/engines/sample/records';
import { hash, random } from '../src/engines/sample/story/random';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const SCRAPE = MINUTE;
export const BEGIN = Date.UTC(2026, 10, 10);
const HOURS = 96;

export const MODEL = 'late "model"\\{}';
export const POSITIVE = 'yes "1"\n$__range </script>';
const NEGATIVE = "no\\ 'x' {{y}} [[z]] ${w}";
/** Seen from hour 40 on only, and not announced before its first outcome. */
const NEWBORN = '日本語, a|b.*';
const OLD = 'v1"\\';
const NEW = 'v2\n';

/** From when to when each process runs; 'a' restarts after 50 hours. */
const processes = [
  { instance: 'a', from: 0, to: 50 },
  { instance: 'a', from: 50 + 1 / 30, to: Infinity },
  { instance: 'b', from: 0, to: Infinity },
];
const NEW_VERSION = 30;
const NEW_CLASS = 40;

interface Event {
  record: AuditRecord;
  /** Where it was predicted, and where its outcome was counted. */
  instance: string;
}

export const at = (hours: number) => BEGIN + Math.round((hours * HOUR) / SCRAPE) * SCRAPE;

const serves = (instance: string, time: number) =>
  processes.some(
    (one) =>
      one.instance === instance && time > BEGIN + one.from * HOUR + MINUTE && time < BEGIN + one.to * HOUR - MINUTE
  );

function makeEvents(): Event[] {
  const events: Event[] = [];
  const uniform = random(hash(4711));
  for (let time = BEGIN + 5 * MINUTE; time < BEGIN + HOURS * HOUR; time += 20 * SECOND + uniform() * 80 * SECOND) {
    const hours = (time - BEGIN) / HOUR;
    const [which, truth, noise, label, delay, place] = Array.from({ length: 6 }, uniform);
    const instance = place < 0.5 && serves('a', time) ? 'a' : 'b';
    const version = hours > NEW_VERSION && which < 0.3 ? NEW : OLD;
    const actual = hours > NEW_CLASS && truth > 0.9 ? NEWBORN : truth < 0.35 ? POSITIVE : NEGATIVE;
    // Often on the edge of a bin, 0 and 1 among them.
    const raw = Math.min(1, Math.max(0, (actual === POSITIVE ? 0.65 : 0.3) + 0.9 * (noise - 0.5)));
    const score = which * 10 - Math.floor(which * 10) < 0.5 ? Math.round(raw * 20) / 20 : raw;
    const failed = label > 0.97;
    const waits = actual === POSITIVE ? (6 + 44 * delay) * HOUR : (1 + 19 * delay) * MINUTE;
    const due = Math.round(time + waits);
    // An outcome is counted by the process that predicted it, once that runs again.
    const observed = serves(instance, due) ? due : due + 5 * MINUTE;
    const predictedTime = Math.round(time);
    events.push({
      instance,
      record: {
        model: MODEL,
        version,
        time: predictedTime,
        features: {},
        ...(failed
          ? { error: { type: label > 0.985 ? NEGATIVE : 'TimeoutError', message: '' } }
          : {
              predicted: score > 0.5 ? POSITIVE : actual === NEWBORN && noise > 0.3 ? NEWBORN : NEGATIVE,
              score,
              ...(label < 0.85 && { actual, observed }),
            }),
      },
    });
  }
  return events;
}

const events = makeEvents();
export const records: AuditRecord[] = events.map(({ record }) => record);

/** What a scrape of each process each minute finds, as OpenMetrics text, in pieces of a few hours. */
export function* lateHistory(): Generator<OpenMetricsHistory> {
  // What happens, in order: predictions, then outcomes as they become known.
  const due = events
    .flatMap(({ record, instance }) => [
      { time: record.time ?? 0, instance, record, learnt: false },
      ...(record.observed === undefined ? [] : [{ time: record.observed, instance, record, learnt: true }]),
    ])
    .sort((a, b) => a.time - b.time);
  let next = 0;
  const running = new Map<string, { from: number; metrics: Metrics }>();
  const ended = new Map<string, Metrics>();
  for (let hour = 0; hour < HOURS; hour += 2) {
    const piece = new OpenMetricsHistory();
    for (let time = at(hour); time < at(hour + 2); time += SCRAPE) {
      for (const { instance, from, to } of processes) {
        const begin = BEGIN + from * HOUR;
        const known = running.get(instance);
        if (begin <= time && time < BEGIN + to * HOUR && known?.from !== begin) {
          running.set(instance, { from: begin, metrics: new Metrics(instance, begin, ended.get(instance)) });
        } else if (known?.from === begin && time >= BEGIN + to * HOUR) {
          ended.set(instance, known.metrics);
          running.delete(instance);
        }
      }
      for (; next < due.length && due[next].time <= time; next++) {
        const { instance, record, learnt } = due[next];
        running.get(instance)?.metrics.count(record, learnt);
      }
      piece.add(
        [...running.values()].flatMap(({ metrics }) => metrics.registry.families()),
        time
      );
      piece.add(up([...new Set(processes.map(({ instance }) => instance))], running), time);
    }
    yield piece;
  }
}

function up(instances: string[], running: ReadonlyMap<string, unknown>) {
  return instances.flatMap((instance) => {
    const registry = new Registry({ job: 'models', instance });
    registry.gauge('up', '', {}).value = running.has(instance) ? 1 : 0;
    return registry.families();
  });
}

type Labels = Record<string, string>;

/**
 * The counters of one process. One that starts anew announces what the one before has counted: without that nobody sees of a
 * counter that stood at 1 and stands at 1 that it began anew.
 */
class Metrics {
  readonly registry: Registry;
  private readonly counters = new Map<string, { name: string; labels: Labels; count: { value: number } }>();
  private readonly histograms = new Map<string, { labels: Labels; observe: (score: number) => void }>();

  constructor(instance: string, start: number, before?: Metrics) {
    this.registry = new Registry({ job: 'models', instance });
    this.registry.gauge('process_start_time_seconds', '', {}).value = start / 1000;
    before?.counters.forEach(({ name, labels }) => this.counter(name, labels));
    before?.histograms.forEach(({ labels }) => this.scores(labels));
  }

  count({ version, predicted = '', actual = '', score = 0, error }: AuditRecord, learnt: boolean): void {
    const labels = { model: MODEL, version };
    if (error) {
      this.counter('model_prediction_errors_total', { ...labels, error_type: error.type }).value++;
    } else if (!learnt) {
      this.counter('model_predictions_total', { ...labels, predicted }).value++;
    } else {
      this.counter('model_outcomes_total', { ...labels, actual, predicted }).value++;
      this.scores({ ...labels, actual })(score);
    }
  }

  private counter(name: string, labels: Labels): { value: number } {
    const key = JSON.stringify([name, labels]);
    const { count } = this.counters.get(key) ?? { count: this.registry.counter(name, '', labels) };
    this.counters.set(key, { name, labels, count });
    return count;
  }

  private scores(labels: Labels): (score: number) => void {
    const key = JSON.stringify(labels);
    const edges = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
    const { observe } = this.histograms.get(key) ?? {
      observe: this.registry.histogram('model_outcome_score', '', labels, edges),
    };
    this.histograms.set(key, { labels, observe });
    return observe;
  }
}
