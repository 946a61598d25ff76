import { type TimeBasis } from '../../../query/query';
import { type AuditRecord } from '../records';
import { eventMaker, type PredictionEvent } from './events';
import { LONGEST_DELAY } from './models';
import { hash } from './random';
import { CYCLE_HOURS, sampleStory } from './sampleStory';
import { HOUR, MINUTE, type ModelStory } from './story';

const CYCLE = CYCLE_HOURS * HOUR;
const SEED = 20260101;
/** An outcome is learnt at most this long after its prediction: some wait for a process to start again. */
const LONGEST_WAIT = LONGEST_DELAY + HOUR;
const WAIT_HOURS = Math.ceil(LONGEST_WAIT / HOUR);

/** Hours that are kept of each clock: somewhat more than the sample's history has. */
const KEPT_HOURS = 1600;

/**
 * The records of one sample model hour by hour, made when first asked for, the same whenever that is. They know the
 * future: whoever asks leaves out what is not yet.
 */
export class StoryRecords {
  private readonly byPrediction = new HourCache((hour) => this.makeHour(hour));
  private readonly byOutcome = new HourCache((hour) => this.learntIn(hour));
  private maker?: { cycle: number; make: (minute: number) => PredictionEvent[] };

  constructor(private readonly model: ModelStory) {}

  /** Those that happened in (from, to] on a clock, ascending; without any outcome that is learnt after `now`. */
  between(from: number, to: number, basis: TimeBasis, now: number): AuditRecord[] {
    const cache = basis === 'prediction' ? this.byPrediction : this.byOutcome;
    const timeOf = basis === 'prediction' ? predictedAt : learntAt;
    const records: AuditRecord[] = [];
    for (let hour = Math.floor(from / HOUR); hour * HOUR <= to; hour++) {
      const end = (hour + 1) * HOUR;
      const whole = from < hour * HOUR && end <= to;
      const old = end + LONGEST_WAIT <= now;
      for (const record of cache.get(hour)) {
        if (whole || (timeOf(record) > from && timeOf(record) <= to)) {
          records.push(old || !(learntAt(record) > now) ? record : unlearnt(record));
        }
      }
    }
    return records;
  }

  private makeHour(hour: number): AuditRecord[] {
    const cycle = Math.floor((hour * HOUR) / CYCLE);
    if (this.maker?.cycle !== cycle) {
      const world = { story: sampleStory, start: cycle * CYCLE, seed: hash(SEED, cycle) };
      this.maker = { cycle, make: eventMaker(world, this.model) };
    }
    const { make } = this.maker;
    const first = (hour * HOUR) / MINUTE;
    return Array.from({ length: HOUR / MINUTE }, (_, minute) => make(first + minute))
      .flat()
      .map(recordOf);
  }

  private learntIn(hour: number): AuditRecord[] {
    const from = hour * HOUR;
    const learnt: AuditRecord[] = [];
    for (let made = hour - WAIT_HOURS; made <= hour; made++) {
      for (const record of this.byPrediction.get(made)) {
        const time = record.observed;
        if (time !== undefined && time >= from && time < from + HOUR) {
          learnt.push(record);
        }
      }
    }
    return learnt.sort((a, b) => learntAt(a) - learntAt(b));
  }
}

const predictedAt = (record: AuditRecord) => record.time ?? NaN;
const learntAt = (record: AuditRecord) => record.observed ?? NaN;

/** A prediction with all that is ever learnt of it, as a record. */
export function recordOf(event: PredictionEvent): AuditRecord {
  const { id, time, model, version, prediction, outcome, score, value, outcomeValue, observed, latency } = event;
  const { error, features } = event;
  return {
    id,
    time,
    model,
    version,
    predicted: prediction,
    actual: outcome,
    score,
    value,
    actualValue: outcomeValue,
    observed,
    duration: latency,
    error,
    features,
  };
}

function unlearnt(record: AuditRecord): AuditRecord {
  return { ...record, actual: undefined, actualValue: undefined, observed: undefined };
}

/** What was made for each hour, the latest asked for kept. */
class HourCache {
  private readonly kept = new Map<number, readonly AuditRecord[]>();

  constructor(private readonly make: (hour: number) => readonly AuditRecord[]) {}

  get(hour: number): readonly AuditRecord[] {
    const found = this.kept.get(hour);
    const records = found ?? this.make(hour);
    if (found === undefined) {
      // The oldest first, as a Map keeps its insertion order.
      for (const oldest of this.kept.keys()) {
        if (this.kept.size < KEPT_HOURS) {
          break;
        }
        this.kept.delete(oldest);
      }
      this.kept.set(hour, records);
    }
    return records;
  }
}
