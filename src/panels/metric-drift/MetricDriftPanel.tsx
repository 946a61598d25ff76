import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { Notices } from '../shared/Notices';
import { readAnnotations } from './annotations';
import { type ChartContext } from './driftChart';
import { DriftViews } from './DriftViews';
import { driftFormats } from './fieldDisplay';
import { completeOptions, type MetricDriftOptions } from './options';
import { readData } from './readData';
import { PanelBus } from './sharedCursor';

export function MetricDriftPanel(props: PanelProps<MetricDriftOptions>) {
  const { data, id, width, height, timeZone, timeRange, fieldConfig, eventBus, replaceVariables } = props;
  const theme = useTheme2();
  const options = useMemo(() => completeOptions(props.options), [props.options]);
  const { measure, threshold } = options;
  const judging = useMemo(() => ({ measure, threshold: replaceVariables(threshold) }), [measure, threshold]); // eslint-disable-line react-hooks/exhaustive-deps
  const read = useMemo(() => readData(data.series, judging), [data.series, judging]);
  const fieldContext = { fieldConfig, theme, timeZone, replaceVariables };
  // Formats do not interpolate variables, so a new replaceVariables (one a render, in some hosts) costs no redraw.
  const formats = useMemo(() => driftFormats(fieldContext), [fieldConfig, theme, timeZone]); // eslint-disable-line react-hooks/exhaustive-deps
  const [from, to] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const annotations = useMemo(() => readAnnotations(data.annotations), [data.annotations]);
  const context = useMemo(
    (): ChartContext => ({ range: { from, to }, timeZone, annotations, theme }),
    [from, to, timeZone, annotations, theme]
  );

  if ('sentence' in read) {
    if (data.state === LoadingState.Loading && data.series.length === 0) {
      return null;
    }
    const failure = data.errors?.[0]?.message;
    const message = failure ? `The query failed: ${failure}` : read.sentence;
    return <PanelDataErrorView panelId={id} fieldConfig={fieldConfig} data={data} message={message} />;
  }
  return (
    <PanelBus.Provider value={eventBus}>
      <div style={{ position: 'relative', width, height, overflow: 'hidden' }}>
        <Notices notices={read.notices} />
        <DriftViews {...{ data: read, options, width, height, formats, context, fieldContext }} />
      </div>
    </PanelBus.Provider>
  );
}
