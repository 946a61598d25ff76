import fc from 'fast-check';

import { seededRandom } from '../permutation';
import { type Baseline, distancesToLevel, longRunDeviation, metricBaseline, type Series } from './baseline';
import { metricChange } from './change';
import { ewmaChart } from './ewma';
import { pageHinkley } from './pageHinkley';

const HOUR = 3600 * 1000;
const DAY = 24;
const WEEK = 168;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);

interface Course {
  /** The level at an hour since START, less 100. */
  rhythm: (hour: number) => number;
  correlation: number;
  shift: number;
  shiftFrom: number;
}

const even = () => 0;

function baselineOf(series: Series): Baseline {
  const found = metricBaseline(series);
  if (typeof found === 'string') {
    throw new Error(found);
  }
  return found;
}

/** Hourly values of a metric: a level at each hour, correlated noise of deviation 1, and a shift from some hour on. */
function hourly(
  hours: { from: number; to: number },
  random: () => number,
  { rhythm = even, correlation = 0, shift = 0, shiftFrom = 0 }: Partial<Course> = {}
): Series {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let noise = normal();
  const times = Array.from({ length: hours.to - hours.from }, (_, i) => START + (hours.from + i) * HOUR);
  const values = times.map((_, i) => {
    noise = correlation * noise + Math.sqrt(1 - correlation ** 2) * normal();
    const hour = hours.from + i;
    return 100 + rhythm(hour) + noise + (hour >= shiftFrom ? shift : 0);
  });
  return { times, values };
}

/** Twenty times the noise by day, and quiet weekends. */
const traffic = (hour: number) => 20 * Math.sin((2 * Math.PI * hour) / DAY) - (hour % WEEK >= 5 * DAY ? 30 : 0);

describe('the level of a metric', () => {
  it('is that of the hour of the week where two weeks are known, of the day where two days are, else one', () => {
    const random = seededRandom(1);
    const cycles = [3 * WEEK, 2 * WEEK, 2 * WEEK - 1, 2 * DAY, 2 * DAY - 1].map(
      (to) => baselineOf(hourly({ from: 0, to }, random)).cycle
    );
    expect(cycles).toEqual(['week', 'week', 'day', 'day', 'none']);
  });

  it('leaves a rhythm out of the deviation, which is that of a new value from its level', () => {
    const random = seededRandom(2);
    for (const weeks of [2, 4, 8]) {
      const baseline = baselineOf(hourly({ from: 0, to: weeks * WEEK }, random, { rhythm: traffic }));
      const now = hourly({ from: 8 * WEEK, to: 12 * WEEK }, random, { rhythm: traffic });
      const distances = distancesToLevel(baseline, now).map((value) => value ?? NaN);
      const deviation = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / distances.length);
      expect(baseline.deviation / deviation).toBeCloseTo(1, 1);
      expect(deviation).toBeCloseTo(Math.sqrt(1 + 1 / weeks), 1);
    }
  });

  it('is not known for hours that were not seen twice, and of nothing else either', () => {
    const random = seededRandom(3);
    const { times, values } = hourly({ from: 0, to: 2 * WEEK }, random);
    const gaps = Array.from(values, (value, i) => (i % DAY === 5 ? undefined : value));
    const baseline = baselineOf({ times, values: gaps });
    const distances = distancesToLevel(baseline, { times: [START + 5 * HOUR, START + 6 * HOUR], values: [1, 1] });
    expect(distances[0]).toBeUndefined();
    expect(distances[1]).toBeCloseTo(-99, -1);
    expect(distancesToLevel(baseline, { times: [START + 6 * HOUR], values: [undefined] })).toEqual([undefined]);
  });

  it('is not known of fewer than 30 values, or where fewer were seen twice', () => {
    expect(metricBaseline({ times: [], values: [] })).toBe('few values');
    expect(metricBaseline(hourly({ from: 0, to: 29 }, seededRandom(4)))).toBe('few values');
    const { times, values } = hourly({ from: 0, to: 2 * DAY }, seededRandom(4));
    // Of the second day ten hours and the last: 22 values are of hours that were seen twice.
    const gaps = Array.from(values, (value, i) => (i < DAY + 10 || i === 2 * DAY - 1 ? value : undefined));
    expect(metricBaseline({ times, values: gaps })).toBe('few repeated');
  });

  it.each([
    ['are all equal', () => 1],
    ['repeat exactly, day by day', (hour: number) => 1 + (hour % DAY)],
  ])('says nothing about what is usual of values that %s, whatever rounding makes of them', (_, shape) => {
    const units = fc.double({ noNaN: true, min: -1e100, max: 1e100 });
    fc.assert(
      fc.property(units, fc.integer({ min: 2 * DAY, max: 400 }), (unit, to) => {
        const { times } = hourly({ from: 0, to }, seededRandom(4));
        expect(metricBaseline({ times, values: Array.from(times, (_, hour) => unit * shape(hour)) })).toBe('no spread');
      })
    );
  });

  it('knows how strongly a value follows the one before', () => {
    const random = seededRandom(5);
    for (const correlation of [0, 0.5, 0.9]) {
      const baseline = baselineOf(hourly({ from: 0, to: 40 * WEEK }, random, { correlation }));
      expect(baseline.correlation).toBeCloseTo(correlation, 1);
    }
  });
});

describe('traffic with a daily rhythm', () => {
  const watch = (baselineWeeks: number, now: Series, random: () => number) => {
    const baseline = baselineOf(hourly({ from: 0, to: baselineWeeks * WEEK }, random, { rhythm: traffic }));
    const distances = distancesToLevel(baseline, now);
    const chart = ewmaChart(distances, { ...baseline, mean: 0 });
    return {
      change: metricChange(baseline.distances, distances, 0.999)!,
      out: chart.filter((point) => point?.out).length / chart.length,
      changes: pageHinkley(distances, { mean: 0, deviation: longRunDeviation(baseline), limit: 10 }),
    };
  };

  it('does not alarm', () => {
    const random = seededRandom(6);
    for (let run = 0; run < 10; run++) {
      const now = hourly({ from: 8 * WEEK, to: 10 * WEEK }, random, { rhythm: traffic });
      const { change, out, changes } = watch(6, now, random);
      expect((change.lower ?? NaN) * (change.upper ?? NaN)).toBeLessThan(0);
      expect(out).toBeLessThan(0.03);
      expect(changes).toEqual([]);
    }
  });

  it('alarms once its level moves by as much as its noise, a twentieth of the rhythm', () => {
    const random = seededRandom(7);
    const shiftFrom = 9 * WEEK;
    const now = hourly({ from: 8 * WEEK, to: 10 * WEEK }, random, { rhythm: traffic, shift: 1, shiftFrom });
    const { change, out, changes } = watch(6, now, random);
    expect(change.lower).toBeGreaterThan(0);
    expect(out).toBeGreaterThan(0.2);
    expect(changes[0].direction).toBe('up');
    expect(Math.abs(changes[0].from - WEEK)).toBeLessThan(DAY);
  });
});

describe('the change of a mean', () => {
  it.each([
    [0, 0.03],
    [0.5, 0.03],
    [0.8, 0.03],
  ])('has an interval that holds the truth 95 times of 100, with correlation %s', (correlation, off) => {
    const random = seededRandom(8);
    const runs = 400;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const reference = hourly({ from: 0, to: 300 }, random, { correlation }).values;
      const current = hourly({ from: 0, to: 200 }, random, { correlation, shift: 2 }).values;
      const { lower = NaN, upper = NaN } = metricChange(reference, current) ?? {};
      held += lower <= 2 && 2 <= upper ? 1 : 0;
    }
    expect(Math.abs(held / runs - 0.95)).toBeLessThan(off);
  });

  it('has no interval from fewer than 30 values or from equal ones, and is undefined without any', () => {
    const thirty = Array.from({ length: 30 }, (_, i) => i % 7);
    expect(metricChange(thirty, [5, 6])).toEqual({ value: 5.5 - thirty.reduce((a, b) => a + b, 0) / 30 });
    expect(metricChange(new Array(40).fill(1), new Array(40).fill(3))).toEqual({ value: 2 });
    expect(metricChange([undefined, NaN], thirty)).toBeUndefined();
    expect(metricChange(thirty, thirty)?.lower).toBeLessThan(0);
  });
});

describe('the EWMA chart', () => {
  it("gives the numbers of Lucas and Saccucci's example: the tenth value is out", () => {
    // w = 0.25 and L = 3, mean 0, deviation 1.
    const values = [1, -0.5, 0, -0.8, -0.8, -1.2, 1.5, -0.6, 1, -0.9, 1.2, 0.5, 2.6, 0.7, 1.1, 2, 1.4, 1.9, 0.8];
    const chart = ewmaChart(values, { mean: 0, deviation: 1, weight: 0.25, width: 3 });
    expect(chart.slice(0, 3).map((point) => point?.average)).toEqual([0.25, 0.0625, 0.046875]);
    expect(chart[0]?.upper).toBeCloseTo(0.75, 12);
    expect(chart[18]?.upper).toBeCloseTo(3 * Math.sqrt(0.25 / 1.75), 4);
  });

  it('keeps its average where there is no data', () => {
    const options = { mean: 0, deviation: 1 };
    const chart = ewmaChart([1, undefined, NaN, 2], options);
    expect(chart.slice(1, 3)).toEqual([undefined, undefined]);
    expect([chart[0], chart[3]]).toEqual(ewmaChart([1, 2], options));
  });

  it('is out once in 500 independent values, and not much more often in correlated ones', () => {
    const random = seededRandom(9);
    for (const [correlation, most] of [
      [0, 1 / 300],
      [0.6, 1 / 300],
    ]) {
      let alarms = 0;
      const { values } = hourly({ from: 0, to: 60_000 }, random, { correlation });
      for (let from = 0; from < values.length;) {
        const rest = Array.from(values).slice(from, from + 3000);
        const out = ewmaChart(rest, { mean: 100, deviation: 1, correlation }).findIndex((point) => point?.out);
        alarms += out >= 0 ? 1 : 0;
        from += out >= 0 ? out + 1 : rest.length;
      }
      expect(alarms / values.length).toBeLessThan(most);
      expect(alarms).toBeGreaterThan(10);
    }
  });
});

describe('the test of Page and Hinkley', () => {
  const options = { mean: 0, deviation: 1 };

  it('says since when the level is another, and in which direction', () => {
    const values = [...new Array(50).fill(0), ...new Array(50).fill(3), ...new Array(50).fill(-1)];
    expect(pageHinkley(values, options).map(({ from, direction }) => [from, direction])).toEqual([
      [50, 'up'],
      [100, 'down'],
    ]);
  });

  it('leaves out what is not there, without losing the place', () => {
    const values = [0, undefined, 0, NaN, 4, undefined, 4, 4];
    expect(pageHinkley(values, options)).toEqual([{ from: 4, noticed: 6, direction: 'up' }]);
  });

  it('finds nothing without values, and none where nothing strays', () => {
    expect(pageHinkley([], options)).toEqual([]);
    expect(pageHinkley([1, 2, 3], { mean: 0, deviation: 0 })).toEqual([]);
  });

  it('takes one independent value in 465 for a change by chance', () => {
    const random = seededRandom(10);
    let alarms = 0;
    const { values } = hourly({ from: 0, to: 60_000 }, random);
    for (let from = 0; from < values.length;) {
      const rest = Array.from(values).slice(from, from + 3000);
      const found = pageHinkley(rest, { mean: 100, deviation: 1 })[0]?.noticed ?? rest.length - 1;
      alarms += found < rest.length - 1 ? 1 : 0;
      from += found + 1;
    }
    expect(values.length / alarms).toBeGreaterThan(380);
    expect(values.length / alarms).toBeLessThan(560);
  });
});
