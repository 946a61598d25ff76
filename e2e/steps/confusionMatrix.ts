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

  constructor(private readonly page: Page) {
    this.grid = page.getByTestId('confusion-matrix-grid');
    this.tooltip = page.getByTestId('confusion-matrix-tooltip');
    this.spoken = page.getByTestId('confusion-matrix-live');
    this.table = page.getByTestId('confusion-matrix-table').locator('table');
    this.scores = page.getByTestId('confusion-matrix-scores');
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

  private async center(row: number, column: number): Promise<[number, number]> {
    await this.grid.scrollIntoViewIfNeeded();
    const box = await this.grid.boundingBox();
    const { x, y, width, height } = JSON.parse((await this.grid.getAttribute('data-cells')) ?? '{}');
    return [(box?.x ?? 0) + x + (column + 0.5) * width, (box?.y ?? 0) + y + (row + 0.5) * height];
  }
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
