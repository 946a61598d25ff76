import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { type KeyEntry } from './keyEntries';

export const KEY_HEIGHT = 22;

/** About how wide the key is, to know whether there is room. */
export function keyWidth(entries: KeyEntry[]): number {
  const text = (label: string) => label.length * 6.2;
  return entries.reduce(
    (sum, entry) =>
      sum + 16 + text(entry.label) + (entry.type === 'scale' ? 88 + text(entry.from) + text(entry.to) : 18),
    0
  );
}

/** What the colors mean, in one line. */
export const ColorKey = memo(function ColorKey({ entries, left }: { entries: KeyEntry[]; left: number }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.key} style={{ paddingLeft: left }} aria-label="Color key" data-testid="confusion-matrix-key">
      {entries.map((entry) => (
        <li key={entry.label} className={styles.entry}>
          {entry.type === 'scale' ? (
            <>
              <span className={styles.label}>{entry.label}</span>
              <span>{entry.from}</span>
              <span
                className={styles.scale}
                style={{ background: `linear-gradient(to right, ${entry.colors.join(', ')})` }}
              />
              <span>{entry.to}</span>
            </>
          ) : (
            <>
              {entry.type === 'color' && <span className={styles.chip} style={{ background: entry.color }} />}
              {entry.type === 'hatch' && <span className={styles.hatch} />}
              {entry.type === 'mark' && <span className={styles.mark} />}
              <span>{entry.label}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
});

const getStyles = (theme: GrafanaTheme2) => {
  const chip = { width: 12, height: 12, borderRadius: 2 };
  return {
    key: css({
      display: 'flex',
      gap: theme.spacing(2),
      height: KEY_HEIGHT,
      margin: 0,
      alignItems: 'end',
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      listStyle: 'none',
      color: theme.colors.text.secondary,
      fontSize: 11,
      lineHeight: '14px',
    }),
    entry: css({ display: 'flex', flex: 'none', alignItems: 'center', gap: theme.spacing(0.5) }),
    label: css({ color: theme.colors.text.primary }),
    scale: css({ width: 80, height: 10, borderRadius: 2 }),
    chip: css({ ...chip }),
    hatch: css({
      ...chip,
      border: `1px solid ${theme.colors.border.medium}`,
      background: `repeating-linear-gradient(135deg, ${theme.colors.border.medium} 0 1px, transparent 1px 4px)`,
    }),
    mark: css({
      width: 0,
      height: 0,
      borderTop: `9px solid ${theme.colors.text.maxContrast}`,
      borderLeft: '9px solid transparent',
    }),
  };
};
