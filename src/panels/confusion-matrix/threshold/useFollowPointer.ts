import { type PointerEvent, useRef } from 'react';

/** Handlers of an element on which a press of the main button is followed until it ends. */
export function useFollowPointer<E extends Element>(follow: (event: PointerEvent<E>) => void, release: () => void) {
  const pressed = useRef(false);
  const end = () => {
    if (pressed.current) {
      pressed.current = false;
      release();
    }
  };
  return {
    onPointerDown: (event: PointerEvent<E>) => {
      if (event.button === 0) {
        pressed.current = true;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        follow(event);
      }
    },
    onPointerMove: (event: PointerEvent<E>) => pressed.current && follow(event),
    onPointerUp: end,
    onPointerCancel: end,
  };
}
