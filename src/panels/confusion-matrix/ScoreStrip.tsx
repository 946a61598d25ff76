import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { type Score } from './viewModel';
import { visuallyHidden } from './visuallyHidden';

const HEIGHT = 46;

/** 0 where the panel is too low to give the room away. */
export function stripHeight(panelHeight: number): number {
  return panelHeight >= 190 ? HEIGHT : 0;
}

interface ScoreStripProps {
  scores: Score[];
  width: number;
}

/** Overall scores in one line, as many as have room; intervals go first. The screen reader gets all of them. */
export const ScoreStrip = memo(function ScoreStrip({ scores, width }: ScoreStripProps) {
  const styles = useStyles2(getStyles);
  const intervals = room(scores, true) <= width || room(scores.slice(0, 3), true) <= width;
  let used = 0;
  return (
    <dl className={styles.strip} aria-label="Overall scores" data-testid="confusion-matrix-scores">
      {scores.map((score) => {
        used += room([score], intervals);
        return (
          <div key={score.id} className={used <= width ? styles.score : visuallyHidden} title={score.description}>
            <dt className={styles.label}>{score.label}</dt>
            <dd className={styles.value}>
              {score.text}
              {score.interval && <span className={intervals ? styles.interval : visuallyHidden}>{score.interval}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
});

/** About how wide scores are; the strip clips what it got wrong. */
function room(scores: Score[], intervals: boolean): number {
  return scores.reduce((sum, { label, text, interval }) => {
    const value = text.length * 9 + (intervals && interval ? 8 + interval.length * 6.4 : 0);
    return sum + 20 + Math.max(label.length * 6.6, value);
  }, 0);
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    display: 'flex',
    gap: theme.spacing(2.5),
    height: HEIGHT,
    margin: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  }),
  score: css({ flex: 'none' }),
  label: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    lineHeight: '16px',
    marginBottom: theme.spacing(0.25),
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
    marginLeft: theme.spacing(0.75),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
});
