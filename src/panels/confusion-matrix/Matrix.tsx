import { css } from '@emotion/css';
import { type GrafanaTheme2, type LinkModel, type ThresholdsConfig } from '@grafana/data';
import { ContextMenu, MenuItem, useStyles2 } from '@grafana/ui';
import React, { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';

import { AccessibleTable } from './AccessibleTable';
import { CellTooltip } from './CellTooltip';
import { clickHint, setVariables } from './cellClick';
import { cellLinks, type FieldContext } from './fieldDisplay';
import { cellAtPoint, type Layout, makeLayout } from './layout';
import { measureIn } from './measure';
import { MatrixCanvas } from './MatrixCanvas';
import { cellSentence } from './sentences';
import { type Place, useGridKeys } from './useGridKeys';
import { cellAt, type MatrixView } from './viewModel';
import { visuallyHidden } from './visuallyHidden';

interface MatrixProps {
  view: MatrixView;
  thresholds?: ThresholdsConfig;
  width: number;
  height: number;
  context: FieldContext;
}

interface Active extends Place {
  by: 'pointer' | 'keys';
  /** In the window. */
  x: number;
  y: number;
}

interface OpenLinks {
  links: LinkModel[];
  /** To be returned to, if the menu was opened by keys. */
  from?: Place;
  x: number;
  y: number;
}

/** The drawing, and what one can do with it: point, walk by keys, click. Only the canvas draws, and only when its input changes. */
export function Matrix({ view, thresholds, width, height, context }: MatrixProps) {
  const styles = useStyles2(getStyles);
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Active>();
  const [open, setOpen] = useState<OpenLinks>();
  const { fontFamily } = context.theme.typography;
  const layout = useMemo(
    () => makeLayout(view, width, height, measureIn(fontFamily)),
    [view, width, height, fontFamily]
  );
  const n = view.classes.length;

  // A refresh may bring fewer classes than the place that is pointed at.
  const shown = active && active.row < n && active.column < n ? active : undefined;

  const placeUnder = (event: MouseEvent): Place | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAtPoint(layout, event.clientX - box.left, event.clientY - box.top);
  };
  const onPointerMove = (event: MouseEvent) => {
    const place = placeUnder(event);
    setActive(place && { ...place, by: 'pointer', x: event.clientX, y: event.clientY });
  };
  const move = useCallback(
    (place: Place | undefined) =>
      setActive(place && { ...place, by: 'keys', ...centerOf(grid.current, layout, place) }),
    [layout]
  );
  const choose = useCallback(
    (place: Place, pointer?: { x: number; y: number }) => {
      const { row, column } = place;
      setVariables(view, row, column);
      const isOther = view.classes[row].isOther || view.classes[column].isOther;
      const links = isOther ? [] : cellLinks(context, view, cellAt(view, row, column));
      const at = pointer ?? { ...centerOf(grid.current, layout, place), from: place };
      setOpen(links.length > 0 ? { links, ...at } : undefined);
    },
    [view, layout, context]
  );
  // Where the click is, not where the pointer was last seen: a tap comes without a move before it.
  const onClick = (event: MouseEvent) => {
    const place = placeUnder(event);
    if (place) {
      choose(place, { x: event.clientX, y: event.clientY });
    }
  };
  const close = () => {
    setOpen(undefined);
    if (open?.from) {
      grid.current?.focus();
      move(open.from);
    }
  };
  const onKeyDown = useGridKeys({ n, active: shown, move, choose });
  const hint = clickHint(view.options, context.fieldConfig);
  return (
    <div className={styles.frame} style={{ width, height }}>
      <div
        ref={grid}
        className={styles.grid}
        role="application"
        aria-roledescription="confusion matrix"
        aria-label={`Confusion matrix of ${n} ${n === 1 ? 'class' : 'classes'}. Arrow keys walk the cells.`}
        tabIndex={0}
        data-testid="confusion-matrix-grid"
        data-cells={JSON.stringify({ x: layout.x, y: layout.y, width: layout.cellWidth, height: layout.cellHeight, n })}
        style={{ cursor: hint && shown ? 'pointer' : 'default' }}
        onMouseMove={onPointerMove}
        onMouseLeave={() => setActive((now) => (now?.by === 'pointer' ? undefined : now))}
        onFocus={() => shown ?? (grid.current?.matches(':focus-visible') && move({ row: 0, column: 0 }))}
        onBlur={() => setActive(undefined)}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <MatrixCanvas view={view} layout={layout} theme={context.theme} thresholds={thresholds} />
        {shown && <Highlight layout={layout} place={shown} />}
      </div>
      <div className={visuallyHidden} aria-live="polite" data-testid="confusion-matrix-live">
        {shown?.by === 'keys' && cellSentence(view, shown.row, shown.column)}
      </div>
      <AccessibleTable view={view} />
      {shown && !open && (
        <CellTooltip
          view={view}
          row={shown.row}
          column={shown.column}
          position={{ x: shown.x, y: shown.y }}
          hint={hint}
        />
      )}
      {open && (
        <ContextMenu
          x={open.x}
          y={open.y}
          focusOnOpen
          onClose={close}
          renderMenuItems={() =>
            open.links.map((link, i) => (
              <MenuItem
                key={i}
                label={link.title}
                url={link.href}
                target={link.target}
                icon={link.target === '_blank' ? 'external-link-alt' : 'link'}
                onClick={link.onClick}
              />
            ))
          }
        />
      )}
    </div>
  );
}

/**
 * A ring around the cell, and bands on its labels and scores: above the canvas, so that pointing costs no redraw, and not
 * on other cells, whose text must stay readable.
 */
function Highlight({ layout, place }: { layout: Layout; place: Place }) {
  const styles = useStyles2(getStyles);
  const { x, y, cellWidth, cellHeight, n, rowLabels, columnLabels, totals } = layout;
  const [left, top] = [x + place.column * cellWidth, y + place.row * cellHeight];
  const strip = layout.classColumns.reduce((sum, { size }) => sum + size, 0);
  // Of cells thinner than a line of text the bands would be too.
  const width = Math.max(3, cellWidth);
  const height = Math.max(3, cellHeight);
  const bands = [
    { left: rowLabels.start, top, width: rowLabels.size, height },
    { left: x + cellWidth * n + 2, top, width: Math.max(0, strip - 2), height },
    { left, top: columnLabels.start, width, height: columnLabels.size },
    { left, top: y + cellHeight * n + 2, width, height: Math.max(0, (totals?.size ?? 0) - 2) },
  ];
  return (
    <>
      {bands.map((band, i) => (
        <div key={i} className={styles.band} style={band} />
      ))}
      <div
        className={styles.ring}
        style={{ left: left - 1, top: top - 1, width: width + 1, height: height + 1 }}
        data-testid="confusion-matrix-ring"
      />
    </>
  );
}

function centerOf(element: HTMLElement | null, layout: Layout, { row, column }: Place): { x: number; y: number } {
  const box = element?.getBoundingClientRect();
  return {
    x: (box?.left ?? 0) + layout.x + (column + 0.5) * layout.cellWidth,
    y: (box?.top ?? 0) + layout.y + (row + 0.5) * layout.cellHeight,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative' }),
  grid: css({
    position: 'absolute',
    inset: 0,
    borderRadius: theme.shape.radius.default,
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  band: css({ position: 'absolute', background: theme.colors.action.hover, pointerEvents: 'none' }),
  ring: css({
    position: 'absolute',
    border: `2px solid ${theme.colors.text.maxContrast}`,
    borderRadius: 2,
    pointerEvents: 'none',
  }),
});
