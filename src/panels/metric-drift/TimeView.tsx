import React, { useMemo } from 'react';

import { Charts, TITLE } from './Charts';
import { type ChartContext, driftChart } from './driftChart';
import { type DriftFormats } from './fieldDisplay';
import { haveRoom } from './multiples';
import { type MetricDriftOptions } from './options';
import { type TimeRow } from './overTime';
import { type DriftLine } from './readData';
import { StatusWord } from './StatusWord';
import { Strips } from './Strips';

interface TimeViewProps {
  rows: TimeRow[];
  as: MetricDriftOptions['timeAs'];
  width: number;
  height: number;
  formats: DriftFormats;
  context: ChartContext;
  hint?: string;
  choose: (line: DriftLine) => void;
}

/** Drift over time: a chart for each of a few variables, strips of color for many. */
export function TimeView({ rows, as, width, height, formats, context, hint, choose }: TimeViewProps) {
  const inCharts = as === 'charts' || (as === 'auto' && haveRoom(rows.length, width, height, TITLE));
  const charts = useMemo(
    () =>
      inCharts
        ? rows.map(({ line, name, isDrift, latest }) => ({
            key: line.key,
            name,
            about: <StatusWord status={isDrift ? 'drift' : latest === undefined ? 'no data' : 'noise'} />,
            spec: driftChart(line, name, formats, context),
            ...(hint !== undefined && { open: () => choose(line) }),
          }))
        : [],
    [inCharts, rows, formats, context, hint, choose]
  );
  return inCharts ? (
    <Charts {...{ charts, width, height }} testId="drift-charts" />
  ) : (
    <Strips
      {...{ rows, width, height, formats, hint, choose }}
      range={context.range}
      timeZone={context.timeZone}
      annotations={context.annotations}
    />
  );
}
