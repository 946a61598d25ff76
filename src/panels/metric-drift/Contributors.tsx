import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { barSentences, type DistributionBar } from './distributionView';
import { points, share } from './formats';

/** Where the drift comes from: the bins or categories that contribute most, with their change. */
export function Contributors({ bars, width, height }: { bars: DistributionBar[]; width: number; height: number }) {
  const styles = useStyles2(getStyles);
  const most = bars[0]?.contribution ?? 1;
  const shown = bars.slice(0, Math.max(0, Math.floor((height - HEADING) / ROW)));
  return (
    <div style={{ width, height, overflow: 'hidden' }} data-testid="drift-contributors">
      <div className={styles.heading}>Where the drift comes from</div>
      <ul className={styles.list}>
        {shown.map((bar) => (
          <li key={`${bar.part} ${bar.name}`} className={styles.row} title={barSentences(bar).join(' ')}>
            <span className={styles.name}>{bar.name}</span>
            <span className={styles.change}>{bar.change ?? points((bar.current ?? 0) - (bar.reference ?? 0))}</span>
            <span className={styles.part}>{share(bar.contribution).replace(/\.\d/, '')}</span>
            <span className={styles.track}>
              <span className={styles.fill} style={{ width: `${(bar.contribution / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const HEADING = 24;
const ROW = 34;

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({
    height: HEADING,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '1fr auto 42px',
    gridTemplateRows: '20px 4px',
    columnGap: theme.spacing(1),
    height: ROW,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  name: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' }),
  change: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  part: css({ textAlign: 'right', fontWeight: theme.typography.fontWeightMedium }),
  track: css({ gridColumn: '1 / -1', background: theme.colors.background.secondary, borderRadius: 2 }),
  fill: css({
    display: 'block',
    height: 4,
    borderRadius: 2,
    background: theme.isDark ? '#ff8833' : '#e05f00',
  }),
});
