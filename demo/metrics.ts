/**
 * Events folded into what each process would have on its /metrics: the telemetry contract, name by name.
 * Pure: no Node, no browser. Times are ms since the epoch; units of metrics are base SI.
 */
import { lives, type PredictionEvent, type Span, Timeline, type World } from '../src/engines/sample/story/events';
import { featuresOf } from '../src/engines/sample/story/inputs';
import { hash } from '../src/engines/sample/story/random';
import { HOUR, type InstanceStory, MINUTE, type ModelStory } from '../src/engines/sample/story/story';
import { NULL_CATEGORY } from '../src/query/mapping';
import { type Family, Registry, type Series } from './registry';

/** Upper edges of the buckets, without +Inf. */
export const edges = {
  duration: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  score: Array.from({ length: 20 }, (_, i) => (i + 1) / 20),
  value: [50, 100, 150, 200, 250, 300, 400, 500, 700, 1000],
  error: [-100, -50, -25, -10, -5, 0, 5, 10, 25, 50, 100],
};

/** Of numeric features. */
export const featureEdges: Record<string, number[]> = {
  income: [10, 20, 30, 40, 50, 60, 80, 100, 150, 200],
  age: [20, 25, 30, 35, 40, 45, 50, 60, 70],
  amount: [2, 5, 8, 12, 16, 24, 36, 50],
  debt_ratio: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1],
  applicants: [4, 6, 9, 12, 16, 20, 25, 30],
  words: [1, 2, 4, 6, 8, 10, 15, 20, 30, 50],
  area: [40, 60, 80, 100, 120, 140, 160, 200, 250],
  rooms: [1, 2, 3, 4, 5, 6, 8],
};

/** One version of a model in one process: its series, found by what happens. */
class ModelMetrics {
  readonly loaded: number;
  private readonly labels: Record<string, string>;
  private readonly inFlight: Series;
  private readonly observeDuration: (value: number) => void;
  private readonly served = new Map<string, Series>();

  constructor(
    private readonly registry: Registry,
    private readonly model: ModelStory,
    version: string,
    loaded: number
  ) {
    this.loaded = loaded;
    this.labels = { model: model.name, version };
    this.inFlight = registry.gauge('model_predictions_in_flight', 'Requests being answered now.', this.labels);
    this.observeDuration = registry.histogram(
      'model_prediction_duration_seconds',
      'Response time, of failed requests too.',
      this.labels,
      edges.duration
    );
    this.initialise();
  }

  /**
   * All series that can be known before the first event start at 0: one born at its first event would lose it. A category
   * that nobody foresaw is born with its first event, as it would be for any model.
   */
  private initialise() {
    const { model } = this;
    model.errors.forEach(({ type }) => this.errors(type));
    if (model.incident) {
      this.errors(model.incident.errorType);
    }
    for (const { name, categories, nullable } of featuresOf(model)) {
      if (categories) {
        categories.forEach((category) => this.category(name, category));
      } else {
        this.feature(name);
      }
      if (nullable) {
        this.category(name, null);
      }
    }
    if (model.kind === 'regression') {
      this.predictions();
      this.value();
      this.outcomeError();
      this.sums();
      return;
    }
    for (const actual of model.classes) {
      this.predictions(actual);
      model.classes.forEach((predicted) => this.outcomes(actual, predicted));
    }
    if (model.kind === 'binary') {
      model.classes.forEach((label) => {
        this.predictionScore(label);
        this.outcomeScore(label);
      });
    }
  }

  arrive(event: PredictionEvent) {
    this.inFlight.value++;
    if (event.error) {
      this.errors(event.error.type).value++;
      return;
    }
    this.predictions(event.prediction).value++;
    for (const [feature, value] of Object.entries(event.features)) {
      if (typeof value === 'number') {
        this.feature(feature)(value);
      } else {
        this.category(feature, value).value++;
      }
    }
    if (event.score !== undefined && event.prediction !== undefined) {
      this.predictionScore(event.prediction)(event.score);
    }
    if (event.value !== undefined) {
      this.value()(event.value);
    }
  }

  finish(event: PredictionEvent) {
    this.inFlight.value--;
    this.observeDuration(event.latency);
  }

  learn(event: PredictionEvent) {
    if (event.outcome !== undefined && event.prediction !== undefined) {
      this.outcomes(event.outcome, event.prediction).value++;
      if (event.score !== undefined) {
        this.outcomeScore(event.outcome)(event.score);
      }
    }
    if (event.outcomeValue !== undefined && event.value !== undefined) {
      const error = event.value - event.outcomeValue;
      this.outcomeError()(error);
      this.sums()([
        Math.abs(error),
        error ** 2,
        Math.abs(error / event.outcomeValue),
        event.outcomeValue,
        event.outcomeValue ** 2,
      ]);
    }
  }

  /** Predictions served so far, of all classes. */
  servedSoFar(): number {
    return [...this.served.values()].reduce((sum, { value }) => sum + value, 0);
  }

  // A regression predicts no class, so its predictions have no label `predicted`.
  private predictions(predicted?: string) {
    const key = predicted ?? '';
    const found = this.served.get(key);
    if (found) {
      return found;
    }
    const labels = predicted === undefined ? this.labels : { ...this.labels, predicted };
    const series = this.registry.counter('model_predictions_total', 'Predictions served.', labels);
    this.served.set(key, series);
    return series;
  }

  private readonly outcomes = memo((actual: string, predicted: string) =>
    this.registry.counter('model_outcomes_total', 'Predictions whose true outcome became known.', {
      ...this.labels,
      actual,
      predicted,
    })
  );
  private readonly errors = memo((error_type: string) =>
    this.registry.counter('model_prediction_errors_total', 'Requests that failed.', { ...this.labels, error_type })
  );
  private readonly category = memo((feature: string, category: string | null) =>
    this.registry.counter('model_feature_category_total', 'Categorical inputs seen, and nulls of all inputs.', {
      ...this.labels,
      feature,
      category: category ?? NULL_CATEGORY,
    })
  );
  private readonly predictionScore = memo((predicted: string) =>
    this.registry.histogram(
      'model_prediction_score',
      'Score of the positive class, when predicted.',
      { ...this.labels, predicted },
      edges.score
    )
  );
  private readonly outcomeScore = memo((actual: string) =>
    this.registry.histogram(
      'model_outcome_score',
      'Score of the positive class, when the outcome became known.',
      { ...this.labels, actual },
      edges.score
    )
  );
  private readonly feature = memo((feature: string) =>
    this.registry.histogram(
      'model_feature_value',
      'Numeric inputs seen.',
      { ...this.labels, feature },
      featureEdges[feature]
    )
  );
  private readonly value = memo(() =>
    this.registry.histogram('model_prediction_value', 'Values predicted.', this.labels, edges.value)
  );
  private readonly outcomeError = memo(() =>
    this.registry.histogram('model_outcome_error', 'Predicted minus actual value.', this.labels, edges.error)
  );
  private readonly sums = memo(() => {
    const observers = [
      ['model_outcome_absolute_error', 'Absolute error.'],
      ['model_outcome_squared_error', 'Squared error.'],
      ['model_outcome_absolute_percentage_error', 'Absolute error as a share of the actual value.'],
      ['model_outcome_value', 'Actual value.'],
      ['model_outcome_squared_value', 'Actual value, squared.'],
    ].map(([name, help]) => this.registry.summary(name, help, this.labels));
    return (values: number[]) => values.forEach((value, i) => observers[i](value));
  });
}

/** One process: born at `span.from` with every counter at 0, ended at `span.to`. */
class Process {
  readonly registry = new Registry();
  private readonly versions = new Map<string, ModelMetrics>();
  private readonly memory: Series;
  private readonly cpu: Series;

  constructor(
    readonly span: Span,
    private readonly instance: InstanceStory,
    private readonly model: ModelStory,
    private readonly world: World
  ) {
    this.memory = this.registry.gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', {});
    this.cpu = this.registry.counter('process_cpu_seconds_total', 'CPU time spent in seconds.', {});
    const started = 'Start time of the process since the epoch in seconds.';
    this.registry.gauge('process_start_time_seconds', started, {}).value = span.from / 1000;
  }

  /** Loads what is to be loaded by now, and sets what is measured rather than counted. */
  tick(time: number) {
    for (const { version, from } of this.instance.versions) {
      const loaded = Math.max(this.span.from, this.world.start + from * HOUR);
      if (loaded <= time && !this.versions.has(version)) {
        this.versions.set(version, new ModelMetrics(this.registry, this.model, version, loaded));
      }
    }
    const age = time - this.span.from;
    const leak = this.instance.leak;
    const leaked = leak ? Math.max(0, time - Math.max(this.span.from, this.world.start + leak.from * HOUR)) / HOUR : 0;
    const noise = hash(this.world.seed, Math.floor(time / MINUTE)) / 2 ** 32;
    const base = this.model.megabytes * 1e6 * (0.6 + 0.4 * this.versions.size);
    this.memory.value = Math.round(
      base * (1 + 0.12 * (1 - Math.exp(-age / HOUR)) + 0.015 * noise) + leaked * (leak?.bytesPerHour ?? 0)
    );
    let served = 0;
    this.versions.forEach((metrics) => (served += metrics.servedSoFar()));
    this.cpu.value = Math.round(age * 0.01 + served * 40) / 1000;
  }

  version(name: string): ModelMetrics | undefined {
    return this.versions.get(name);
  }
}

/** What Prometheus would find at one instance. */
export interface Target {
  instance: string;
  model: string;
  /** Undefined while no process runs there: scraped, but down. */
  families?: Family[];
}

/** All processes of a world at one moment, walking forward in time. */
export class Fleet {
  private readonly timeline: Timeline;
  private readonly places: Array<{ instance: InstanceStory; model: ModelStory; spans: Span[]; process?: Process }>;
  private time: number;

  constructor(private readonly world: World) {
    this.timeline = new Timeline(world);
    this.time = world.start - 1;
    this.places = world.story.instances.map((instance) => {
      const model = world.story.models.find(({ name }) => name === instance.model);
      if (!model) {
        throw new Error(
          `The story's instance ${instance.name} serves ${instance.model}, which is no model of the story.`
        );
      }
      return { instance, model, spans: lives(world, instance) };
    });
  }

  /** Lets everything happen up to and with `time`. A time before the last call's changes nothing. */
  advance(time: number): void {
    if (time < this.time) {
      return;
    }
    // Processes start and end, and load versions, a minute apart from any event (WARM_UP, DRAIN): once a minute will do.
    for (let until = this.time; until < time;) {
      until = Math.min(time, until + MINUTE / 2);
      this.tick(until);
      for (const { kind, event } of this.timeline.until(until)) {
        const instance = kind === 'observed' ? event.observedBy : event.instance;
        const metrics = this.places.find((p) => p.instance.name === instance)?.process?.version(event.version);
        if (kind === 'predicted') {
          metrics?.arrive(event);
        } else if (kind === 'answered') {
          metrics?.finish(event);
        } else {
          metrics?.learn(event);
        }
      }
    }
    this.tick(time);
    this.time = time;
  }

  /** The targets that Prometheus knows of now: from an instance's first start to its last end. */
  targets(): Target[] {
    return this.places
      .filter(({ spans }) => spans[0].from <= this.time && this.time < spans[spans.length - 1].to)
      .map(({ instance, process }) => ({
        instance: instance.name,
        model: instance.model,
        families: process?.registry.families(),
      }));
  }

  private tick(time: number) {
    for (const place of this.places) {
      const span = place.spans.find(({ from, to }) => from <= time && time < to);
      if (place.process?.span !== span) {
        place.process = span && new Process(span, place.instance, place.model, this.world);
      }
      place.process?.tick(time);
    }
  }
}

/** Remembers what a function made for its arguments: class and category names, whatever is in them. */
function memo<A extends ReadonlyArray<string | null>, T>(make: (...parts: A) => T): (...parts: A) => T {
  const made = new Map<string, T>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    let value = made.get(key);
    if (value === undefined) {
      value = make(...parts);
      made.set(key, value);
    }
    return value;
  };
}
