import { formattedValueToString, getDisplayProcessor } from '@grafana/data';
import React, { useMemo } from 'react';

import { Charts } from './Charts';
import { controlView, controlWords, hasDrifted } from './control';
import { type ChartContext, controlChart } from './driftChart';
import { plainScore } from './formats';
import { type Metric } from './metrics';
import { StatusWord } from './StatusWord';
import { timeText } from './timeScale';

interface ControlChartsProps {
  metrics: Metric[];
  /** The end of the reference. */
  until: number;
  confidence: number;
  width: number;
  height: number;
  context: ChartContext;
}

/** Metrics against their reference: limits, moving average, and since when the level is another. */
export function ControlCharts({ metrics, until, confidence, width, height, context }: ControlChartsProps) {
  const views = useMemo(
    () => metrics.map((metric) => controlView(metric, until, confidence)),
    [metrics, until, confidence]
  );
  const charts = useMemo(
    () =>
      views.map((view) => {
        const format = formatOf(view.metric, context);
        return {
          key: view.metric.key,
          name: view.metric.name,
          about: <StatusWord status={view.problem ? 'too few' : hasDrifted(view) ? 'drift' : 'noise'} />,
          words: controlWords(view, format, (time) => timeText(time, context.timeZone)).join(' '),
          spec: controlChart(view, format, context),
        };
      }),
    [views, context]
  );
  return <Charts {...{ charts, width, height }} testId="drift-control" />;
}

/** By the metric's own unit and decimals. */
function formatOf({ field }: Metric, { theme, timeZone }: ChartContext): (value: number) => string {
  const { unit, decimals } = field.config;
  if (!unit && typeof decimals !== 'number') {
    return plainScore;
  }
  const display = getDisplayProcessor({ field: { ...field, config: { unit, decimals } }, theme, timeZone });
  return (value) => formattedValueToString(display(value));
}
