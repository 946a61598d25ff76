/** What a metric is like without drift: its level at each hour of the week, and how it strays from that. */

export interface Series {
  /** Milliseconds, ascending, in even steps. */
  times: ArrayLike<number>;
  /** undefined where there is no data: left out. */
  values: ArrayLike<number | undefined>;
}

export interface Baseline {
  /** What repeats: hours of the week from two weeks of reference on, hours of the day from two days on. */
  cycle: 'week' | 'day' | 'none';
  /** Mean of the reference in each hour of the cycle (UTC); undefined for one that it has not seen twice. */
  levels: Array<number | undefined>;
  /** Of all its values. */
  mean: number;
  /** Standard deviation of a new value from its level, the level's own error among it. */
  deviation: number;
  /** Between one distance to the level and the next; 0 to 0.97. */
  correlation: number;
  /** The reference's distances to its levels, each to that of the other weeks or days, as wide as those of new values. */
  distances: Float64Array;
}

const HOUR = 3600 * 1000;
const HOURS = { week: 168, day: 24, none: 1 };

/** With stronger correlation a series has no level to speak of. */
const STRONGEST = 0.97;

/** Fewest values of a reference. */
export const FEWEST_OF_METRIC = 30;

/** Why there is no baseline: fewer than 30 values; fewer in hours that were seen twice; none strays from its level. */
export type NoBaseline = 'few values' | 'few repeated' | 'no spread';

/** Sums of so many values are off by less than this share of the largest. */
const ROUNDING = 1e-12;

/** What a series is like, or why it says nothing about what is usual. */
export function metricBaseline({ times, values }: Series): Baseline | NoBaseline {
  const known = Array.from({ length: times.length }, (_, i) => ({ time: times[i], value: values[i] ?? NaN })).filter(
    ({ time, value }) => Number.isFinite(time) && Number.isFinite(value)
  );
  if (known.length < FEWEST_OF_METRIC) {
    return 'few values';
  }
  const span = (known[known.length - 1].time - known[0].time) / HOUR;
  // One step short of two weeks are two weeks.
  const covers = (hours: number) => span * (1 + 1 / (known.length - 1)) >= 2 * hours - 1e-6;
  const cycle = covers(HOURS.week) ? 'week' : covers(HOURS.day) ? 'day' : 'none';
  const { levels, distances } = strayed(known, cycle);
  if (distances.length < FEWEST_OF_METRIC) {
    return 'few repeated';
  }
  const deviation = Math.sqrt(distances.reduce((sum, d) => sum + d * d, 0) / (distances.length - 1));
  const largest = known.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  if (!(deviation > ROUNDING * largest)) {
    return 'no spread';
  }
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  const correlation = Math.min(STRONGEST, Math.max(0, lagOne(distances)));
  return { cycle, levels, mean, deviation, correlation, distances };
}

function hourOf(time: number, cycle: Baseline['cycle']): number {
  return cycle === 'none' ? 0 : ((Math.floor(time / HOUR) % HOURS[cycle]) + HOURS[cycle]) % HOURS[cycle];
}

/**
 * Each value against the mean of its hour in the other periods: against a mean that holds the value itself it would stray
 * less than a new value does. Of k periods, a distance to k - 1 others is sqrt(k² - 1) / k times as wide as one to all k.
 */
function strayed(known: Array<{ time: number; value: number }>, cycle: Baseline['cycle']) {
  const period = (time: number) => (cycle === 'none' ? time : Math.floor(time / HOUR / HOURS[cycle]));
  const hours = Array.from({ length: HOURS[cycle] }, () => new Map<number, { sum: number; n: number }>());
  for (const { time, value } of known) {
    const periods = hours[hourOf(time, cycle)];
    const { sum, n } = periods.get(period(time)) ?? { sum: 0, n: 0 };
    periods.set(period(time), { sum: sum + value, n: n + 1 });
  }
  const totals = hours.map((periods) => ({
    sum: [...periods.values()].reduce((total, { sum }) => total + sum, 0),
    n: [...periods.values()].reduce((total, { n }) => total + n, 0),
    k: periods.size,
  }));
  const distances = known.flatMap(({ time, value }) => {
    const hour = hourOf(time, cycle);
    const { sum, n, k } = totals[hour];
    const own = hours[hour].get(period(time));
    return own && k > 1 ? [((value - (sum - own.sum) / (n - own.n)) * Math.sqrt(k * k - 1)) / k] : [];
  });
  return {
    levels: totals.map(({ sum, n, k }) => (k > 1 ? sum / n : undefined)),
    distances: Float64Array.from(distances),
  };
}

/** Correlation of each with the next, around their mean, less its bias in short series (M. G. Kendall 1954). */
export function lagOne(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    squares += (values[i] - mean) ** 2;
    products += i > 0 ? (values[i] - mean) * (values[i - 1] - mean) : 0;
  }
  const r = squares > 0 ? products / squares : 0;
  return r + (1 + 3 * r) / values.length;
}

/** How far values lie from the level of their hour; undefined where either is not known. */
export function distancesToLevel({ cycle, levels }: Baseline, { times, values }: Series): Array<number | undefined> {
  return Array.from({ length: times.length }, (_, i) => {
    const level = levels[hourOf(times[i], cycle)];
    const value = values[i];
    return level === undefined || value === undefined || !Number.isFinite(value) ? undefined : value - level;
  });
}

/**
 * The deviation that independent values would need for their mean to stray as much as that of these correlated ones: what
 * sums, as those of Page and Hinkley, have to be measured in.
 */
export function longRunDeviation({ deviation, correlation }: Baseline): number {
  return deviation * Math.sqrt((1 + correlation) / (1 - correlation));
}
