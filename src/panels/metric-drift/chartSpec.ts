import { type TimeZone } from '@grafana/schema';

import { type Annotation } from './annotations';
import { extentOf } from './chartPaths';
import { niceTicks, type Scale, type TimeTick, timeTicks } from './timeScale';

type Values = ReadonlyArray<number | null | undefined>;

export interface ChartLine {
  name: string;
  values: Values;
  color: string;
  width?: number;
  dash?: string;
  /** From an index on in another color. */
  turn?: { at: number; color: string };
}

/** A chart over time: everything that is drawn but its size. */
export interface ChartSpec {
  times: readonly number[];
  range: { from: number; to: number };
  timeZone: TimeZone;
  lines: ChartLine[];
  /** Filled between two lines. */
  band?: { lower: Values; upper: Values; color: string };
  /** Across the chart. */
  level?: { value: number; color: string; name: string };
  /** Moments. */
  marks?: Array<{ time: number; color: string; text: string }>;
  /** A stretch that is set off, as the reference is. */
  shade?: { to: number; text: string };
  annotations: Annotation[];
  /** Whether the axis begins at 0. */
  fromZero?: boolean;
  format: (value: number) => string;
  /** What the picture is of, to a screen reader. */
  label: string;
}

export interface ChartLayout {
  x: Scale;
  y: Scale;
  yTicks: Array<{ value: number; text: string }>;
  xTicks: TimeTick[];
}

export const FONT = 11;
const TOP = 8;
const BOTTOM = 20;
const RIGHT = 10;

export function chartLayout(spec: ChartSpec, width: number, height: number): ChartLayout {
  const { lines, band, level, range, format, timeZone, fromZero } = spec;
  const all = [...lines.map(({ values }) => values), ...(band ? [band.lower, band.upper] : [])];
  const extent = extentOf([...all, ...(level ? [[level.value]] : [])]) ?? { min: 0, max: 1 };
  const plotHeight = Math.max(1, height - TOP - BOTTOM);
  const low = fromZero ? Math.min(0, extent.min) : extent.min;
  const room = (extent.max - low || Math.abs(extent.max) || 1) * 0.06;
  const [min, max] = [fromZero && low === 0 ? 0 : low - room, extent.max + room];
  const values = niceTicks(min, max, Math.max(1, Math.floor(plotHeight / 26)));
  const yTicks = values.map((value) => ({ value, text: format(value) }));
  const widest = yTicks.reduce((most, { text }) => Math.max(most, text.length), 0);
  const left = Math.min(Math.round(width / 3), 12 + Math.ceil(widest * FONT * 0.58));
  const plotWidth = Math.max(1, width - left - RIGHT);
  const x = { min: range.from, max: range.to, start: left, size: plotWidth };
  return {
    x,
    // Upwards.
    y: { min, max, start: TOP + plotHeight, size: -plotHeight },
    yTicks,
    xTicks: timeTicks(x, width, timeZone),
  };
}
