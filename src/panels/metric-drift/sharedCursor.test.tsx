import { DashboardCursorSync, DataHoverClearEvent, DataHoverEvent, EventBusSrv } from '@grafana/data';
import { type PanelContext, PanelContextProvider } from '@grafana/ui';
import { act, render, screen } from '@testing-library/react';
import React from 'react';

import { PanelBus, useCursorElsewhere, useTellCursor } from './sharedCursor';

/** Two panels of one dashboard: what either publishes, both hear. */
function dashboard(sync: DashboardCursorSync) {
  const bus = new EventBusSrv();
  const [ours, other] = ['ours', 'other'].map(() => bus.newScopedBus('panel', { onlyLocal: false }));
  let tell: ReturnType<typeof useTellCursor> = () => {};
  const Panel = () => {
    tell = useTellCursor();
    return <output>{useCursorElsewhere() ?? 'none'}</output>;
  };
  const context = { eventBus: bus, sync: () => sync } as unknown as PanelContext;
  const { unmount } = render(
    <PanelContextProvider value={context}>
      <PanelBus.Provider value={ours}>
        <Panel />
      </PanelBus.Provider>
    </PanelContextProvider>
  );
  const heard: unknown[] = [];
  other.subscribe(DataHoverEvent, ({ payload }) => heard.push(payload.point?.time));
  other.subscribe(DataHoverClearEvent, () => heard.push(undefined));
  return { other, heard, unmount, tell: (time?: number) => act(() => tell(time)) };
}

const shown = () => screen.getByRole('status').textContent;
const point = (time: number | null) => new DataHoverEvent({ point: { time } });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a dashboard that shares its crosshair', () => {
  it('shows here what is pointed at in another panel, until it is no more', () => {
    const { other } = dashboard(DashboardCursorSync.Crosshair);
    act(() => other.publish(point(1500)));
    expect(shown()).toBe('1500');
    act(() => other.publish(new DataHoverClearEvent()));
    expect(shown()).toBe('none');
  });

  it('knows no moment where another panel has no time axis', () => {
    const { other } = dashboard(DashboardCursorSync.Tooltip);
    act(() => other.publish(point(1500)));
    act(() => other.publish(point(null)));
    expect(shown()).toBe('none');
  });

  it('tells other panels of what is pointed at here, the last moment too, and does not hear itself', () => {
    const { heard, tell } = dashboard(DashboardCursorSync.Crosshair);
    [1000, 1010, 1020].forEach((time) => tell(time));
    act(() => void jest.advanceTimersByTime(200));
    expect(heard).toEqual([1000, 1020]);
    expect(shown()).toBe('none');
    tell(1030);
    tell(undefined);
    act(() => void jest.advanceTimersByTime(200));
    expect(heard[heard.length - 1]).toBeUndefined();
  });
});

it('neither tells nor shows anything where crosshairs are not shared', () => {
  const { other, heard, tell } = dashboard(DashboardCursorSync.Off);
  tell(1000);
  act(() => other.publish(point(1500)));
  act(() => void jest.advanceTimersByTime(200));
  expect(heard).toEqual([1500]);
  expect(shown()).toBe('none');
});
