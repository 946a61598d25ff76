/**
 * Six hours of a model whose inputs move: a number drifts upwards, another loses its values, categories change and one is
 * born; names are hostile. A version is born in a running process, a process restarts, another is born. As records, and as
 * what is scraped of the processes that count them. Times in milliseconds since the epoch.
 */
import { OpenMetricsHistory, Registry } from '../demo/registry';
import { type AuditRecord } from '../src/engines/sample/records';
import { hash, random } from '../src/engines/sample/story/random';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const BEGIN = Date.UTC(2026, 10, 20);
const HOURS = 6;

export const MODEL = 'drift "model"\\{}';
export const INCOME = 'income "k€"\\';
export const AGE = "age' $__range [[x]]";
export const CHANNEL = 'channel\n</script>';
const PHONE = 'phone "1"\\';
const WEB = 'web $x, a|b.*';
/** Seen from hour 4 on only, and not announced. */
const NEWBORN = '日本語 {{y}}';
export const CLASSES = ['yes "1"', 'no\\'];
export const OLD = 'v1"';
export const NEW = 'v2\n';

/** By feature, inner edges. */
export const EDGES: Record<string, number[]> = { [INCOME]: [10, 20, 30, 40.5], [AGE]: [-1, 0, 1] };
export const SCORE_EDGES = [0.25, 0.5, 0.75, 1];
export const DURATION_EDGES = [0.05, 0.1, 0.2];

/** From when to when each process runs, in hours; 'a' restarts. */
const processes = [
  { instance: 'a', from: 0, to: 3 },
  { instance: 'a', from: 3 + 1 / 30, to: Infinity },
  { instance: 'b', from: 1.5, to: Infinity },
];
const NEW_VERSION = 2.5;
const NEW_CATEGORY = 4;

export const at = (hours: number) => BEGIN + Math.round((hours * HOUR) / MINUTE) * MINUTE;

const serves = (name: string, time: number) =>
  processes.some(
    ({ instance, from, to }) =>
      instance === name && time > BEGIN + from * HOUR + MINUTE && time < BEGIN + to * HOUR - MINUTE
  );

interface Event {
  instance: string;
  record: AuditRecord;
}

function makeEvents(): Event[] {
  const events: Event[] = [];
  const uniform = random(hash(99));
  for (let time = BEGIN + 2 * MINUTE; time < BEGIN + HOURS * HOUR; time += (1 + 6 * uniform()) * SECOND) {
    const hours = (time - BEGIN) / HOUR;
    const [place, which, income, age, lost, channel, score, took] = Array.from({ length: 8 }, uniform);
    const instance = place < 0.5 && serves('a', time) ? 'a' : serves('b', time) ? 'b' : 'a';
    if (!serves(instance, time)) {
      continue;
    }
    const version = hours > NEW_VERSION && instance === 'b' && which < 0.4 ? NEW : OLD;
    const record = { model: MODEL, version, time: Math.round(time), duration: 0.02 + 0.2 * took * took };
    const failed = which > 0.97;
    events.push({
      instance,
      record: failed
        ? { ...record, features: {}, error: { type: 'TimeoutError', message: '' } }
        : {
            ...record,
            features: {
              // Often on an edge.
              [INCOME]: Math.round(40 * income + hours),
              [AGE]: lost < 0.05 * hours ? null : 3 * age - 1.5,
              [CHANNEL]:
                hours > NEW_CATEGORY && channel > 0.8
                  ? NEWBORN
                  : channel < 0.1
                    ? null
                    : channel < 0.3 + 0.05 * hours
                      ? PHONE
                      : WEB,
            },
            predicted: CLASSES[score > 0.6 - 0.02 * hours ? 0 : 1],
            score: Math.round(score * 20) / 20,
          },
    });
  }
  return events;
}

const events = makeEvents();
export const records: AuditRecord[] = events.map(({ record }) => record);

/** What a scrape of each process each minute finds, as OpenMetrics text. */
export function driftHistory(): Iterable<string> {
  const running = new Map<string, { from: number; metrics: Metrics }>();
  const history = new OpenMetricsHistory();
  let next = 0;
  for (let time = BEGIN; time < at(HOURS); time += MINUTE) {
    for (const { instance, from, to } of processes) {
      const [begin, known] = [BEGIN + from * HOUR, running.get(instance)];
      if (begin <= time && time < BEGIN + to * HOUR && known?.from !== begin) {
        running.set(instance, { from: begin, metrics: new Metrics(instance, begin) });
      } else if (known?.from === begin && time >= BEGIN + to * HOUR) {
        running.delete(instance);
      }
    }
    for (; next < events.length && (events[next].record.time ?? 0) <= time; next++) {
      running.get(events[next].instance)?.metrics.count(events[next].record);
    }
    if (time >= BEGIN + NEW_VERSION * HOUR) {
      running.get('b')?.metrics.load(NEW);
    }
    history.add(
      [...running.values()].flatMap(({ metrics }) => metrics.registry.families()),
      time
    );
  }
  return history.text();
}

type Labels = Record<string, string>;

/** The metrics of one process. A category that nobody foresaw is born with its first event, all else is announced. */
class Metrics {
  readonly registry: Registry;
  private readonly counters = new Map<string, { value: number }>();
  private readonly histograms = new Map<string, (value: number) => void>();

  constructor(instance: string, start: number) {
    this.registry = new Registry({ job: 'models', instance });
    this.registry.gauge('up', '', {}).value = 1;
    this.registry.gauge('process_start_time_seconds', '', {}).value = start / 1000;
    this.load(OLD);
  }

  load(version: string): void {
    const labels = { model: MODEL, version };
    this.duration(labels);
    for (const predicted of CLASSES) {
      this.counter('model_predictions_total', { ...labels, predicted });
      this.score({ ...labels, predicted });
    }
    for (const feature of Object.keys(EDGES)) {
      this.feature({ ...labels, feature });
    }
    this.counter('model_feature_category_total', { ...labels, feature: AGE, category: '__null__' });
    for (const category of [PHONE, WEB, '__null__']) {
      this.counter('model_feature_category_total', { ...labels, feature: CHANNEL, category });
    }
  }

  count({ version, predicted = '', score = 0, duration = 0, features, error }: AuditRecord): void {
    const labels = { model: MODEL, version };
    this.duration(labels)(duration);
    if (error) {
      return;
    }
    this.counter('model_predictions_total', { ...labels, predicted }).value++;
    this.score({ ...labels, predicted })(score);
    for (const [feature, value] of Object.entries(features)) {
      if (typeof value === 'number') {
        this.feature({ ...labels, feature })(value);
      } else {
        const category = value ?? '__null__';
        this.counter('model_feature_category_total', { ...labels, feature, category: String(category) }).value++;
      }
    }
  }

  private counter(name: string, labels: Labels): { value: number } {
    return remembered(this.counters, JSON.stringify([name, labels]), () => this.registry.counter(name, '', labels));
  }

  private histogram(name: string, labels: Labels, edges: number[]): (value: number) => void {
    const key = JSON.stringify([name, labels]);
    return remembered(this.histograms, key, () => this.registry.histogram(name, '', labels, edges));
  }

  private duration = (labels: Labels) => this.histogram('model_prediction_duration_seconds', labels, DURATION_EDGES);
  private score = (labels: Labels) => this.histogram('model_prediction_score', labels, SCORE_EDGES);
  private feature = (labels: Labels) => this.histogram('model_feature_value', labels, EDGES[labels.feature]);
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
