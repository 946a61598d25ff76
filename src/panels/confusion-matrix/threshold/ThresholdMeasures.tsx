import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { visuallyHidden } from '../../shared/visuallyHidden';
import { type Score } from '../viewModel';
import { type ThresholdLayout } from './thresholdLayout';

interface ThresholdMeasuresProps {
  measures: Score[];
  layout: Pick<ThresholdLayout, 'measureColumns' | 'measureHeight' | 'intervals'>;
}

/** The measures at the threshold, each with its interval below it. */
export function ThresholdMeasures({ measures, layout }: ThresholdMeasuresProps) {
  const styles = useStyles2(getStyles);
  return (
    <dl
      className={styles.list}
      style={{ gridTemplateColumns: `repeat(${layout.measureColumns}, 1fr)`, gridAutoRows: layout.measureHeight }}
      aria-label="Measures at the threshold"
      data-testid="threshold-measures"
    >
      {measures.map(({ id, label, description, text, interval }) => (
        <div key={id} title={interval ? `${description}: ${interval}` : description} className={styles.measure}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            {text}
            {interval && <span className={layout.intervals ? styles.interval : visuallyHidden}>{interval}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'grid', margin: 0, whiteSpace: 'nowrap' }),
  measure: css({ minWidth: 0, overflow: 'hidden' }),
  label: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    lineHeight: '16px',
    marginBottom: 0,
  }),
  value: css({
    margin: 0,
    color: theme.colors.text.primary,
    fontSize: theme.typography.h5.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: '20px',
  }),
  interval: css({
    display: 'block',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    lineHeight: '15px',
  }),
});
