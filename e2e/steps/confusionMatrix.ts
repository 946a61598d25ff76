import { expect, type Locator, type Page } from '@playwright/test';

import { type Matrix } from './truth';

/** The panel as a person meets it; the same in the playground and in Grafana. */
export class ConfusionMatrix {
  readonly grid: Locator;
  readonly tooltip: Locator;
  /** What a screen reader says while the keyboard walks. */
  readonly spoken: Locator;
  readonly table: Locator;
  readonly scores: Locator;
  readonly key: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByTestId('confusion-matrix-grid');
    this.tooltip = page.getByTestId('confusion-matrix-tooltip');
    this.spoken = page.getByTestId('confusion-matrix-live');
    this.table = page.getByTestId('confusion-matrix-table').locator('table');
    this.scores = page.getByTestId('confusion-matrix-scores');
    this.key = page.getByTestId('confusion-matrix-key');
  }

  /** The counts, from the table that a screen reader gets; classes in the order of the screen. */
  async read(): Promise<Matrix> {
    await expect(this.table).toBeAttached();
    return this.table.evaluate((table) => {
      const rows = [...table.querySelectorAll('tbody tr')];
      const classes = rows.map((row) => row.querySelector('th')?.textContent ?? '');
      const number = (cell: Element) => Number((cell.textContent ?? '').replace(/,/g, '') || '0');
      return {
        classes,
        counts: rows.map((row) => [...row.querySelectorAll('td')].slice(0, classes.length).map(number)),
      };
    });
  }

  async hover(row: number, column: number) {
    await this.page.mouse.move(...(await this.center(row, column)));
  }

  async click(row: number, column: number) {
    await this.page.mouse.click(...(await this.center(row, column)));
  }

  async clickRowLabel(row: number) {
    const { box, layout } = await this.places();
    const [, y] = await this.center(row, 0);
    await this.page.mouse.click(box.x + layout.x - 12, y);
  }

  /** From the middle of one cell to the middle of another. */
  async drag(from: [row: number, column: number], to: [row: number, column: number]) {
    const [start, end] = [await this.center(...from), await this.center(...to)];
    await this.page.mouse.move(...start);
    await this.page.mouse.down();
    await this.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2);
    await this.page.mouse.move(...end);
    await this.page.mouse.up();
  }

  /** The part of the matrix that is shown, in classes. */
  async viewport(): Promise<Viewport> {
    return (await this.places()).layout.viewport;
  }

  /** In the window. */
  async center(row: number, column: number): Promise<[number, number]> {
    const { box, layout } = await this.places();
    const { x, y, width, height, viewport } = layout;
    return [box.x + x + (column + 0.5 - viewport.column) * width, box.y + y + (row + 0.5 - viewport.row) * height];
  }

  private async places() {
    await this.grid.scrollIntoViewIfNeeded();
    const box = (await this.grid.boundingBox()) ?? { x: 0, y: 0 };
    const layout = JSON.parse((await this.grid.getAttribute('data-cells')) ?? '{}') as {
      x: number;
      y: number;
      width: number;
      height: number;
      viewport: Viewport;
    };
    return { box, layout };
  }
}

interface Viewport {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** The same cells, whatever the order of the classes. */
export function expectSameMatrix(seen: Matrix, truth: Matrix) {
  expect([...seen.classes].sort()).toEqual([...truth.classes].sort());
  const ofTruth = (name: string) => truth.classes.indexOf(name);
  const reordered = seen.classes.map((actual) =>
    seen.classes.map((predicted) => truth.counts[ofTruth(actual)][ofTruth(predicted)])
  );
  expect(seen.counts).toEqual(reordered);
}
