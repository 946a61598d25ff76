import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { readConfusion } from '../../frames/readConfusion';
import { readScores } from '../../frames/readScores';
import { makeFormats, thresholdsOf } from './fieldDisplay';
import { Matrix } from './Matrix';
import { Notices } from './Notices';
import { completeOptions, type ConfusionMatrixOptions } from './options';
import { ScoreStrip, stripHeight } from './ScoreStrip';
import { ThresholdView } from './threshold/ThresholdView';
import { makeView } from './viewModel';

export function ConfusionMatrixPanel(props: PanelProps<ConfusionMatrixOptions>) {
  const { data, id, width, height, timeZone, fieldConfig, replaceVariables } = props;
  const theme = useTheme2();
  const options = useMemo(() => completeOptions(props.options), [props.options]);
  const { actualField: actual, predictedField: predicted, countField: count } = options;

  const { positiveClass: positive } = options;
  const scores = useMemo(
    () => readScores(data.series, { actual, count, positive }),
    [data.series, actual, count, positive]
  );
  const read = useMemo(
    () => (scores && 'sentence' in scores ? scores : readConfusion(data.series, { actual, predicted, count })),
    [scores, data.series, actual, predicted, count]
  );
  const context = { fieldConfig, theme, timeZone, replaceVariables };
  // Formats do not interpolate variables, so a new replaceVariables (one a render, in some hosts) costs no redraw.
  const formats = useMemo(() => makeFormats(context), [fieldConfig, theme, timeZone]); // eslint-disable-line react-hooks/exhaustive-deps
  const thresholds = useMemo(() => thresholdsOf(context), [fieldConfig, theme, timeZone]); // eslint-disable-line react-hooks/exhaustive-deps
  const view = useMemo(
    () => ('confusion' in read ? makeView(read.confusion, options, formats) : undefined),
    [read, options, formats]
  );

  if (scores && 'versions' in scores) {
    return (
      <div style={{ position: 'relative', width, height, overflow: 'hidden' }}>
        <Notices notices={scores.notices} />
        <ThresholdView {...{ read: scores, options, formats, thresholds, width, height, context }} />
      </div>
    );
  }
  if ('sentence' in read || view === undefined) {
    if (data.state === LoadingState.Loading && data.series.length === 0) {
      return null;
    }
    const failure = data.errors?.[0]?.message;
    const message = failure ? `The query failed: ${failure}` : 'sentence' in read ? read.sentence : undefined;
    return <PanelDataErrorView panelId={id} fieldConfig={fieldConfig} data={data} message={message} />;
  }
  const strip = options.scores ? stripHeight(height) : 0;
  return (
    <div style={{ position: 'relative', width, height, overflow: 'hidden' }}>
      {strip > 0 && <ScoreStrip scores={view.scores} width={width - (read.notices.length > 0 ? 28 : 0)} />}
      <Notices notices={read.notices} />
      <Matrix view={view} thresholds={thresholds} width={width} height={height - strip} context={context} />
    </div>
  );
}
