import { type GrafanaTheme2 } from '@grafana/data';

import { ramp, rgb, step, STEPS } from '../shared/colorMixing';
import { type DriftLine } from './readData';

/** How strong a drift is, for its color: 0 where chance explains it, to 1. */
export function strength(value: number, floor: number | null, threshold: number | undefined, max: number): number {
  if (floor !== null && value <= floor) {
    return 0;
  }
  if (threshold === undefined || !(threshold > 0)) {
    return max > 0 ? 0.15 + 0.85 * Math.min(1, value / max) : 0;
  }
  // What matters is told from what does not by a step.
  return value <= threshold
    ? 0.1 + 0.25 * Math.max(0, value / threshold)
    : 0.55 + 0.45 * Math.min(1, (value / threshold - 1) / (FULL - 1));
}

/** So many times its threshold has the strongest color. */
export const FULL = 5;

export interface StripColors {
  ramp: string[];
  /** Explained by chance. */
  quiet: string;
  /** No data: as the panel itself. */
  none: string;
}

export function stripColors(theme: GrafanaTheme2): StripColors {
  const [weak, strong] = theme.isDark ? ['#3a2f25', '#ff9d4d'] : ['#fbe9d8', '#a84400'];
  return {
    ramp: ramp(weak, strong),
    quiet: theme.isDark ? '#292d34' : '#eceef1',
    none: theme.colors.background.primary,
  };
}

/** The color of a strength. */
export function colorOf({ ramp, quiet }: StripColors, strong: number): string {
  return strong === 0 ? quiet : ramp[step(strong)];
}

/**
 * Rows of cells as pixels (RGBA), one pixel high, with the strongest where several share a pixel; what has no data is
 * transparent.
 *
 * @param width of the time range, in pixels
 */
export function stripPixels(
  lines: readonly DriftLine[],
  range: { from: number; to: number },
  width: number,
  colors: StripColors
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * lines.length);
  const packed = new Uint32Array(pixels.buffer);
  const palette = [...colors.ramp, colors.quiet].map(pack);
  const cells = cellsIn(range, width);
  const strongest = new Float32Array(width);
  lines.forEach((line, row) => {
    const { values, floors, threshold } = line;
    const [start, end] = cells(line.times);
    const max = threshold === undefined ? greatest(values) : 0;
    strongest.fill(-1);
    for (let i = 0; i < start.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) {
        continue;
      }
      const weight = strength(value, floors[i] ?? null, threshold, max);
      for (let x = start[i]; x < end[i]; x++) {
        strongest[x] = weight > strongest[x] ? weight : strongest[x];
      }
    }
    for (let x = 0; x < width; x++) {
      const weight = strongest[x];
      packed[row * width + x] = weight < 0 ? 0 : palette[weight === 0 ? STEPS : step(weight)];
    }
  });
  return pixels;
}

type Places = [start: Int32Array, end: Int32Array];

/** The pixels of each time: a step up to its time, which is the end of what it counts. Lines mostly share their times. */
function cellsIn({ from, to }: { from: number; to: number }, width: number): (times: readonly number[]) => Places {
  let last: { times: readonly number[]; places: Places } | undefined;
  return (times) => {
    if (last && isAlike(last.times, times)) {
      return last.places;
    }
    const size = stepOf(times) ?? to - from;
    const pixel = (time: number) => ((time - from) / (to - from)) * width;
    const clamp = (x: number) => Math.max(0, Math.min(width, x));
    const start = Int32Array.from(times, (time) => clamp(Math.floor(pixel(time - size))));
    const end = Int32Array.from(times, (time, i) => clamp(Math.max(start[i] + 1, Math.floor(pixel(time)))));
    last = { times, places: [start, end] };
    return last.places;
  };
}

function isAlike(a: readonly number[], b: readonly number[]): boolean {
  const last = a.length - 1;
  return a === b || (a.length === b.length && a[0] === b[0] && a[last] === b[last] && a[last >> 1] === b[last >> 1]);
}

/** The shortest distance between two times; undefined of a single one. */
export function stepOf(times: readonly number[]): number | undefined {
  let least = Infinity;
  for (let i = 1; i < times.length; i++) {
    const size = times[i] - times[i - 1];
    least = size > 0 && size < least ? size : least;
  }
  return least < Infinity ? least : undefined;
}

function greatest(values: ReadonlyArray<number | null>): number {
  let most = 0;
  for (const value of values) {
    most = value !== null && value > most && value < Infinity ? value : most;
  }
  return most;
}

/** Little-endian, as every browser's machine is. */
function pack(color: string): number {
  const [r, g, b] = rgb(color).map((channel) => Math.round(channel * 255));
  return (255 * 2 ** 24 + b * 2 ** 16 + g * 2 ** 8 + r) >>> 0;
}
