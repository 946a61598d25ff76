/** Small charts side by side. */
export interface Multiples {
  columns: number;
  width: number;
  height: number;
}

/** Smaller than this a chart says nothing. */
const LEAST = { width: 230, height: 110 };
const MOST_HEIGHT = 260;
/** Charts beyond this are too many to look at, and to draw. */
export const MOST_CHARTS = 60;

/** So that charts fill the room; where they cannot, they keep their least height and one scrolls. @param title of each, in pixels */
export function multiples(count: number, width: number, height: number, title: number): Multiples {
  const most = Math.max(1, Math.min(count, Math.floor(width / LEAST.width)));
  const heightOf = (columns: number) => Math.floor(height / Math.ceil(count / columns)) - title;
  const columns =
    Array.from({ length: most }, (_, i) => i + 1).find((columns) => heightOf(columns) >= LEAST.height * 1.3) ?? most;
  return {
    columns,
    width: Math.floor(width / columns),
    height: Math.max(LEAST.height, count > columns ? Math.min(MOST_HEIGHT, heightOf(columns)) : heightOf(columns)),
  };
}

/** Whether charts have room without scrolling. */
export function haveRoom(count: number, width: number, height: number, title: number): boolean {
  const { columns, height: each } = multiples(count, width, height, title);
  return count <= MOST_CHARTS && Math.ceil(count / columns) * (each + title) <= height;
}
