import { type RefObject, useCallback, useState } from 'react';

import { cellAtPoint, columnX, type Layout, type PixelPoint, rowY } from './layout';
import { type Place } from './useGridKeys';

/** The cell that is told of, by the pointer or by keys. */
export interface Pointed extends Place {
  by: 'pointer' | 'keys';
  /** In the window: where its tooltip is. */
  x: number;
  y: number;
}

/** Kept as the pointer's pixel or the keys' cell: zooming moves cells below a pointer that rests. */
type State = { origin: PixelPoint } & ({ by: 'pointer'; at: PixelPoint } | { by: 'keys'; place: Place });

export function usePointed(grid: RefObject<HTMLElement>, layout: Layout) {
  const [state, setState] = useState<State>();
  const byPointer = useCallback(
    (at: PixelPoint | undefined) => {
      const origin = originOf(grid.current);
      setState((now) => (at ? { by: 'pointer', at, origin } : now?.by === 'pointer' ? undefined : now));
    },
    [grid]
  );
  const byKeys = useCallback(
    (place: Place | undefined) => setState(place && { by: 'keys', place, origin: originOf(grid.current) }),
    [grid]
  );
  return { pointed: state && pointedAt(state, layout), byPointer, byKeys };
}

function pointedAt(state: State, layout: Layout): Pointed | undefined {
  const { origin } = state;
  if (state.by === 'pointer') {
    const place = cellAtPoint(layout, state.at.x, state.at.y);
    return place && { ...place, by: 'pointer', x: origin.x + state.at.x, y: origin.y + state.at.y };
  }
  const { row, column } = state.place;
  // A refresh may bring fewer classes than there were.
  return row < layout.n && column < layout.n
    ? { row, column, by: 'keys', x: origin.x + columnX(layout, column + 0.5), y: origin.y + rowY(layout, row + 0.5) }
    : undefined;
}

export function originOf(element: Element | null): PixelPoint {
  const box = element?.getBoundingClientRect();
  return { x: box?.left ?? 0, y: box?.top ?? 0 };
}
