import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { visuallyHidden } from '../shared/visuallyHidden';
import { type Score, type ScoreChange } from './overallScores';

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
  const ends = scores.map((_, i) => room(scores.slice(0, i + 1), intervals));
  return (
    <dl className={styles.strip} aria-label="Overall scores" data-testid="confusion-matrix-scores">
      {scores.map((score, i) => (
        <div key={score.id} className={ends[i] <= width ? styles.score : visuallyHidden} title={titleOf(score)}>
          <dt className={styles.label}>{score.label}</dt>
          <dd className={styles.value}>
            {score.text}
            {score.interval && (
              <span className={intervals && !score.change ? styles.interval : visuallyHidden}>{score.interval}</span>
            )}
            {score.change && <Change {...score.change} />}
          </dd>
        </div>
      ))}
    </dl>
  );
});

function titleOf({ description, interval, change }: Score): string {
  const changed = change?.interval && ` Change ${change.text}, interval ${change.interval}.`;
  return `${description}.${change && interval ? ` Interval ${interval}.` : ''}${changed ?? ''}`;
}

/** What it was, and what changed; in color where it surely did. */
function Change({ text, before, interval, sure }: ScoreChange) {
  const styles = useStyles2(getStyles);
  const color = sure === 'better' ? styles.better : sure === 'worse' ? styles.worse : undefined;
  return (
    <>
      <span className={cx(styles.interval, color)}>{text}</span>
      <span className={visuallyHidden}>{`${interval ? `, ${interval}` : ''}${sure ? `, surely ${sure}` : ''},`}</span>
      <span className={styles.interval}>{`from ${before}`}</span>
    </>
  );
}

/** About how wide scores are; the strip clips what it got wrong. */
function room(scores: Score[], intervals: boolean): number {
  return scores.reduce((sum, { label, text, interval, change }) => {
    const aside = change ? `${change.text} from ${change.before}` : intervals ? interval : undefined;
    const value = text.length * 9 + (aside ? 12 + aside.length * 6.4 : 0);
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
  better: css({ color: theme.isDark ? '#45d39b' : '#006b46' }),
  worse: css({ color: theme.isDark ? '#ff7bd0' : '#a1107a' }),
  interval: css({
    marginLeft: theme.spacing(0.75),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
});
