import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type ThresholdCounts } from '../../../statistics/scores';
import { type Formats } from '../../shared/formats';
import { shorten } from '../../shared/names';
import { rightAndWrong } from './ScoreHistograms';

interface HistogramLegendProps {
  counts: ThresholdCounts;
  positive: string;
  negative: string;
  count: Formats['count'];
  height: number;
  width: number;
}

/** Which class is above the line and which below it, and how many of each the threshold makes right and wrong. */
export function HistogramLegend({ counts, positive, negative, count, height, width }: HistogramLegendProps) {
  const styles = useStyles2(getStyles);
  const { tp, fp, fn, tn } = counts;
  const side = (place: string, name: string, right: number, wrong: number) => (
    <div className={styles.side}>
      <span>{place}</span>
      <span className={styles.name} title={name}>
        {shorten(name, 40)}
      </span>
      <span className={styles.right}>{count(right)} right</span>
      <span className={styles.wrong}>{count(wrong)} wrong</span>
    </div>
  );
  return (
    <div className={styles.legend} style={{ width, height }} data-testid="threshold-legend">
      {side('Above the line:', positive, tp, fn)}
      {side('Below it:', negative, tn, fp)}
      <div>Heights are square roots of shares</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { right, wrong } = rightAndWrong(theme);
  const chip = (color: string) =>
    css({
      fontVariantNumeric: 'tabular-nums',
      '&::before': {
        content: '""',
        display: 'inline-block',
        width: 10,
        height: 10,
        marginRight: theme.spacing(0.5),
        borderRadius: 2,
        background: color,
      },
    });
  return {
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(4),
      alignContent: 'flex-start',
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      lineHeight: '20px',
    }),
    side: css({ display: 'flex', gap: theme.spacing(1), minWidth: 0 }),
    name: css({
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: theme.colors.text.primary,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    right: chip(right),
    wrong: chip(wrong),
  };
};
