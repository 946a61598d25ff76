import { readDrift } from '../../../frames/driftFrame';
import { defaultMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { isRefusal } from '../../engine';
import { type AuditRecord } from '../records';
import { sampleEngine } from '../sampleEngine';
import { CYCLE_HOURS } from './sampleStory';
import { HISTORY_DAYS, storySource } from './storySource';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CYCLE = CYCLE_HOURS * HOUR;
/** Begins a cycle. */
const START = Math.ceil(Date.UTC(2026, 10, 20) / CYCLE) * CYCLE;
const NOW = START + 10 * DAY + 5 * HOUR;
const MODELS = ['credit-risk', 'house-price', 'intent'];

const source = storySource(() => NOW);
const predicted = (from: number, to: number, of = source) => of.records('credit-risk', from, to, 'prediction');

describe('the records of the sample models', () => {
  it('are the same whenever and in whatever order they are asked for', () => {
    const hour = (hours: number) => START + hours * HOUR + 1234;
    for (const basis of ['prediction', 'outcome'] as const) {
      for (const model of MODELS) {
        const whole = source.records(model, hour(40), hour(60), basis);
        const later = storySource(() => NOW + 20 * DAY);
        const end = later.records(model, hour(52), hour(60), basis);
        const start = later.records(model, hour(40), hour(47), basis);
        const middle = later.records(model, hour(47), hour(52), basis);
        expect([...start, ...middle, ...end]).toEqual(whole);
        expect(whole.length).toBeGreaterThan(100);
      }
    }
  });

  it('lie in (from, to], in order, on either clock', () => {
    for (const basis of ['prediction', 'outcome'] as const) {
      const at = ({ time = NaN, observed = NaN }: AuditRecord) => (basis === 'outcome' ? observed : time);
      const [from, to] = [START + 12 * HOUR + 61_000, START + 31 * HOUR + 7];
      const times = source.records('intent', from, to, basis).map(at);
      expect(times.every((time, i) => time > from && time <= to && (i === 0 || time >= times[i - 1]))).toBe(true);
      const [middle] = times.slice(times.length / 2);
      const parts = [...source.records('intent', from, middle, basis), ...source.records('intent', middle, to, basis)];
      expect(parts.map(at)).toEqual(times);
    }
  });

  it('are the same outcomes on both clocks', () => {
    const known = predicted(START, START + DAY).filter(({ observed }) => observed !== undefined);
    const learnt = source
      .records('credit-risk', START, START + 2 * DAY, 'outcome')
      .filter(({ time = NaN }) => time > START && time <= START + DAY);
    const ids = (records: readonly AuditRecord[]) => records.map(({ id }) => id).sort();
    expect(ids(learnt)).toEqual(ids(known));
  });

  it('have outcomes that arrive after the cycle they belong to', () => {
    const end = START + CYCLE;
    const late = source.records('credit-risk', end, end + DAY, 'outcome').filter(({ time = NaN }) => time <= end);
    expect(late.length).toBeGreaterThan(50);
    expect(late.some(({ version }) => version === 'v2')).toBe(true);
  });

  it('do not know the future', () => {
    expect(predicted(NOW, NOW + DAY)).toEqual([]);
    const today = predicted(NOW - DAY, NOW + DAY);
    expect(Math.max(...today.map(({ time = NaN }) => time))).toBeLessThanOrEqual(NOW);
    expect(today.filter(({ observed = 0 }) => observed > NOW)).toEqual([]);
    const then = storySource(() => NOW + DAY).records('credit-risk', NOW - DAY, NOW, 'prediction');
    expect(then.map(({ id }) => id)).toEqual(today.map(({ id }) => id));
    const open = (records: readonly AuditRecord[]) => records.filter(({ actual }) => actual === undefined).length;
    expect(open(today)).toBeGreaterThan(open(then) + 100);
    expect(today.filter(({ actual, observed }) => (actual === undefined) !== (observed === undefined))).toEqual([]);
  });

  it('go back two months, and that is said', () => {
    const begin = NOW - 5 * HOUR - HISTORY_DAYS * DAY;
    expect(source.coverage('intent')).toEqual({ from: begin, to: NOW });
    expect(source.records('house-price', begin - 10 * DAY, begin, 'outcome')).toEqual([]);
    expect(source.records('house-price', begin, begin + HOUR, 'outcome').length).toBeGreaterThan(5);
    expect(source.notices('intent', begin, NOW, 'outcome')).toEqual([]);
    expect(source.notices('intent', begin - 1, NOW, 'outcome')).toEqual([
      `The history of the sample models goes back 60 days, to ${new Date(begin).toISOString().slice(0, 10)}: before that there is no data.`,
    ]);
  });

  it('are described by what they can be told apart by', () => {
    for (const model of MODELS) {
      const records = source.records(model, START, START + CYCLE, 'prediction');
      const values = (of: (record: AuditRecord) => string | undefined) =>
        [...new Set(records.flatMap((record) => of(record) ?? []))].sort();
      expect(values(({ version }) => version)).toEqual([...source.values('version', model)].sort());
      expect(values(({ predicted }) => predicted)).toEqual([...source.values('predicted', model)].sort());
      expect(values(({ error }) => error?.type)).toEqual([...source.values('error_type', model)].sort());
      const features = Object.keys(records[0].features);
      expect(source.attributes(model)).toEqual(expect.arrayContaining(['version', 'error_type', ...features]));
      for (const feature of features) {
        const categories = values(({ features: all }) => (typeof all[feature] === 'string' ? all[feature] : undefined));
        expect([...source.values(feature, model)].sort()).toEqual(categories);
      }
    }
    expect(source.values('toString', 'intent')).toEqual([]);
  });
});

describe('the story', () => {
  const recall = (records: readonly AuditRecord[]) => {
    const positive = records.filter(({ actual }) => actual === 'reject');
    return positive.filter((record) => record.predicted === 'reject').length / positive.length;
  };
  const of = (version: string) => (record: AuditRecord) => record.version === version;
  /** As the outcomes of all cycles of the last two weeks have it, since one has few. */
  const inCycles = (from: number, to: number) =>
    Array.from({ length: 5 }, (_, i) => START + i * CYCLE).flatMap((start) =>
      predicted(start + from * HOUR, start + to * HOUR)
    );

  it('lets v1 decay in each cycle, while v2, which comes in its course, does not', () => {
    expect(recall(inCycles(0, 8).filter(of('v1')))).toBeGreaterThan(0.6);
    expect(recall(inCycles(36, 48).filter(of('v1')))).toBeLessThan(0.45);
    expect(recall(inCycles(36, 48).filter(of('v2')))).toBeGreaterThan(0.6);
    expect(inCycles(0, 14).filter(of('v2'))).toEqual([]);
    expect(inCycles(14.1, 17).filter(of('v2')).length).toBeGreaterThan(10);
  });

  it('shows an incident in every 24 hours, and that v1 has decayed or that there is a v2', () => {
    for (let hour = 0; hour < CYCLE_HOURS; hour += 3) {
      const day = predicted(START + CYCLE + hour * HOUR, START + CYCLE + (hour + 24) * HOUR);
      const failed = day.filter(({ error }) => error?.type === 'TimeoutError');
      expect(failed.length).toBeGreaterThan(8);
      const v1 = day.filter(of('v1'));
      const decayed = recall(v1.slice(0, v1.length / 4)) - recall(v1.slice((-3 * v1.length) / 4));
      expect(day.some(of('v2')) || Math.abs(decayed) > 0.1).toBe(true);
      expect(day.length).toBeGreaterThan(3000);
    }
  });

  it('shows drift at any hour against the day before, and never of what is steady', () => {
    const steady = ['age', 'amount', 'applicants', 'purpose', 'words', 'language'];
    for (let hour = 0; hour < CYCLE_HOURS; hour += 3) {
      const to = START + 2 * CYCLE + hour * HOUR;
      const drifted = ['credit-risk', 'intent'].flatMap((name) => driftedOf(name, to));
      expect({ hour, isAny: drifted.length > 0 }).toEqual({ hour, isAny: true });
      expect({ hour, steady: drifted.filter((feature) => steady.includes(feature)) }).toEqual({ hour, steady: [] });
    }
  });
});

/** The features of the last day that have drifted from the day before. */
function driftedOf(name: string, to: number): string[] {
  const query = migrateQuery({
    kind: 'drift',
    model: { name },
    reference: { kind: 'offset', offset: '1d' },
    drift: { usualPeriods: 0 },
  });
  const window = { from: to - DAY, to, intervalMs: HOUR };
  const plan = sampleEngine(source).plan(query, defaultMapping, window, null);
  const rows = isRefusal(plan) ? [] : (readDrift(plan.read([])[0]) ?? []);
  return rows.filter(({ status }) => status === 'drift').map(({ variable }) => variable);
}
