import { accuracy, planOf, ruleOf } from '../../test/alertRules';
import { isRefusal } from '../engines/engine';
import { poisson, random } from '../engines/sample/story/random';
import { type Answer } from './expressions/values';
import { type Condition } from './rule';
import { CONDITION, ruleData } from './ruleData';
import { type PastEvaluation, simulate, type Simulation } from './simulate';

/**
 * Traffic as services have it: a rhythm of day and night, and outcomes in clusters that are right or wrong together, since a
 * customer, a batch or a broken sensor comes more than once. Clusters of 3 on average, some of 20, make the spread of a share
 * more than twice what independent outcomes have; intervals know nothing of it.
 */
const STEP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_MS = 2 * HOUR_MS;
const MEAN_CLUSTER = 3;

interface Counted {
  hits: number;
  support: number;
}

function traffic(
  seed: number,
  days: number,
  anHour: number,
  quality: (time: number) => number,
  meanCluster = MEAN_CLUSTER
): Counted[] {
  const uniform = random(seed);
  return Array.from({ length: (days * DAY_MS) / STEP_MS }, (_, i) => {
    const time = i * STEP_MS;
    const rhythm = 1 + 0.6 * Math.sin((2 * Math.PI * time) / DAY_MS);
    const clusters = poisson(uniform, (anHour * rhythm * STEP_MS) / HOUR_MS / meanCluster);
    let [hits, support] = [0, 0];
    for (let cluster = 0; cluster < clusters; cluster++) {
      // Geometric: 1, 2, ... with a mean of `meanCluster`.
      const size = 1 + Math.floor(Math.log(1 - uniform()) / Math.log(1 - 1 / meanCluster));
      support += size;
      hits += uniform() < quality(time) ? size : 0;
    }
    return { hits, support };
  });
}

/** What a rule over the last two hours would have seen, every five minutes. */
function evaluations(counts: Counted[]): PastEvaluation[] {
  const width = WINDOW_MS / STEP_MS;
  return counts.slice(width - 1).map((_, i) => {
    const within = counts.slice(i, i + width);
    const sum = (name: keyof Counted) => within.reduce((total, one) => total + one[name], 0);
    const number = (value: number): Answer => [{ type: 'number', labels: {}, value }];
    const [hits, support] = [sum('hits'), sum('support')];
    return {
      time: (i + width) * STEP_MS,
      answers: new Map([
        ['hits', number(hits)],
        ['support', number(support)],
        ['value', number(hits / support)],
      ]),
    };
  });
}

function run(counts: Counted[], condition: Condition): Simulation {
  const rule = ruleOf(planOf({ ...accuracy, window: '2h' }), condition);
  const found = simulate(
    { queries: ruleData(rule), condition: CONDITION, forMs: STEP_MS, everyMs: STEP_MS, noData: 'OK' },
    evaluations(counts)
  );
  if (isRefusal(found)) {
    throw new Error(found.sentence);
  }
  return found;
}

/** The share of evaluations at which an alert was firing. */
function shareFiring({ episodes, evaluations: count }: Simulation): number {
  const last = (count + WINDOW_MS / STEP_MS) * STEP_MS;
  const firing = episodes.reduce(
    (sum, { firedFrom, to = last }) => sum + (firedFrom === undefined ? 0 : to - firedFrom),
    0
  );
  return firing / STEP_MS / count;
}

const surelyBelow: Condition = { is: 'below', threshold: 0.9, surely: 0.99 };
const seeds = [1, 2, 3];

describe.each(seeds)('a month of unchanged quality 2 points above the threshold (%d)', (seed) => {
  const month = traffic(seed, 30, 2000, () => 0.92);

  it("fires in at most 1 % of evaluations, if it is 'surely' at 99 %", () => {
    expect(shareFiring(run(month, surelyBelow))).toBeLessThanOrEqual(0.01);
  });

  const plainlyBelow: Condition = { is: 'below', threshold: 0.9 };

  it('does so with a tenth of the traffic where outcomes are independent, and a rule that only compares does not', () => {
    const little = traffic(seed, 30, 200, () => 0.92, 1);
    expect(shareFiring(run(little, surelyBelow))).toBeLessThanOrEqual(0.01);
    expect(shareFiring(run(little, plainlyBelow))).toBeGreaterThan(0.05);
  });

  it('fires a fifth as often as a rule that only compares, with a tenth of the traffic in clusters', () => {
    const little = traffic(seed, 30, 200, () => 0.92);
    expect(shareFiring(run(little, surelyBelow))).toBeLessThan(0.2 * shareFiring(run(little, plainlyBelow)));
  });
});

describe.each(seeds)('a drop to 5 points below the threshold, of 2,000 outcomes an hour (%d)', (seed) => {
  // At three times of day, as the traffic of the night is a quarter of that of the day.
  it.each([6, 12, 18])('fires within two hours, at %d hours', (hour) => {
    const drop = DAY_MS + hour * HOUR_MS;
    const counts = traffic(seed, 3, 2000, (time) => (time < drop ? 0.92 : 0.85));
    const { episodes } = run(counts, surelyBelow);
    const after = episodes.filter(({ firedFrom = 0 }) => firedFrom > drop);
    expect(after[0]?.firedFrom).toBeLessThanOrEqual(drop + 2 * HOUR_MS);
  });
});

it('a drop that is over recovers', () => {
  const counts = traffic(4, 3, 2000, (time) => (time > DAY_MS && time < 1.5 * DAY_MS ? 0.85 : 0.92));
  const { episodes, fired } = run(counts, surelyBelow);
  expect(fired).toBe(1);
  expect(episodes.filter(({ firedFrom }) => firedFrom !== undefined)[0].to).toBeLessThan(1.5 * DAY_MS + 2 * HOUR_MS);
});
