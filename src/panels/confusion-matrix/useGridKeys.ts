import { type KeyboardEvent, useCallback } from 'react';

export interface Place {
  row: number;
  column: number;
}

interface GridKeys {
  n: number;
  active: Place | undefined;
  move: (place: Place | undefined) => void;
  /** Enter and blank: what a click does. */
  choose: (place: Place) => void;
  /** + and -, by a factor; 0: undefined, to show all. */
  zoom: (factor: number | undefined) => void;
  /** E: opens or closes the group of the row; with Shift of the column. */
  toggle: (place: Place, side: 'row' | 'column') => void;
}

/**
 * Walks the cells: arrows, Home and End in the row (with Ctrl in the matrix), Page Up and Down in the column; Escape
 * leaves. + - 0 zoom, E opens and closes groups.
 */
export function useGridKeys({ n, active, move, choose, zoom, toggle }: GridKeys) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      // Keys on the buttons within are theirs.
      if (event.altKey || event.metaKey || event.target !== event.currentTarget) {
        return;
      }
      const { key, ctrlKey } = event;
      if (key === 'Escape') {
        if (active) {
          move(undefined);
          event.currentTarget.blur();
          event.stopPropagation();
        }
        return;
      }
      if (key === 'Enter' || key === ' ') {
        if (active) {
          choose(active);
          event.preventDefault();
        }
        return;
      }
      const next = target(key, ctrlKey, active ?? { row: 0, column: 0 }, n);
      if (next) {
        move(next);
      } else if (!ctrlKey && key in factors) {
        zoom(factors[key]);
      } else if (!ctrlKey && key.toLowerCase() === 'e' && active) {
        toggle(active, event.shiftKey ? 'column' : 'row');
      } else {
        return;
      }
      // Without this, arrows scroll the dashboard and Grafana's own shortcuts answer too.
      event.preventDefault();
      event.stopPropagation();
    },
    [n, active, move, choose, zoom, toggle]
  );
}

const factors: Record<string, number | undefined> = { '+': 1.5, '=': 1.5, '-': 1 / 1.5, _: 1 / 1.5, '0': undefined };

function target(key: string, ctrl: boolean, { row, column }: Place, n: number): Place | undefined {
  const last = n - 1;
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(last, column + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(last, row + 1), column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? last : row, column: last };
    case 'PageUp':
      return { row: 0, column };
    case 'PageDown':
      return { row: last, column };
    default:
      return undefined;
  }
}
