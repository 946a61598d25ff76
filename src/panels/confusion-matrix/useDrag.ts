import { type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react';

import { type Frame, isOnMatrix, ontoMatrix, type PixelPoint, pointAt } from './layout';
import { pixelIn, type Zoom } from './useZoom';
import { between, canZoom, isWhole, panBy } from './viewport';

/** A drag of fewer pixels is a click. */
const DRAG_FROM = 4;

/** The area that is being chosen, in pixels of the grid. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A drag pans what is zoomed; of the whole matrix it chooses an area, as it always does with Shift. */
export function useDrag(grid: RefObject<HTMLElement>, frame: Frame, { viewport, setViewport }: Zoom) {
  const [box, setBox] = useState<Box>();
  const dragged = useRef(false);
  const dragging = useRef(false);
  const stop = useRef<() => void>();
  useEffect(() => () => stop.current?.(), []);

  const onMouseDown = (event: MouseEvent) => {
    dragged.current = false;
    const { n } = frame;
    const start = pixelIn(grid.current, event);
    if (event.button !== 0 || !canZoom(n) || !isOnMatrix(frame, start)) {
      return;
    }
    const chooses = event.shiftKey || isWhole(viewport, n);
    const from = pointAt(frame, viewport, start);
    const onMove = (move: globalThis.MouseEvent) => {
      const at = pixelIn(grid.current, move);
      dragged.current ||= Math.hypot(at.x - start.x, at.y - start.y) >= DRAG_FROM;
      dragging.current = dragged.current;
      if (dragged.current && chooses) {
        setBox(boxOf(start, ontoMatrix(frame, at)));
      } else if (dragged.current) {
        const to = pointAt(frame, viewport, at);
        setViewport(panBy(viewport, n, from.row - to.row, from.column - to.column));
      }
    };
    const onUp = (up: globalThis.MouseEvent) => {
      stop.current?.();
      if (dragged.current && chooses) {
        setViewport(between(n, from, pointAt(frame, viewport, ontoMatrix(frame, pixelIn(grid.current, up)))));
      }
    };
    // On the window, since a drag may leave the grid.
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
    stop.current = () => {
      dragging.current = false;
      setBox(undefined);
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
    };
  };
  return {
    box,
    onMouseDown,
    isDragging: () => dragging.current,
    /** Whether the click that comes now ends a drag. */
    wasDragged: () => dragged.current,
  };
}

function boxOf(a: PixelPoint, b: PixelPoint): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}
