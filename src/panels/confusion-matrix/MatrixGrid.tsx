import { css } from '@emotion/css';
import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';

import { type FieldContext } from '../shared/fieldContext';
import { LinksMenu } from '../shared/LinksMenu';
import { measureIn } from '../shared/measure';
import { useSettled } from '../shared/useSettled';
import { visuallyHidden } from '../shared/visuallyHidden';
import { clickHint, setVariables } from './cellClick';
import { type CellMenu, cellMenu, type CellRecords, isEmptyMenu } from './cellMenu';
import { CellTooltip } from './CellTooltip';
import { Highlight } from './Highlight';
import { cellAtPoint, columnX, labelAtPoint, type Layout, layOutCells, makeFrame, rowY } from './layout';
import { MatrixCanvas } from './MatrixCanvas';
import { spokenSentence } from './sentences';
import { type SortKey } from './sort';
import { SortButtons } from './SortButtons';
import { useDrag } from './useDrag';
import { useFollowGroup } from './useFollowGroup';
import { type Place, useGridKeys } from './useGridKeys';
import { originOf, usePointed } from './usePointed';
import { pixelIn, useZoom } from './useZoom';
import { type MatrixView } from './viewModel';
import { canZoom, isWhole, reveal } from './viewport';
import { ZoomButtons } from './ZoomButtons';

interface MatrixGridProps {
  view: MatrixView;
  thresholds?: ThresholdsConfig;
  width: number;
  height: number;
  context: FieldContext;
  records?: CellRecords;
  onSort: (by: SortKey) => void;
  /** Opens or closes a group. */
  onToggle: (group: string) => void;
}

interface OpenMenu {
  menu: CellMenu;
  /** To be returned to, if the menu was opened by keys. */
  from?: Place;
  x: number;
  y: number;
}

/** The drawing, and what one can do with it: point, walk by keys, click, zoom. Only the canvas draws, and only when its input changes. */
export function MatrixGrid(props: MatrixGridProps) {
  const { view, thresholds, width, height, context, records, onSort, onToggle } = props;
  const styles = useStyles2(getStyles);
  const grid = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<OpenMenu>();
  const [label, setLabel] = useState<number>();
  const { fontFamily } = context.theme.typography;
  const measure = useMemo(() => measureIn(fontFamily), [fontFamily]);
  const frame = useMemo(() => makeFrame(view, width, height, measure), [view, width, height, measure]);
  const zoom = useZoom(grid, frame);
  const { viewport, setViewport } = zoom;
  const drag = useDrag(grid, frame, zoom);
  const layout = useMemo(() => layOutCells(frame, view, viewport, measure), [frame, view, viewport, measure]);
  const { pointed, byPointer, byKeys } = usePointed(grid, layout);
  const settled = useSettled();
  const { n } = layout;

  const onPointerMove = (event: MouseEvent) => {
    const at = pixelIn(grid.current, event);
    const isElsewhere = drag.isDragging() || isOnButton(event);
    byPointer(isElsewhere ? undefined : at);
    setLabel(isElsewhere ? undefined : labelAtPoint(layout, at.x, at.y));
  };
  const move = useCallback(
    (place: Place | undefined) => {
      if (place) {
        setViewport(reveal(viewport, n, place));
      }
      byKeys(place);
    },
    [viewport, n, setViewport, byKeys]
  );
  const follow = useFollowGroup(view, move);
  const choose = useCallback(
    (place: Place, pointer?: { x: number; y: number }) => {
      const { row, column } = place;
      setVariables(view, row, column);
      const menu = cellMenu(context, view, place, records);
      const origin = originOf(grid.current);
      const center = { x: origin.x + columnX(layout, column + 0.5), y: origin.y + rowY(layout, row + 0.5) };
      const at = pointer ?? { ...center, from: place };
      setOpen(isEmptyMenu(menu) ? undefined : { menu, ...at });
    },
    [view, layout, context, records]
  );
  // Where the click is, not where the pointer was last seen: a tap comes without a move before it.
  const onClick = (event: MouseEvent) => {
    const { x, y } = pixelIn(grid.current, event);
    const place = cellAtPoint(layout, x, y);
    const group = groupAt(view, labelAtPoint(layout, x, y));
    if (drag.wasDragged() || isOnButton(event)) {
      return;
    }
    if (place) {
      choose(place, { x: event.clientX, y: event.clientY });
    } else if (group !== undefined) {
      onToggle(group);
    }
  };
  const close = () => {
    setOpen(undefined);
    if (open?.from) {
      grid.current?.focus();
      move(open.from);
    }
  };
  const onKeyDown = useGridKeys({
    n,
    active: pointed,
    move,
    choose,
    zoom: (factor) =>
      factor === undefined
        ? zoom.reset()
        : zoom.zoom(factor, pointed && { row: pointed.row + 0.5, column: pointed.column + 0.5 }),
    toggle: (place, side) => {
      const group = groupAt(view, place[side]);
      if (group !== undefined) {
        follow(group, side, place);
        onToggle(group);
      }
    },
  });
  const hint = clickHint(view.options, context.fieldConfig, records !== undefined);
  const canBeClicked = (hint && pointed) || groupAt(view, label) !== undefined;
  return (
    <>
      <div
        ref={grid}
        className={styles.grid}
        role="application"
        aria-roledescription="confusion matrix"
        aria-label={`Confusion matrix of ${n} ${n === 1 ? 'class' : 'classes'}. Arrow keys walk the cells${canZoom(n) ? ', + and - zoom' : ''}.`}
        tabIndex={0}
        title={label === undefined ? undefined : labelTitle(view, label)}
        data-testid="confusion-matrix-grid"
        data-cells={JSON.stringify(cellsOf(layout))}
        style={{ cursor: canBeClicked ? 'pointer' : isWhole(viewport, n) ? 'default' : 'grab' }}
        onMouseMove={onPointerMove}
        onMouseLeave={() => {
          byPointer(undefined);
          setLabel(undefined);
        }}
        onMouseDown={drag.onMouseDown}
        onDoubleClick={(event) => !isOnButton(event) && zoom.reset()}
        onFocus={(event) => {
          if (event.target === event.currentTarget && event.target.matches(':focus-visible') && !pointed) {
            move({ row: Math.ceil(viewport.row), column: Math.ceil(viewport.column) });
          }
        }}
        onBlur={() => byKeys(undefined)}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <MatrixCanvas view={view} layout={layout} theme={context.theme} thresholds={thresholds} />
        {pointed && <Highlight layout={layout} place={pointed} />}
        {drag.box && <div className={styles.box} style={drag.box} />}
        {settled && <SortButtons layout={layout} sort={view.arrangement.sort} onSort={onSort} />}
        {settled && canZoom(n) && <ZoomButtons layout={layout} onZoom={zoom.zoom} onReset={zoom.reset} />}
      </div>
      <div className={visuallyHidden} aria-live="polite" data-testid="confusion-matrix-live">
        {pointed?.by === 'keys' && spokenSentence(view, pointed.row, pointed.column)}
      </div>
      {pointed && !open && (
        <CellTooltip view={view} row={pointed.row} column={pointed.column} position={pointed} hint={hint} />
      )}
      {open && (
        <LinksMenu
          groups={[
            { label: 'Links', links: open.menu.links },
            { label: 'Records', links: open.menu.records },
          ]}
          {...{ x: open.x, y: open.y }}
          onClose={close}
        />
      )}
    </>
  );
}

/** The group that a click on a class's label opens or closes. */
function groupAt({ classes }: MatrixView, place: number | undefined): string | undefined {
  const one = place === undefined ? undefined : classes[place];
  return one?.group ?? one?.within[one.within.length - 1];
}

/** The whole name, which may be cut, and what a click does. */
function labelTitle(view: MatrixView, place: number): string {
  const { text, group } = view.classes[place];
  const does = group !== undefined ? 'Click to open it' : 'Click to close its group';
  return groupAt(view, place) === undefined ? text : `${text}\n${does}`;
}

function isOnButton({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function cellsOf({ x, y, cellWidth, cellHeight, n, viewport }: Layout) {
  return { x, y, width: cellWidth, height: cellHeight, n, viewport };
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    position: 'absolute',
    inset: 0,
    borderRadius: theme.shape.radius.default,
    userSelect: 'none',
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  box: css({
    position: 'absolute',
    border: `1px solid ${theme.colors.text.maxContrast}`,
    background: theme.colors.action.selected,
    pointerEvents: 'none',
  }),
});
