import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import { type ChartSpec } from './chartSpec';
import { MOST_CHARTS, multiples } from './multiples';
import { TimeChart } from './TimeChart';

export interface Chart {
  key: string;
  name: string;
  /** Beside its name. */
  about: ReactNode;
  /** Below its name, where there is room. */
  words?: string;
  spec: ChartSpec;
  /** What a click on its name does. */
  open?: () => void;
}

interface ChartsProps {
  charts: Chart[];
  width: number;
  height: number;
  testId: string;
}

export const TITLE = 26;
const WORDS = 34;

/** A chart over time for each of a few. */
export function Charts({ charts, width, height, testId }: ChartsProps) {
  const styles = useStyles2(getStyles);
  const title = TITLE + (charts.some(({ words }) => words !== undefined) ? WORDS : 0);
  const shown = charts.slice(0, MOST_CHARTS);
  const size = multiples(shown.length, width - 8, height, title);
  return (
    <div className={styles.frame} style={{ width, height }} data-testid={testId}>
      {shown.map(({ key, name, about, words, spec, open }) => (
        <section key={key} style={{ width: size.width }} aria-label={name}>
          <div className={styles.title}>
            {open ? (
              <button type="button" className={styles.name} title={name} onClick={open}>
                {name}
              </button>
            ) : (
              <span className={styles.name} title={name}>
                {name}
              </span>
            )}
            {about}
          </div>
          {title > TITLE && (
            <div className={styles.words} title={words}>
              {words}
            </div>
          )}
          <TimeChart spec={spec} width={size.width - 6} height={size.height} />
        </section>
      ))}
      {charts.length > shown.length && (
        <p className={styles.words}>{`${charts.length - shown.length} more are not shown: filter them by name.`}</p>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'flex', flexWrap: 'wrap', alignContent: 'flex-start', overflowX: 'hidden', overflowY: 'auto' }),
  title: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: TITLE,
    paddingLeft: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  name: css({
    minWidth: 0,
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    'button&:hover': { textDecoration: 'underline' },
    'button&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  words: css({
    height: WORDS,
    margin: 0,
    paddingLeft: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: 11,
    lineHeight: '16px',
    overflow: 'hidden',
    // Two lines, and then dots.
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
  }),
});
