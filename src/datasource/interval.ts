const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

/** The steps that upstream requests use, in milliseconds. */
const LADDER = [
  ...[15, 30].map((n) => n * S),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * M),
  ...[1, 2, 3, 6, 12].map((n) => n * H),
  ...[1, 2, 7, 14, 30].map((n) => n * D),
];

/**
 * A panel's step in milliseconds, snapped up to the ladder, so that panels of nearly equal width ask the same and share
 * one upstream request. Beyond the ladder: whole multiples of its last rung.
 */
export function snapInterval(intervalMs: number): number {
  const last = LADDER[LADDER.length - 1];
  if (!(intervalMs > 0)) {
    return LADDER[0];
  }
  return LADDER.find((rung) => rung >= intervalMs) ?? Math.ceil(intervalMs / last) * last;
}

/** Milliseconds as Grafana writes an interval: '15s', '5m', '1d'. */
export function intervalText(ms: number): string {
  const [unit, size] = (
    [
      ['d', D],
      ['h', H],
      ['m', M],
      ['s', S],
    ] as const
  ).find(([, size]) => ms >= size && ms % size === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
