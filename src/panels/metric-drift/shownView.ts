import { type View } from './options';
import { type DriftData } from './readData';

export type Shown = Exclude<View, 'auto'>;

/** The views that the data are for, the first one by default. */
export function viewsOf({ rows, distributions, lines, metrics }: DriftData): Shown[] {
  return [
    ...(rows.length > 1 ? ['ranking' as const] : []),
    ...(rows.length <= 1 && rows.length + distributions.size > 0 ? ['distribution' as const] : []),
    ...(lines.length > 0 ? ['time' as const] : []),
    ...(metrics.length > 0 ? ['control' as const] : []),
  ];
}

/** What a view needs, where the data lack it; undefined where they do not. */
export function missingFor(view: Shown, { rows, distributions, lines, metrics }: DriftData): string | undefined {
  switch (view) {
    case 'ranking':
      return rows.length > 0
        ? undefined
        : 'There is nothing to rank: a ranking needs a drift query of Modelwatch whose result is a number, or a table with two distributions of each variable.';
    case 'time':
      return lines.length > 0
        ? undefined
        : 'There is no drift over time: it needs a drift query of Modelwatch whose result is a series. Other series are shown as control charts.';
    case 'distribution':
      return distributions.size + lines.length + rows.length > 0
        ? undefined
        : 'There are no distributions: they need a drift or distribution query of Modelwatch, or a table with a column of bins or categories and two columns of counts.';
    case 'control':
      return metrics.length > 0
        ? undefined
        : 'There are no metrics: a control chart needs a series over time, as of accuracy or response time.';
  }
}
