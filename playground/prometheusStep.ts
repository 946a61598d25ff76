/**
 * The step and the macros of a Prometheus query, as Grafana's server works them out.
 * All durations are in milliseconds.
 */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Prometheus refuses more points than this in one series. */
const mostPoints = 11000;
const defaultMaxDataPoints = 100;
const defaultScrapeInterval = 15 * second;

/** Up to and including the first number, a step becomes the second. */
const ladder: ReadonlyArray<readonly [number, number]> = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1.5 * second, second],
  [3.5 * second, 2 * second],
  [7.5 * second, 5 * second],
  [12.5 * second, 10 * second],
  [17.5 * second, 15 * second],
  [25 * second, 20 * second],
  [45 * second, 30 * second],
  [1.5 * minute, minute],
  [3.5 * minute, 2 * minute],
  [7.5 * minute, 5 * minute],
  [12.5 * minute, 10 * minute],
  [17.5 * minute, 15 * minute],
  [25 * minute, 20 * minute],
  [45 * minute, 30 * minute],
  [1.5 * hour, hour],
  [2.5 * hour, 2 * hour],
  [4.5 * hour, 3 * hour],
  [9 * hour, 6 * hour],
  [day, 12 * hour],
  [7 * day, day],
  [21 * day, 7 * day],
  [42 * day, 30 * day],
];

export function roundStep(milliseconds: number): number {
  return ladder.find(([limit]) => milliseconds <= limit)?.[1] ?? 365 * day;
}

/** '15s', '5m', '1d': the one-unit durations of Grafana's settings. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w|y)?$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const units = { ms: 1, s: second, m: minute, h: hour, d: day, w: 7 * day, y: 365 * day };
  return Number(match[1]) * units[(match[2] ?? 's') as keyof typeof units];
}

/** As Go prints a duration: 10m0s, 1h0m0s, 1.5s, 500ms. */
export function goDuration(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < second) {
    return `${milliseconds}ms`;
  }
  const hours = Math.floor(milliseconds / hour);
  const minutes = Math.floor((milliseconds % hour) / minute);
  const seconds = `${(milliseconds % minute) / second}s`;
  return hours ? `${hours}h${minutes}m${seconds}` : minutes ? `${minutes}m${seconds}` : seconds;
}

/** As $__interval is written: one whole unit. */
function oneUnit(milliseconds: number): string {
  const units: Array<[number, string]> = [
    [365 * day, 'y'],
    [day, 'd'],
    [hour, 'h'],
    [minute, 'm'],
    [second, 's'],
    [1, 'ms'],
  ];
  const [size, name] = units.find(([size]) => milliseconds >= size) ?? [1, 'ms'];
  return `${Math.max(1, Math.floor(milliseconds / size))}${name}`;
}

export interface StepInput {
  from: number;
  to: number;
  intervalMs?: number;
  maxDataPoints?: number;
  /** 'Min step' of the query. */
  interval?: string;
  intervalFactor?: number;
  /** Of the data source's settings; 15s where there is none. */
  scrapeInterval?: string;
}

const macroInterval = /^\$\{?__(interval|interval_ms|rate_interval|rate_interval_ms)\}?$/;

/** The step of a query: the range over the points that fit, rounded, never below what was asked for or what Prometheus allows. */
export function stepOf(input: StepInput): number {
  const range = input.to - input.from;
  const minStep = input.interval && !macroInterval.test(input.interval) ? parseDuration(input.interval) : undefined;
  const floor = minStep || input.intervalMs || parseDuration(input.scrapeInterval ?? '') || defaultScrapeInterval;
  const wanted = range / (input.maxDataPoints || defaultMaxDataPoints);
  const calculated = wanted < floor ? floor : roundStep(wanted);
  const step = Math.max(calculated, roundStep(range / mostPoints));
  if (input.interval && /^\$\{?__rate_interval\}?$/.test(input.interval)) {
    return rateInterval(step, input.scrapeInterval);
  }
  return step * (input.intervalFactor || 1);
}

function rateInterval(step: number, scrapeInterval = ''): number {
  const scrape = parseDuration(scrapeInterval) ?? defaultScrapeInterval;
  return Math.max(step + scrape, 4 * scrape);
}

/** Replaces $__interval, $__range, $__rate_interval and their kin; other variables are the browser's business. */
export function expandMacros(expr: string, input: StepInput, step: number): string {
  const range = input.to - input.from;
  const asksRate = /^\$\{?__rate_interval\}?$/.test(input.interval ?? '');
  const asksStep = /^\$\{?__interval\}?$/.test(input.interval ?? '');
  const minStep = asksStep ? `${step}ms` : input.interval || input.scrapeInterval;
  const rate = asksRate ? step : rateInterval(input.intervalMs ?? step, minStep);
  const values: Record<string, string> = {
    __interval_ms: String(step),
    __interval: oneUnit(step),
    __range_ms: String(range),
    __range_s: String(Math.round(range / second)),
    __range: `${Math.round(range / second)}s`,
    __rate_interval_ms: String(rate),
    __rate_interval: goDuration(rate),
  };
  // Longer names first, so that $__interval does not eat the head of $__interval_ms.
  return expr.replace(
    /\$(?:\{(__rate_interval_ms|__rate_interval|__interval_ms|__interval|__range_ms|__range_s|__range)\}|(__rate_interval_ms|__rate_interval|__interval_ms|__interval|__range_ms|__range_s|__range))/g,
    (_, braced: string | undefined, bare: string | undefined) => values[braced ?? bare ?? '']
  );
}

/** Down to a multiple of the step, in the zone that is `utcOffsetSec` ahead. */
export function alignToStep(time: number, step: number, utcOffsetSec = 0): number {
  const offset = utcOffsetSec * second;
  return Math.floor((time + offset) / step) * step - offset;
}
