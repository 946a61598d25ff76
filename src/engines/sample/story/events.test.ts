import { eventsBetween, lives, type Occurrence, type PredictionEvent, serving, Timeline, type World } from './events';
import { HOUR, MINUTE, SECOND, story } from './story';
import { confusionTruth, errorsBetween, outcomesBetween, predictionsBetween } from '../../../../demo/truth';

const world: World = { story, start: Date.UTC(2026, 10, 20), seed: 7 };
const hour = (hours: number) => world.start + hours * HOUR;

/** All that happens in (from, to], with the calls to `until` made at the given moments. */
function occurrences(moments: number[]): Occurrence[] {
  const timeline = new Timeline(world);
  return moments.flatMap((moment) => [...timeline.until(moment)]);
}

describe('the events of a world', () => {
  it('are the same whenever and in whatever pieces they are asked for', () => {
    const whole = eventsBetween(world, hour(1), hour(3));
    const pieces = [1, 1.25, 1.2501, 2, 2.9, 3].flatMap((from, i, all) =>
      i + 1 < all.length ? eventsBetween(world, hour(from), hour(all[i + 1])) : []
    );
    expect(pieces).toEqual(whole);
    expect(whole.length).toBeGreaterThan(1000);
    expect(eventsBetween({ ...world, seed: 8 }, hour(1), hour(3))).not.toEqual(whole);
  });

  it('happen in order, once each, however often one looks', () => {
    const once = occurrences([hour(2)]);
    const often = occurrences(Array.from({ length: 2401 }, (_, i) => world.start + i * 3 * SECOND));
    expect(often).toEqual(once);
    expect(once.every(({ at }, i) => i === 0 || once[i - 1].at <= at)).toBe(true);
  });

  it('have ids of their own', () => {
    const ids = eventsBetween(world, hour(0), hour(6)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('go to processes that serve, a minute away from their start and end', () => {
    const lost = eventsBetween(world, hour(32), hour(39)).filter(
      ({ instance, time, version, observed, observedBy }) =>
        !servingAt(instance, version, time) ||
        (observed !== undefined && !servingAt(String(observedBy), version, observed))
    );
    expect(lost).toEqual([]);
    const [first, second] = lives(world, story.instances[0]);
    expect(serving(world, story.instances[0], 'v1')).toEqual([
      { from: first.from + MINUTE, to: first.to - MINUTE },
      { from: second.from + MINUTE, to: Infinity },
    ]);
  });

  it('learn outcomes after the answer, rejections later than approvals', () => {
    const known = eventsBetween(world, hour(1), hour(12)).filter(({ observed }) => observed !== undefined);
    expect(known.every(({ time, latency, observed }) => Number(observed) > time + latency * SECOND)).toBe(true);
    const delays = (outcome: string) =>
      median(known.filter((event) => event.outcome === outcome).map((event) => Number(event.observed) - event.time));
    expect(delays('approve')).toBeGreaterThan(0.6 * HOUR);
    expect(delays('reject')).toBeGreaterThan(2.5 * delays('approve'));
  });

  it('either fail or are answered', () => {
    for (const event of eventsBetween(world, hour(42.9), hour(43.5))) {
      const answered = event.prediction !== undefined || event.value !== undefined;
      expect(answered).toBe(event.error === undefined);
      expect(event.error === undefined || event.observed === undefined).toBe(true);
    }
  });
});

describe('the story', () => {
  const share = (model: string, version: string, from: number, to: number) => {
    const cells = confusionTruth(world, { model, version, from: hour(from), to: hour(to) });
    const count = (keep: (cell: (typeof cells)[number]) => boolean) =>
      cells.filter(keep).reduce((sum, cell) => sum + cell.count, 0);
    return {
      accuracy: count((c) => c.actual === c.predicted) / count(() => true),
      recall: count((c) => c.actual === 'reject' && c.predicted === 'reject') / count((c) => c.actual === 'reject'),
      support: count(() => true),
    };
  };

  it('lets v1 decay in recall first, while v2 does not', () => {
    expect(share('credit-risk', 'v1', 6, 18).recall).toBeGreaterThan(0.62);
    expect(share('credit-risk', 'v1', 45, 48).recall).toBeLessThan(0.4);
    expect(share('credit-risk', 'v2', 45, 48).recall).toBeGreaterThan(0.6);
    expect(share('credit-risk', 'v1', 6, 18).accuracy).toBeGreaterThan(0.82);
    expect(share('credit-risk', 'v1', 45, 48).accuracy).toBeLessThan(0.8);
    expect(share('intent', '2024-11', 6, 18).accuracy).toBeCloseTo(0.88, 1);
  });

  it('starts v2 at hour 30 on a process that runs already', () => {
    const v2 = (from: number, to: number) =>
      predictionsBetween(world, { model: 'credit-risk', version: 'v2', from: hour(from), to: hour(to) });
    expect(v2(0, 30)).toEqual([]);
    expect(new Set(v2(30, 32).map(({ instance }) => instance))).toEqual(new Set(['credit-risk-1:8080']));
  });

  it('has an incident of 25 minutes at hour 43, and again a day later', () => {
    const question = (from: number, to: number) => ({ model: 'credit-risk', from: hour(from), to: hour(to) });
    const errorShare = (from: number, to: number) => {
      const failed = errorsBetween(world, question(from, to)).length;
      return failed / (failed + predictionsBetween(world, question(from, to)).length);
    };
    const slowness = (from: number, to: number) =>
      median(predictionsBetween(world, question(from, to)).map(({ latency }) => latency));
    expect(errorShare(42, 43)).toBeLessThan(0.02);
    expect(errorShare(43, 43.4)).toBeGreaterThan(0.2);
    expect(errorShare(43.42, 44.4)).toBeLessThan(0.02);
    expect(errorShare(67, 67.4)).toBeGreaterThan(0.2);
    expect(slowness(43, 43.4)).toBeGreaterThan(10 * slowness(42, 43));
  });

  it('tells the truth of a window as the sum of its parts', () => {
    const at = (from: number, to: number) =>
      outcomesBetween(world, { model: 'intent', from: hour(from), to: hour(to) }).map(({ id }) => id);
    expect([...at(3, 3.7), ...at(3.7, 5)].sort()).toEqual(at(3, 5).sort());
    const byVersion = ['v1', 'v2'].map((version) => share('credit-risk', version, 30, 40).support);
    const all = confusionTruth(world, { model: 'credit-risk', from: hour(30), to: hour(40) });
    expect(byVersion[0] + byVersion[1]).toBe(all.reduce((sum, { count }) => sum + count, 0));
  });

  it('knows both clocks', () => {
    const question = { model: 'credit-risk', from: hour(10), to: hour(11) };
    const labelled = predictionsBetween(world, question).filter(
      (event: PredictionEvent) => event.outcome !== undefined
    );
    const onPrediction = confusionTruth(world, question, 'prediction').reduce((sum, { count }) => sum + count, 0);
    expect(onPrediction).toBe(labelled.length);
    expect(confusionTruth(world, question, 'outcome')).not.toEqual(confusionTruth(world, question, 'prediction'));
  });
});

const spans = new Map(
  story.instances.flatMap((instance) =>
    instance.versions.map(({ version }) => [`${instance.name} ${version}`, serving(world, instance, version)])
  )
);
function servingAt(name: string, version: string, time: number): boolean {
  return spans.get(`${name} ${version}`)?.some(({ from, to }) => from <= time && time < to) ?? false;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
