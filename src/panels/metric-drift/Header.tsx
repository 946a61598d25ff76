import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, IconButton, Input, RadioButtonGroup, Toggletip, useStyles2 } from '@grafana/ui';
import React, { type ReactNode, useEffect, useRef } from 'react';

import { type Shown } from './shownView';

interface HeaderProps {
  /** What there is to know at a glance. */
  summary: string;
  /** Absent where there are too few to be filtered. */
  filter?: { text: string; set: (text: string) => void };
  views: Shown[];
  shown: Shown;
  onView: (view: Shown) => void;
  width: number;
  /** Room for the icon of notices. */
  hasNotices: boolean;
}

export const HEADER = 34;
const NARROW = 420;

const looks: Record<Shown, { label: string; icon: string }> = {
  ranking: { label: 'Ranking', icon: 'list-ul' },
  distribution: { label: 'Distribution', icon: 'graph-bar' },
  time: { label: 'Over time', icon: 'chart-line' },
  control: { label: 'Control charts', icon: 'gf-interpolation-linear' },
};

/** Above a list: how many have drifted, a filter, and what else the data show. */
export function Header({ summary, filter, views, shown, onView, width, hasNotices }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const isNarrow = width < NARROW;
  return (
    <div className={styles.header} style={{ paddingRight: hasNotices ? 28 : 0 }}>
      <div className={styles.summary} title={summary}>
        {summary}
      </div>
      {filter && (
        <div style={{ flex: '0 1 auto', width: isNarrow ? 92 : 170 }}>
          <Input
            aria-label="Filter variables by name"
            placeholder={isNarrow ? 'Filter' : 'Filter by name'}
            value={filter.text}
            onChange={(event) => filter.set(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && filter.text !== '') {
                filter.set('');
                event.stopPropagation();
              }
            }}
          />
        </div>
      )}
      {views.length > 1 && (
        <RadioButtonGroup
          size="sm"
          aria-label="View"
          options={views.map((value) => ({
            value,
            icon: looks[value].icon,
            ariaLabel: looks[value].label,
            ...(isNarrow ? { description: looks[value].label } : { label: looks[value].label }),
          }))}
          value={shown}
          onChange={onView}
        />
      )}
    </div>
  );
}

interface DetailHeaderProps {
  name: string;
  /** What its drift means. */
  about: ReactNode;
  /** Absent where there is nothing to go back to. */
  back?: () => void;
  /** To choose another variable. */
  pick?: { names: Array<{ value: string; label: string }>; value: string; set: (key: string) => void };
  openLinks?: (at: { x: number; y: number }) => void;
  /** How the current distributions are kept as a baseline. */
  baseline?: string;
  hasNotices: boolean;
}

/** Above one variable: the way back, its name, what its drift means. */
export function DetailHeader({ name, about, back, pick, openLinks, baseline, hasNotices }: DetailHeaderProps) {
  const styles = useStyles2(getStyles);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <div className={styles.header} style={{ paddingRight: hasNotices ? 28 : 0 }}>
      {back && (
        <IconButton
          ref={button}
          name="arrow-left"
          tooltip="All variables (Esc)"
          aria-label="All variables"
          onClick={back}
        />
      )}
      {pick ? (
        <Combobox
          aria-label="Variable"
          width={24}
          options={pick.names}
          value={pick.value}
          onChange={({ value }) => pick.set(value)}
        />
      ) : (
        <div className={styles.name} title={name}>
          {name}
        </div>
      )}
      {about}
      <span className={styles.space} />
      {openLinks && (
        <IconButton
          name="link"
          tooltip={`Links of ${name}`}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            openLinks({ x: box.left, y: box.bottom });
          }}
        />
      )}
      {baseline && (
        <Toggletip content={baseline} placement="bottom-end">
          <Button size="sm" variant="secondary" fill="text" icon="lock">
            Baseline
          </Button>
        </Toggletip>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: HEADER,
    paddingLeft: theme.spacing(1),
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  summary: css({
    flex: '1 1 0',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
  }),
  name: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  space: css({ flex: '1 1 0' }),
});
