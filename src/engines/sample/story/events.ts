/**
 * The demo's events: every prediction with what was later learnt of it. The same world gives the same events for any
 * span of time, whoever asks and when: history, live metrics, audit records and truth are all made from them.
 * Times are ms since the epoch unless said otherwise.
 */
import { addInputs } from './inputs';
import { answer, type Features } from './models';
import { hash, normal, pick, poisson, random } from './random';
import { DRAIN, HOUR, type InstanceStory, MINUTE, type ModelStory, SECOND, type Story, WARM_UP } from './story';
import { timeOfDay } from './timeOfDay';

export interface World {
  story: Story;
  /** When the story starts. */
  start: number;
  seed: number;
}

/** One request to a model. It either failed (`error`) or was answered (the rest). */
export interface PredictionEvent {
  id: string;
  time: number;
  model: string;
  version: string;
  /** The process that served it. */
  instance: string;
  /** Seconds; of failed requests too. */
  latency: number;
  features: Features;
  prediction?: string;
  /** Of the positive class. */
  score?: number;
  /** What a regression predicted. */
  value?: number;
  /** The truth, as far as it is ever learnt: a class, or a regression's value. */
  outcome?: string;
  outcomeValue?: number;
  /** When the outcome was learnt, and the process that counted it. */
  observed?: number;
  observedBy?: string;
  error?: { type: string; message: string };
}

/** Something that happens at one moment: a request arrives, it is answered, its outcome is learnt. */
export interface Occurrence {
  at: number;
  kind: 'predicted' | 'answered' | 'observed';
  event: PredictionEvent;
}

export interface Span {
  from: number;
  to: number;
}

/** The spans of an instance's processes. */
export function lives(world: World, instance: InstanceStory): Span[] {
  return instance.lives.map(({ from, to }) => ({
    from: at(world, from),
    to: to === undefined ? Infinity : at(world, to),
  }));
}

/** From when to when each process of an instance serves a version: [from, to). */
export function serving(world: World, instance: InstanceStory, version: string): Span[] {
  const loaded = instance.versions.find((v) => v.version === version);
  return loaded === undefined
    ? []
    : lives(world, instance)
        .map(({ from, to }) => ({ from: Math.max(from, at(world, loaded.from)) + WARM_UP, to: to - DRAIN }))
        .filter(({ from, to }) => from < to);
}

/** Requests a second at a moment: most in the afternoon (UTC), fewest before dawn. */
export function rateAt(model: ModelStory, time: number): number {
  return model.rate * (1 + 0.55 * timeOfDay(time));
}

/** Of the traffic, which share comes at a moment. */
function shareAt(world: World, time: number): number {
  const { growth } = world.story;
  return growth ? growth.share ** Math.max(0, 1 - hoursAt(world, time) / growth.until) : 1;
}

/** The events of a world in the order in which they happen. Made once, it walks forward only. */
export class Timeline {
  private readonly due = new Map<number, Occurrence[]>();
  private readonly makers: Array<(minute: number) => PredictionEvent[]>;
  private minute: number;
  private current: Occurrence[] = [];
  private next = 0;

  constructor(world: World) {
    this.makers = world.story.models.map((model) => eventMaker(world, model));
    this.minute = Math.floor(world.start / MINUTE) - 1;
  }

  /** What happens after the last call's `time`, up to and with this one's. */
  *until(time: number): Generator<Occurrence> {
    for (;;) {
      while (this.next < this.current.length) {
        if (this.current[this.next].at > time) {
          return;
        }
        yield this.current[this.next++];
      }
      if ((this.minute + 1) * MINUTE > time) {
        return;
      }
      this.load(++this.minute);
    }
  }

  private load(minute: number) {
    for (const make of this.makers) {
      for (const event of make(minute)) {
        this.schedule({ at: event.time, kind: 'predicted', event });
        this.schedule({ at: event.time + Math.max(1, Math.round(event.latency * SECOND)), kind: 'answered', event });
        if (event.observed !== undefined) {
          this.schedule({ at: event.observed, kind: 'observed', event });
        }
      }
    }
    this.current = this.due.get(minute) ?? [];
    this.current.sort((a, b) => a.at - b.at || (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0));
    this.due.delete(minute);
    this.next = 0;
  }

  private schedule(occurrence: Occurrence) {
    const minute = Math.floor(occurrence.at / MINUTE);
    const others = this.due.get(minute);
    if (others) {
      others.push(occurrence);
    } else {
      this.due.set(minute, [occurrence]);
    }
  }
}

/** Every prediction made in (from, to], in order, with its outcome even if that is learnt after `to`. */
export function eventsBetween(world: World, from: number, to: number): PredictionEvent[] {
  const events: PredictionEvent[] = [];
  for (const model of world.story.models) {
    const make = eventMaker(world, model);
    for (let minute = Math.floor(from / MINUTE); minute * MINUTE <= to; minute++) {
      events.push(...make(minute).filter((event) => event.time > from && event.time <= to));
    }
  }
  return events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

/** A function that makes one model's events of one minute (minutes since the epoch), sorted by time. */
export function eventMaker(world: World, model: ModelStory): (minute: number) => PredictionEvent[] {
  const modelSeed = hash(world.seed, ...Array.from(model.name, (c) => c.codePointAt(0) ?? 0));
  const places = model.versions.map(({ version, share }) => ({
    version,
    share,
    served: world.story.instances
      .filter((instance) => instance.model === model.name)
      .map((instance) => ({ instance: instance.name, spans: serving(world, instance, version) })),
  }));
  const readyAt = (place: (typeof places)[number], time: number) =>
    place.served.filter(({ spans }) => spans.some(({ from, to }) => from <= time && time < to));

  return (minute) => {
    const uniform = random(modelSeed, minute);
    const middle = (minute + 0.5) * MINUTE;
    const count = poisson(uniform, rateAt(model, middle) * shareAt(world, middle) * 60);
    const times = Array.from({ length: count }, () => minute * MINUTE + Math.floor(uniform() * MINUTE));
    times.sort((a, b) => a - b);
    const events: PredictionEvent[] = [];
    times.forEach((time, index) => {
      // Each event has its own generator: what happens to one does not change the next.
      const own = random(modelSeed, minute, index);
      const ready = places.map((place) => readyAt(place, time));
      const shares = places.map(({ share }, i) => (ready[i].length > 0 ? share : 0));
      if (shares.every((share) => share === 0)) {
        return;
      }
      const chosen = pick(own, shares);
      const { version } = places[chosen];
      const { instance } = ready[chosen][Math.floor(own() * ready[chosen].length)];
      const { error, latency } = requestFate(model, hoursAt(world, time), own);
      const id = `${model.name}-${minute.toString(36)}-${index.toString(36).padStart(2, '0')}`;
      const event: PredictionEvent = { id, time, model: model.name, version, instance, latency, features: {} };
      const { delay, features, ...answered } = answer(model, version, hoursAt(world, time), own);
      const draw = own();
      addInputs(features, model, time, hoursAt(world, time), own);
      event.features = features;
      if (error) {
        events.push({ ...event, error });
        return;
      }
      Object.assign(event, answered);
      if (delay !== undefined) {
        learn(event, time + Math.round(latency * SECOND) + delay, places[chosen], draw);
      }
      events.push(event);
    });
    return events;
  };

  /** The outcome goes to the process that predicted, if it still serves; else to another; else it waits for one. */
  function learn(event: PredictionEvent, wanted: number, place: (typeof places)[number], draw: number) {
    let time = wanted;
    let ready = readyAt(place, time);
    if (ready.length === 0) {
      const starts = place.served.flatMap(({ spans }) => spans.map(({ from }) => from)).filter((from) => from > time);
      time = Math.min(...starts) + Math.floor(draw * 30 * SECOND);
      ready = starts.length === 0 ? [] : readyAt(place, time);
    }
    const by = ready.find(({ instance }) => instance === event.instance) ?? ready[Math.floor(draw * ready.length)];
    if (by) {
      event.observed = time;
      event.observedBy = by.instance;
    } else {
      delete event.outcome;
      delete event.outcomeValue;
    }
  }
}

/** Whether a request fails, and how long it takes (seconds). */
function requestFate(model: ModelStory, hours: number, uniform: () => number) {
  const incident = model.incident;
  const since = incident && hours >= incident.from ? (hours - incident.from) % incident.everyHours : Infinity;
  const bad = incident !== undefined && since < incident.hours;
  const spread = Math.exp(0.5 * normal(uniform));
  const draw = uniform();
  let failed: { type: string; message: string } | undefined;
  let rest = draw;
  for (const { type, message, share } of model.errors) {
    failed ??= rest < share ? { type, message } : undefined;
    rest -= share;
  }
  if (bad && failed === undefined && draw > 1 - incident.errorShare) {
    failed = { type: incident.errorType, message: incident.errorMessage };
  }
  const seconds =
    failed?.type === 'TimeoutError' ? 10 : model.latency * spread * (bad ? incident.slowdown : 1) * (failed ? 0.3 : 1);
  return { error: failed, latency: Math.min(10, Math.max(0.001, Math.round(seconds * 1e4) / 1e4)) };
}

const at = (world: World, hours: number) => world.start + Math.round(hours * HOUR);
const hoursAt = (world: World, time: number) => (time - world.start) / HOUR;
