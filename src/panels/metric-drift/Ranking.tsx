import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, type MouseEvent, useMemo } from 'react';

import { PanelTooltip, strongLine } from '../shared/PanelTooltip';
import { visuallyHidden } from '../shared/visuallyHidden';
import { type DriftFormats } from './fieldDisplay';
import { type RankedRow, type RankingView, rowSentences, type Tick } from './rankingView';
import { type DriftRow } from './readData';
import { statusColor, statusLooks } from './status';
import { StatusWord } from './StatusWord';
import { useRowList } from './useRowList';

interface RankingProps {
  view: RankingView;
  width: number;
  height: number;
  formats: DriftFormats;
  /** The one that the dashboard's variable names. */
  chosen?: string;
  /** What a click does, for the tooltip. */
  hint?: string;
  choose: (row: DriftRow) => void;
  /** Opens the links of a variable; absent where there are none. */
  openLinks?: (row: DriftRow, at: { x: number; y: number }) => void;
}

const KEY = 24;
/** Narrower, name and bar stand on two lines. */
const WIDE_FROM = 460;

/** Variables by how far they have moved: bars on one scale, with ticks for what they are held against. */
export function Ranking(props: RankingProps) {
  const { view, width, height, formats, hint, choose } = props;
  const styles = useStyles2(getStyles);
  const strong = useStyles2(strongLine);
  const { rows } = view;
  const isWide = width >= WIDE_FROM;
  const nameWidth = useMemo(() => widthOf(rows, width), [rows, width]);
  const rowHeight = isWide ? 28 : 44;
  const hasKey = height >= 120 && rows.some(({ ticks }) => ticks.length > 0);
  const list = useRowList({
    count: rows.length,
    rowHeight,
    height: height - (hasKey ? KEY : 0),
    choose: (row) => choose(rows[row].row),
  });
  const active = list.active === undefined ? undefined : rows[list.active];
  const pointed = list.pointed && rows[list.pointed.row];
  return (
    <>
      <div
        {...list.scrollerProps}
        style={{ height: height - (hasKey ? KEY : 0), cursor: hint ? 'pointer' : 'default' }}
        role="application"
        aria-roledescription="ranking"
        aria-label={`${view.summary}. Arrow keys walk the variables${hint ? ', Enter opens one' : ''}.`}
        data-testid="drift-ranking"
      >
        <div style={{ height: rows.length * rowHeight, position: 'relative' }}>
          <Rows
            {...props}
            {...{ isWide, nameWidth, rowHeight, first: list.first, end: list.end }}
            active={list.active}
            pointed={list.pointed?.row}
          />
        </div>
      </div>
      {hasKey && <Key rows={rows} max={view.max} formats={formats} width={width} />}
      <div className={visuallyHidden} aria-live="polite" data-testid="drift-live">
        {active && `${active.name}: ${statusLooks[active.row.status].text}. ${rowSentences(active.row).join(' ')}`}
      </div>
      {list.pointed && pointed && (
        <PanelTooltip position={list.pointed} testId="drift-tooltip">
          <div className={strong}>{`${pointed.name}: ${statusLooks[pointed.row.status].text}`}</div>
          {rowSentences(pointed.row).map((sentence) => (
            <div key={sentence}>{sentence}</div>
          ))}
          {hint && <div className={styles.hint}>{hint}</div>}
        </PanelTooltip>
      )}
    </>
  );
}

/** So that the longest name fits, at most a part of the panel. */
function widthOf(rows: RankedRow[], width: number): number {
  const longest = rows.reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.round(Math.max(72, Math.min(width * 0.34, 8 + 7.6 * longest)));
}

interface RowsProps extends RankingProps {
  /** Of the column, where it is one. */
  nameWidth: number;
  isWide: boolean;
  rowHeight: number;
  first: number;
  end: number;
  active?: number;
  pointed?: number;
}

function Rows({
  view,
  first,
  end,
  rowHeight,
  isWide,
  nameWidth,
  active,
  pointed,
  chosen,
  formats,
  openLinks,
}: RowsProps) {
  return (
    <>
      {view.rows.slice(first, end).map((ranked, i) => (
        <Row
          key={ranked.row.key}
          top={(first + i) * rowHeight}
          isActive={active === first + i || pointed === first + i}
          isChosen={ranked.row.key === chosen}
          {...{ ranked, rowHeight, isWide, nameWidth, formats, openLinks }}
        />
      ))}
    </>
  );
}

interface RowProps extends Pick<RowsProps, 'rowHeight' | 'isWide' | 'nameWidth' | 'formats' | 'openLinks'> {
  ranked: RankedRow;
  top: number;
  isActive: boolean;
  isChosen: boolean;
}

const Row = memo(function Row({
  ranked,
  top,
  rowHeight,
  isWide,
  nameWidth,
  isActive,
  isChosen,
  formats,
  openLinks,
}: RowProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { row, name, score, beyond, ticks, bar } = ranked;
  const fill = (row.drift !== undefined && formats.color?.(row.drift)) || statusColor(theme, row.status).bar;
  const open = (event: MouseEvent) => openLinks?.(row, { x: event.clientX, y: event.clientY });
  const links = openLinks && (
    <IconButton name="link" size="sm" tooltip={`Links of ${name}`} tabIndex={-1} onClick={open} />
  );
  return (
    <div
      className={cx(styles.row, !isWide && styles.narrow, {
        [styles.active]: isActive,
        [styles.chosen]: isChosen,
      })}
      style={{
        top,
        height: rowHeight,
        ...(isWide && { gridTemplateColumns: `${nameWidth}px minmax(60px, 1fr) 64px 118px auto` }),
      }}
      data-testid="drift-row"
    >
      <span className={cx(styles.name, styles.cut)}>{name}</span>
      <Bar {...{ bar, beyond, ticks, fill }} />
      <span className={styles.score}>{score}</span>
      <StatusWord status={row.status} />
      {links}
    </div>
  );
});

function Bar({ bar, beyond, ticks, fill }: Pick<RankedRow, 'bar' | 'beyond' | 'ticks'> & { fill: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.track}>
      {bar !== undefined && (
        <span
          className={cx(styles.bar, beyond && styles.beyond)}
          style={{ width: `${Math.max(0.3, bar * 100)}%`, background: fill }}
        />
      )}
      {ticks.map(({ mark, at }) => (
        <span key={mark} className={cx(styles.tick, styles[mark])} style={{ left: `${at * 100}%` }} />
      ))}
    </span>
  );
}

const markNames: Record<Tick['mark'], string> = {
  floor: 'sampling floor',
  usual: 'usual level',
  threshold: 'threshold',
};

/** What the ticks are, and how far the scale goes. */
function Key({ rows, max, formats, width }: { rows: RankedRow[]; max: number; formats: DriftFormats; width: number }) {
  const styles = useStyles2(getStyles);
  const known = (['floor', 'usual', 'threshold'] as const).filter((mark) =>
    rows.some(({ ticks }) => ticks.some((tick) => tick.mark === mark))
  );
  return (
    <div className={styles.key} aria-hidden>
      {known.map((mark) => (
        <span key={mark} className={styles.keyEntry}>
          <span className={styles.keyTick}>
            <span className={cx(styles.tick, styles[mark])} style={{ left: 4 }} />
          </span>
          {markNames[mark]}
        </span>
      ))}
      {width >= WIDE_FROM && <span className={styles.scale}>{`bars from 0 to ${formats.score(max)}`}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  narrow: css({
    gridTemplateColumns: 'minmax(0, 1fr) auto auto auto',
    gridTemplateRows: '22px 14px',
    alignContent: 'center',
    '& > :nth-child(2)': { gridRow: 2, gridColumn: '1 / -1' },
  }),
  active: css({ background: theme.colors.action.hover }),
  chosen: css({ background: theme.colors.action.selected, boxShadow: `inset 3px 0 ${theme.colors.primary.main}` }),
  cut: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' }),
  name: css({ fontSize: theme.typography.body.fontSize }),
  score: css({ textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontWeight: theme.typography.fontWeightMedium }),
  track: css({
    position: 'relative',
    display: 'block',
    height: 12,
    background: theme.colors.background.secondary,
    borderRadius: 2,
  }),
  bar: css({ position: 'absolute', left: 0, top: 0, bottom: 0, borderRadius: 2 }),
  // Torn off, since it goes on.
  beyond: css({ clipPath: 'polygon(0 0, calc(100% - 5px) 0, 100% 50%, calc(100% - 5px) 100%, 0 100%)' }),
  tick: css({ position: 'absolute', top: -3, bottom: -3, width: 0, marginLeft: -1 }),
  floor: css({ borderLeft: `2px dotted ${theme.colors.text.primary}` }),
  usual: css({ borderLeft: `2px dashed ${theme.colors.text.primary}` }),
  threshold: css({ borderLeft: `2px solid ${theme.colors.text.maxContrast}` }),
  key: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    height: KEY,
    padding: theme.spacing(0, 1),
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: 11,
  }),
  keyEntry: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  keyTick: css({ position: 'relative', display: 'inline-block', width: 8, height: 10 }),
  scale: css({ marginLeft: 'auto' }),
  hint: css({ fontStyle: 'italic' }),
});
