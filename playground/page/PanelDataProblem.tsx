import { css } from '@emotion/css';
import { getPanelDataSummary } from '@grafana/data';
import { type PanelDataErrorViewProps } from '@grafana/runtime';
import React from 'react';

const middle = css({
  height: '100%',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
});

/** What a panel shows when it cannot use its data. */
export function PanelDataProblem(props: PanelDataErrorViewProps) {
  return (
    <div className={middle} data-testid="data-testid Panel data error message">
      {message(props)}
    </div>
  );
}

function message({
  message,
  data,
  fieldConfig,
  needsTimeField,
  needsNumberField,
  needsStringField,
}: PanelDataErrorViewProps) {
  const summary = getPanelDataSummary(data.series);
  if (message) {
    return message;
  }
  if (!data.series.some(({ length }) => length > 0)) {
    return fieldConfig?.defaults.noValue ?? 'No data';
  }
  if (needsStringField && !summary.hasStringField) {
    return 'Data is missing a string field';
  }
  if (needsNumberField && !summary.hasNumberField) {
    return 'Data is missing a number field';
  }
  if (needsTimeField && !summary.hasTimeField) {
    return 'Data is missing a time field';
  }
  return 'Cannot visualize data';
}
