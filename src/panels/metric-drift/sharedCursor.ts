import { DashboardCursorSync, DataHoverClearEvent, DataHoverEvent, type EventBus } from '@grafana/data';
import { usePanelContext } from '@grafana/ui';
import { throttle } from 'lodash';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';

/** The panel's own bus: what it publishes is heard by the dashboard's other panels. */
export const PanelBus = createContext<EventBus | undefined>(undefined);

/** How often others are told, in ms: as often as Grafana's own panels do. */
const TELL_EVERY = 100;

/** Where the dashboard shares its crosshair: tells other panels of the moment pointed at here, or of none any more. */
export function useTellCursor(): (time: number | undefined) => void {
  const bus = useSharedBus();
  return useMemo(
    () =>
      throttle(
        (time) =>
          bus?.publish(time === undefined ? new DataHoverClearEvent() : new DataHoverEvent({ point: { time } })),
        TELL_EVERY
      ),
    [bus]
  );
}

/** The moment that is pointed at in another panel. */
export function useCursorElsewhere(): number | undefined {
  const bus = useSharedBus();
  const [time, setTime] = useState<number>();
  useEffect(() => {
    if (!bus) {
      return undefined;
    }
    const clear = () => setTime(undefined);
    const subscription = bus.getStream(DataHoverEvent).subscribe(({ origin, payload }) => {
      const pointed: unknown = payload.point?.time;
      setTime(origin !== bus && typeof pointed === 'number' ? pointed : undefined);
    });
    subscription.add(bus.getStream(DataHoverClearEvent).subscribe(clear));
    return () => {
      subscription.unsubscribe();
      clear();
    };
  }, [bus]);
  return time;
}

function useSharedBus(): EventBus | undefined {
  const bus = useContext(PanelBus);
  const { sync } = usePanelContext();
  return (sync?.() ?? DashboardCursorSync.Off) === DashboardCursorSync.Off ? undefined : bus;
}
