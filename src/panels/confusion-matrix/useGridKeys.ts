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
}

/** Walks the cells: arrows, Home and End in the row (with Ctrl in the matrix), Page Up and Down in the column; Escape leaves. */
export function useGridKeys({ n, active, move, choose }: GridKeys) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.altKey || event.metaKey) {
        return;
      }
      if (event.key === 'Escape') {
        if (active) {
          move(undefined);
          event.currentTarget.blur();
          event.stopPropagation();
        }
        return;
      }
      if (event.key === 'Enter' || event.key === ' ') {
        if (active) {
          choose(active);
          event.preventDefault();
        }
        return;
      }
      const next = target(event.key, event.ctrlKey, active ?? { row: 0, column: 0 }, n);
      if (next) {
        // Without this, arrows scroll the dashboard and Grafana's own shortcuts answer too.
        event.preventDefault();
        event.stopPropagation();
        move(next);
      }
    },
    [n, active, move, choose]
  );
}

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
