import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { type Comparison, readComparison } from '../../frames/readComparison';
import { cellRecordsOf } from './cellMenu';
import { fieldDisplay } from './fieldDisplay';
import { groupsProblem } from './groups';
import { Header, headerHeight } from './Header';
import { Matrix } from './Matrix';
import { completeOptions, type ConfusionMatrixOptions } from './options';
import { ChoosePositiveClass } from './threshold/ChoosePositiveClass';
import { ThresholdPanel } from './threshold/ThresholdPanel';
import { useScores } from './threshold/useScores';
import { makeView } from './viewModel';

export function ConfusionMatrixPanel(props: PanelProps<ConfusionMatrixOptions>) {
  const { data, id, width, height, timeZone, fieldConfig, replaceVariables } = props;
  const theme = useTheme2();
  const options = useMemo(() => completeOptions(props.options), [props.options]);
  const { actualField: actual, predictedField: predicted, countField: count } = options;
  /** What who looks at it chose to see, instead of the options' comparison. */
  const [picked, pick] = useState<Comparison>();

  const scores = useScores(data.series, options);
  const read = useMemo(
    () => scores ?? readComparison(data.series, { actual, predicted, count }, picked ?? options.compare),
    [scores, data.series, actual, predicted, count, picked, options.compare]
  );
  const context = { fieldConfig, theme, timeZone, replaceVariables };
  // Formats do not interpolate variables, so a new replaceVariables (one a render, in some hosts) costs no redraw.
  const { formats, thresholds } = useMemo(() => fieldDisplay(context), [fieldConfig, theme, timeZone]); // eslint-disable-line react-hooks/exhaustive-deps
  const view = useMemo(
    () => ('confusion' in read ? makeView(read.confusion, withPositiveClass(options, read), formats, read.reference) : undefined), // prettier-ignore
    [read, options, formats]
  );

  const compares = (picked ?? options.compare).by;
  const records = useMemo(() => ('confusion' in read ? cellRecordsOf(read, compares) : undefined), [read, compares]);

  if (scores && 'versions' in scores) {
    return <ThresholdPanel {...{ read: scores, options, formats, thresholds, width, height, context }} />;
  }
  if (scores?.classes) {
    const choose = (positiveClass: string) => props.onOptionsChange({ ...options, positiveClass });
    return <ChoosePositiveClass {...scores} classes={scores.classes} className={formats.className} choose={choose} />;
  }
  if (!('confusion' in read) || view === undefined) {
    if (data.state === LoadingState.Loading && data.series.length === 0) {
      return null;
    }
    const failure = data.errors?.[0]?.message;
    const message = failure ? `The query failed: ${failure}` : 'sentence' in read ? read.sentence : undefined;
    return <PanelDataErrorView panelId={id} fieldConfig={fieldConfig} data={data} message={message} />;
  }
  const canPick = read.versions.length > 1 && options.compare.by !== 'query';
  const header = headerHeight(options.scores, canPick, read.reference !== undefined, height);
  const problem = groupsProblem(options.groups);
  const withProblem = problem ? { ...read, notices: [...read.notices, problem] } : read;
  return (
    <div style={{ position: 'relative', width, height, overflow: 'hidden' }}>
      <Header
        scores={options.scores ? view.scores : []}
        read={withProblem}
        height={header}
        {...{ canPick, width }}
        onPick={pick}
      />
      <Matrix {...{ view, thresholds, width, context, records }} height={height - header} />
    </div>
  );
}

/** The option's, else the query's own. */
function withPositiveClass(
  options: ConfusionMatrixOptions,
  { meta }: Exclude<ReturnType<typeof readComparison>, { sentence: string }>
): ConfusionMatrixOptions {
  const positiveClass = options.positiveClass || meta?.query.model.positiveClass || '';
  return { ...options, positiveClass };
}
