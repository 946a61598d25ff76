import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react';

export interface RowPointer {
  row: number;
  /** In the window. */
  x: number;
  y: number;
}

interface RowListProps {
  count: number;
  rowHeight: number;
  /** Of what is seen. */
  height: number;
  choose: (row: number) => void;
}

/** Rows above and below those that are seen: a short scroll shows no hole. */
const SPARE = 4;

/** A list of many rows, of which only those that are seen are drawn; arrows, Home, End and Page keys walk it, Enter chooses. */
export function useRowList({ count, rowHeight, height, choose }: RowListProps) {
  const className = useStyles2(getScroller);
  const scroller = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const [active, setActive] = useState<number>();
  const [pointed, setPointed] = useState<RowPointer>();
  const seen = Math.ceil(height / rowHeight);
  const walk = useCallback(
    (row: number) => {
      const next = Math.max(0, Math.min(count - 1, row));
      setActive(next);
      const { current } = scroller;
      if (current) {
        const top = next * rowHeight;
        current.scrollTop = Math.min(top, Math.max(current.scrollTop, top + rowHeight - height));
      }
    },
    [count, rowHeight, height]
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.metaKey || event.ctrlKey || event.target !== event.currentTarget || count === 0) {
      return;
    }
    const at = active ?? -1;
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: count - 1,
      PageDown: at + seen - 1,
      PageUp: at - seen + 1,
    };
    if (event.key in targets) {
      walk(targets[event.key]);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      choose(active);
    } else {
      return;
    }
    // Without this, arrows scroll the dashboard and Grafana's own shortcuts answer too.
    event.preventDefault();
    event.stopPropagation();
  };
  const rowAt = (event: MouseEvent): number | undefined => {
    const { current } = scroller;
    const box = current?.getBoundingClientRect();
    const row = Math.floor((event.clientY - (box?.top ?? 0) + (current?.scrollTop ?? 0)) / rowHeight);
    return row >= 0 && row < count ? row : undefined;
  };
  const current = active !== undefined && active < count ? active : undefined;
  return {
    /** Of what is drawn. */
    first: Math.max(0, Math.min(first, count - seen) - SPARE),
    end: Math.min(count, Math.min(first, Math.max(0, count - seen)) + seen + SPARE),
    scrollTop,
    active: current,
    pointed: pointed && pointed.row < count ? pointed : undefined,
    rowAt,
    scrollerProps: {
      ref: scroller,
      className,
      tabIndex: 0,
      onKeyDown,
      onScroll: () => {
        const top = scroller.current?.scrollTop ?? 0;
        setFirst(Math.floor(top / rowHeight));
        setScrollTop(top);
        setPointed(undefined);
      },
      onMouseMove: (event: MouseEvent) => {
        const row = rowAt(event);
        setPointed(row === undefined ? undefined : { row, x: event.clientX, y: event.clientY });
      },
      onMouseLeave: () => setPointed(undefined),
      onBlur: () => setActive(undefined),
      onFocus: (event: { target: Element; currentTarget: Element }) => {
        if (event.target === event.currentTarget && event.target.matches(':focus-visible')) {
          setActive((now) => now ?? 0);
        }
      },
      onClick: (event: MouseEvent) => {
        const row = rowAt(event);
        if (row !== undefined && !(event.target instanceof Element && event.target.closest('button, a'))) {
          choose(row);
        }
      },
    },
  };
}

const getScroller = (theme: GrafanaTheme2) =>
  css({
    position: 'relative',
    overflowX: 'hidden',
    overflowY: 'auto',
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  });
