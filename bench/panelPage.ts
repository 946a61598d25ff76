/** What the pages of benchmarks share that draw a panel. */
import { type DataFrame, dateTime, LoadingState, type PanelProps } from '@grafana/data';

export const WIDTH = 1200;
export const HEIGHT = 900;

/** An empty one, alone on the page. */
export function element(): HTMLDivElement {
  const div = document.createElement('div');
  div.style.width = `${WIDTH}px`;
  div.style.height = `${HEIGHT}px`;
  document.body.replaceChildren(div);
  return div;
}

/** What Grafana gives a panel. */
export function panelProps<T>(
  series: DataFrame[],
  options: T,
  { from, to }: { from: number; to: number }
): PanelProps<T> {
  const [start, end] = [dateTime(from), dateTime(to)];
  const range = { from: start, to: end, raw: { from: start, to: end } };
  return {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange: range, structureRev: 1 },
    timeRange: range,
    timeZone: 'utc',
    options,
    fieldConfig: { defaults: {}, overrides: [] },
    width: WIDTH,
    height: HEIGHT,
    transparent: false,
    renderCounter: 0,
    title: 'bench',
    eventBus: { publish: () => undefined, getStream: () => ({ subscribe: () => ({ unsubscribe: () => undefined }) }) },
    onOptionsChange: () => undefined,
    onFieldConfigChange: () => undefined,
    onChangeTimeRange: () => undefined,
    replaceVariables: (text: string) => text,
  } as unknown as PanelProps<T>;
}

/**
 * Runs in a task of the page's own, since the browser's clock of scripts leaves out what a debugger calls; resolves once
 * it is painted.
 */
export function inTask(run: () => unknown): Promise<void> {
  return new Promise((resolve, reject) =>
    setTimeout(() =>
      Promise.resolve(run()).then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), reject)
    )
  );
}

/** Walks the mouse over so many places of an element. */
export async function hoverOver(target: Element | undefined, moves: number): Promise<void> {
  const box = target?.getBoundingClientRect();
  if (!target || !box) {
    return;
  }
  for (let i = 0; i < moves; i++) {
    const [x, y] = [box.left + box.width * (0.3 + (0.4 * i) / moves), box.top + box.height * (0.4 + (0.2 * i) / moves)];
    const at = { bubbles: true, clientX: x, clientY: y, view: window };
    target.dispatchEvent(new PointerEvent('pointermove', at));
    target.dispatchEvent(new MouseEvent('mouseover', at));
    target.dispatchEvent(new MouseEvent('mousemove', at));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
