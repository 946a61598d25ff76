import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';

import { type Frame, ontoMatrix, type PixelPoint, pointAt } from './layout';
import { originOf } from './usePointed';
import { canZoom, type Point, type Viewport, whole, zoomAt } from './viewport';

export interface Zoom {
  viewport: Viewport;
  setViewport: (viewport: Viewport) => void;
  /** @param at what stays where it is; the middle by default */
  zoom: (factor: number, at?: Point) => void;
  reset: () => void;
}

/** Which part of the matrix is shown. The wheel changes it with Ctrl or Meta, or once the grid has the focus: a page stays scrollable. */
export function useZoom(grid: RefObject<HTMLElement>, frame: Frame): Zoom {
  const { n } = frame;
  const [state, setState] = useState<{ n: number; viewport: Viewport }>();
  const all = useMemo(() => whole(n), [n]);
  // Of other classes than before nothing was shown yet.
  const viewport = state?.n === n ? state.viewport : all;
  const setViewport = useCallback((next: Viewport) => setState({ n, viewport: next }), [n]);

  useEffect(() => {
    const element = grid.current;
    const onWheel = (event: WheelEvent) => {
      const forced = event.ctrlKey || event.metaKey;
      if (!canZoom(n) || !(forced || element?.contains(document.activeElement))) {
        return;
      }
      const at = pointAt(frame, viewport, ontoMatrix(frame, pixelIn(element, event)));
      const next = zoomAt(viewport, n, wheelFactor(event), at);
      const changed = next.rows !== viewport.rows || next.columns !== viewport.columns;
      // At an end the page scrolls on; but the browser must not zoom it instead.
      if (forced || changed) {
        event.preventDefault();
      }
      if (changed) {
        setViewport(next);
      }
    };
    // React's own handlers cannot keep the page from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [grid, n, frame, viewport, setViewport]);

  return {
    viewport,
    setViewport,
    zoom: (factor, at = middleOf(viewport)) => canZoom(n) && setViewport(zoomAt(viewport, n, factor, at)),
    reset: () => setViewport(all),
  };
}

function middleOf({ row, column, rows, columns }: Viewport): Point {
  return { row: row + rows / 2, column: column + columns / 2 };
}

/** A notch of a wheel is 100 pixels or 3 lines, and zooms by about a fifth; a touchpad gives many small steps. */
function wheelFactor({ deltaY, deltaMode }: WheelEvent): number {
  const pixels = deltaMode === WheelEvent.DOM_DELTA_PIXEL ? deltaY : deltaY * 33;
  return 2 ** (-Math.max(-300, Math.min(300, pixels)) / 350);
}

/** Where the mouse is, from the element's upper left. */
export function pixelIn(element: Element | null, event: { clientX: number; clientY: number }): PixelPoint {
  const origin = originOf(element);
  return { x: event.clientX - origin.x, y: event.clientY - origin.y };
}
