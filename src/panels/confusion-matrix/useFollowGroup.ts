import { useLayoutEffect, useRef } from 'react';

import { type Place } from './useGridKeys';
import { type MatrixView } from './viewModel';

/** After a group was opened or closed by a key its classes lie elsewhere: who walks by keys goes with the group. */
export function useFollowGroup(view: MatrixView, move: (place: Place) => void) {
  const followed = useRef<{ group: string; side: 'row' | 'column'; other: string }>();
  useLayoutEffect(() => {
    const { current } = followed;
    followed.current = undefined;
    if (current) {
      const { classes } = view;
      const at = classes.findIndex(({ group, within }) => group === current.group || within.includes(current.group));
      const other = classes.findIndex(({ name }) => name === current.other);
      // What the other side showed may be part of the group too.
      const place = { row: Math.max(0, other < 0 ? at : other), column: Math.max(0, other < 0 ? at : other) };
      move({ ...place, [current.side]: Math.max(0, at) });
    }
  }, [view]); // eslint-disable-line react-hooks/exhaustive-deps -- only when the classes changed
  return (group: string, side: 'row' | 'column', place: Place) => {
    const other = view.classes[side === 'row' ? place.column : place.row].name;
    followed.current = { group, side, other };
  };
}
