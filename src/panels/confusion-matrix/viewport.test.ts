import fc from 'fast-check';

import { between, isWhole, LEAST, panBy, reveal, type Viewport, whole, zoomAt } from './viewport';

const size = fc.integer({ min: 1, max: 1000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Any part of a matrix of n classes, and a point in it. */
const scene = fc.tuple(size, share, share, share, share, share, share).map(([n, h, w, y, x, py, px]) => {
  const least = Math.min(LEAST, n);
  const [rows, columns] = [least + h * (n - least), least + w * (n - least)];
  const viewport: Viewport = { rows, columns, row: y * (n - rows), column: x * (n - columns) };
  return { n, viewport, point: { row: viewport.row + py * rows, column: viewport.column + px * columns } };
});
const factor = fc.double({ min: 0.1, max: 10, noNaN: true });

function expectClose(a: Viewport, b: Viewport, n: number) {
  for (const key of ['row', 'column', 'rows', 'columns'] as const) {
    expect(Math.abs(a[key] - b[key])).toBeLessThan(1e-9 * n);
  }
}

function expectInside({ row, column, rows, columns }: Viewport, n: number) {
  for (const [start, length] of [
    [row, rows],
    [column, columns],
  ]) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(Math.min(LEAST, n));
    expect(start + length).toBeLessThanOrEqual(n + 1e-9);
  }
}

describe('zooming', () => {
  it('in and out again gives back what was shown, at any point', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 1, max: 10, noNaN: true }), ({ n, viewport, point }, by) => {
        fc.pre(viewport.rows / by >= LEAST && viewport.columns / by >= LEAST);
        expectClose(zoomAt(zoomAt(viewport, n, by, point), n, 1 / by, point), viewport, n);
      })
    );
  });

  it('in leaves the point under the pointer where it is', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 1, max: 10, noNaN: true }), ({ n, viewport, point }, by) => {
        const zoomed = zoomAt(viewport, n, by, point);
        const onScreen = (v: Viewport) => [(point.row - v.row) / v.rows, (point.column - v.column) / v.columns];
        onScreen(zoomed).forEach((at, k) => expect(at).toBeCloseTo(onScreen(viewport)[k], 6));
      })
    );
  });

  it('out far enough shows everything', () => {
    fc.assert(
      fc.property(scene, ({ n, viewport, point }) => {
        const out = zoomAt(viewport, n, 1e-4, point);
        expect(isWhole(out, n)).toBe(true);
        expectClose(out, whole(n), n);
      })
    );
  });

  it('shows no less than two classes', () => {
    expect(zoomAt(whole(50), 50, 1e9, { row: 25, column: 25 })).toMatchObject({ rows: LEAST, columns: LEAST });
    expect(zoomAt(whole(1), 1, 1e9, { row: 0.5, column: 0.5 })).toEqual(whole(1));
  });
});

describe('every way to move', () => {
  it('stays inside of the matrix', () => {
    const anywhere = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(scene, factor, anywhere, anywhere, ({ n, viewport, point }, by, down, across) => {
        expectInside(zoomAt(viewport, n, by, point), n);
        expectInside(panBy(viewport, n, down, across), n);
        expectInside(between(n, point, { row: down, column: across }), n);
        const cell = { row: Math.floor(Math.abs(down)) % n, column: Math.floor(Math.abs(across)) % n };
        expectInside(reveal(viewport, n, cell), n);
      })
    );
  });
});

describe('panning', () => {
  it('moves by classes, and keeps how many are shown', () => {
    const v = { row: 10, column: 20, rows: 5, columns: 8 };
    expect(panBy(v, 100, 3, -2.5)).toEqual({ row: 13, column: 17.5, rows: 5, columns: 8 });
    expect(panBy(v, 100, -1000, 1000)).toEqual({ row: 0, column: 92, rows: 5, columns: 8 });
  });
});

describe('choosing an area', () => {
  it('takes the classes that it touches, from whichever corner', () => {
    const area = { row: 3, column: 10, rows: 4, columns: 6 };
    expect(between(100, { row: 3.9, column: 15.1 }, { row: 6.1, column: 10.2 })).toEqual(area);
    expect(between(100, { row: 6.1, column: 10.2 }, { row: 3.9, column: 15.1 })).toEqual(area);
  });

  it('of a single cell shows a neighbor too', () => {
    expect(between(100, { row: 99.2, column: 5.1 }, { row: 99.3, column: 5.2 })).toEqual({
      row: 98,
      column: 5,
      rows: 2,
      columns: 2,
    });
  });
});

describe('revealing a cell', () => {
  it('moves as little as shows it whole', () => {
    const v = { row: 10, column: 10, rows: 5, columns: 5 };
    expect(reveal(v, 100, { row: 12, column: 14 })).toBe(v);
    expect(reveal(v, 100, { row: 15, column: 9 })).toEqual({ ...v, row: 11, column: 9 });
  });

  it('shows it, wherever it is', () => {
    fc.assert(
      fc.property(scene, fc.nat(999), fc.nat(999), ({ n, viewport }, row, column) => {
        const cell = { row: row % n, column: column % n };
        const shown = reveal(viewport, n, cell);
        expect(shown.row).toBeLessThanOrEqual(cell.row);
        expect(shown.row + shown.rows).toBeGreaterThanOrEqual(Math.min(n, cell.row + 1) - 1e-9);
        expect(shown.column).toBeLessThanOrEqual(cell.column);
        expect(shown.column + shown.columns).toBeGreaterThanOrEqual(Math.min(n, cell.column + 1) - 1e-9);
      })
    );
  });
});
