import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';

import { type Annotation } from './annotations';
import { type ChartSpec } from './chartSpec';
import { type ControlView } from './control';
import { type DriftFormats } from './fieldDisplay';
import { type DriftLine } from './readData';
import { statusColor } from './status';
import { timeText } from './timeScale';

export interface ChartContext {
  range: { from: number; to: number };
  timeZone: TimeZone;
  annotations: Annotation[];
  theme: GrafanaTheme2;
}

/** One variable's drift over time, with its floor and the threshold. */
export function driftChart(line: DriftLine, name: string, formats: DriftFormats, context: ChartContext): ChartSpec {
  const { range, timeZone, annotations, theme } = context;
  const { times, values, floors, threshold, measureName } = line;
  return {
    ...{ range, timeZone, annotations, times },
    lines: [
      { name: 'sampling floor', values: floors, color: theme.colors.text.secondary, width: 1, dash: '2 3' },
      { name: measureName, values, color: statusColor(theme, 'usual').bar },
    ],
    ...(threshold !== undefined && {
      level: { value: threshold, color: statusColor(theme, 'drift').bar, name: 'threshold' },
    }),
    fromZero: true,
    format: formats.score,
    label: `${measureName} of ${name} over time`,
  };
}

/** A metric with its limits, its averages, and where it changed. */
export function controlChart(view: ControlView, format: (value: number) => string, context: ChartContext): ChartSpec {
  const { range, timeZone, annotations, theme } = context;
  const { metric, average, lower, upper, changes, until } = view;
  const [blue, orange] = [statusColor(theme, 'usual').bar, statusColor(theme, 'drift').bar];
  const faint = theme.isDark ? 'rgba(204, 204, 220, 0.35)' : 'rgba(36, 41, 46, 0.3)';
  return {
    ...{ range, timeZone, annotations },
    times: metric.times,
    lines: [
      { name: 'value', values: metric.values, color: average ? faint : blue, width: 1 },
      ...(average
        ? [
            {
              name: 'moving average',
              values: average,
              color: blue,
              width: 2,
              ...(changes.length > 0 && { turn: { at: metric.times.indexOf(changes[0].time), color: orange } }),
            },
          ]
        : []),
    ],
    ...(lower &&
      upper && {
        band: { lower, upper, color: theme.isDark ? 'rgba(87, 148, 242, 0.26)' : 'rgba(50, 116, 217, 0.18)' },
      }),
    marks: changes.map(({ time, direction }) => ({
      time,
      color: orange,
      text: `Another level from ${timeText(time, timeZone)} on: ${direction}`,
    })),
    shade: { to: until, text: 'reference' },
    format,
    label: `Control chart of ${metric.name}`,
  };
}
