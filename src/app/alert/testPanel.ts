/** For tests: a panel of our data source, as Grafana hands it over, and the plan of a rule on it. */
import { createDataFrame, dateTime, FieldType, LoadingState, type PanelData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { type AlertPlan } from '../../engines/engine';
import { confusionFrame } from '../../frames/confusionFrame';
import { measureFrame } from '../../frames/measureFrame';
import { type ModelwatchMeta } from '../../frames/modelwatchMeta';
import { migrateQuery } from '../../query/migrate';

export const NOW = Date.UTC(2026, 10, 24, 12, 10);
const HOUR = 3_600_000;

export const ours = { type: 'modelwatch-monitoring-datasource', uid: 'mw' };

export const target = (refId = 'A', changes: object = {}): DataQuery => ({ refId, datasource: ours, ...changes });

function metaOf(changes: object): ModelwatchMeta {
  const model = { name: 'credit-risk', versions: [], matchers: [] };
  return { query: migrateQuery({ kind: 'quality', model, ...changes }), from: NOW - 30 * HOUR, to: NOW - 6 * HOUR };
}

/** One number, as our data source answers it. */
export function numberFrame(changes: object = {}, refId = 'A') {
  const series = { name: 'accuracy', labels: {}, points: [{ time: NOW, value: 0.97 }] };
  return { ...measureFrame(series, { unit: 'percentunit' }, metaOf(changes), []), refId };
}

export function matrixFrame(classes: readonly string[], changes: object = {}, refId = 'A') {
  const rows = classes.flatMap((actual) => classes.map((predicted) => ({ actual, predicted, count: 5 })));
  return { ...confusionFrame(rows, metaOf({ kind: 'confusion', ...changes }), []), refId };
}

export const foreignFrame = (refId: string) => ({
  ...createDataFrame({ fields: [{ name: 'up', type: FieldType.number, values: [1] }] }),
  refId,
});

export function panelData(series: PanelData['series'], changes: Partial<PanelData> = {}): PanelData {
  const [from, to] = [dateTime(NOW - 24 * HOUR), dateTime(NOW)];
  return { state: LoadingState.Done, series, timeRange: { from, to, raw: { from: 'now-24h', to: 'now' } }, ...changes };
}

/** A share of outcomes with its interval. */
export const sharePlan: AlertPlan = {
  name: 'accuracy of credit-risk',
  measure: 'accuracy',
  model: 'credit-risk',
  versions: [],
  style: { unit: 'percentunit', min: 0, max: 1 },
  windowMs: 24 * HOUR,
  inputs: ['hits', 'support'].map((name) => ({
    name,
    target: { expr: `${name}_expr`, instant: true, range: false, format: 'time_series' },
    fromMs: 24 * HOUR,
    toMs: 0,
  })),
  named: [],
  value: '$hits / $support',
  support: '$support',
  interval: { method: 'wilson', hits: '$hits', support: '$support' },
  by: [],
  unknown: {
    name: 'unknown',
    target: { expr: 'unknown_expr', instant: true, range: false, format: 'time_series' },
    fromMs: 24 * HOUR,
    toMs: 0,
  },
  notes: [],
};
