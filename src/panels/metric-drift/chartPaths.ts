import { place, type Scale } from './timeScale';

type Values = ReadonlyArray<number | null | undefined>;

/** A line through values, with a hole where there is none; a value between two holes is a dot. */
export function linePath(times: readonly number[], values: Values, x: Scale, y: Scale): string {
  let path = '';
  let isOpen = false;
  for (let i = 0; i < Math.min(times.length, values.length); i++) {
    const value = values[i];
    if (!isNumber(value)) {
      isOpen = false;
      continue;
    }
    const [px, py] = [round(place(x, times[i])), round(place(y, value))];
    path += isOpen ? `L${px} ${py}` : `M${px} ${py}`;
    path += !isOpen && !isNumber(values[i + 1]) ? 'h.01' : '';
    isOpen = true;
  }
  return path;
}

/** The area between two lines, wherever both have values. */
export function bandPath(times: readonly number[], lower: Values, upper: Values, x: Scale, y: Scale): string {
  let path = '';
  let run: number[] = [];
  const close = () => {
    if (run.length > 1) {
      const at = (i: number, value: number | null | undefined) =>
        `${round(place(x, times[i]))} ${round(place(y, value ?? 0))}`;
      const above = run.map((i) => at(i, upper[i]));
      const below = run.map((i) => at(i, lower[i])).reverse();
      path += `M${above.join('L')}L${below.join('L')}z`;
    }
    run = [];
  };
  for (let i = 0; i < times.length; i++) {
    if (isNumber(lower[i]) && isNumber(upper[i])) {
      run.push(i);
    } else {
      close();
    }
  }
  close();
  return path;
}

/** The least and the greatest of all values; undefined where there is none. */
export function extentOf(all: readonly Values[]): { min: number; max: number } | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const values of all) {
    for (const value of values) {
      if (isNumber(value)) {
        min = value < min ? value : min;
        max = value > max ? value : max;
      }
    }
  }
  return min <= max ? { min, max } : undefined;
}

/** The index whose time is nearest; -1 of none. */
export function nearest(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low > 0 && time - times[low - 1] <= times[low] - time ? low - 1 : times.length === 0 ? -1 : low;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

const round = (pixel: number) => Math.round(pixel * 10) / 10;
