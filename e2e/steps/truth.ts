import { type World } from '../../src/engines/sample/story/events';
import { type Cell, confusionTruth } from '../../demo/truth';

const MINUTE = 60_000;

export function world(): World {
  const { DEMO_WORLD } = process.env;
  if (!DEMO_WORLD) {
    throw new Error('No world to compare with: e2e/playground/world.ts puts it into DEMO_WORLD.');
  }
  return JSON.parse(DEMO_WORLD) as World;
}

/** A window inside of the written history, on the scrape grid: what Prometheus can count in it is the truth. */
export function historicWindow(hours: number, hoursBeforeNow: number): { from: number; to: number } {
  const to = Math.floor(Date.now() / MINUTE) * MINUTE - hoursBeforeNow * 60 * MINUTE;
  return { from: to - hours * 60 * MINUTE, to };
}

export interface Matrix {
  classes: string[];
  /** Rows are the actual classes. */
  counts: number[][];
}

export function trueMatrix(model: string, window: { from: number; to: number }): Matrix {
  const cells: Cell[] = confusionTruth(world(), { model, ...window });
  const classes = [...new Set(cells.flatMap(({ actual, predicted }) => [actual, predicted]))];
  const count = (actual: string, predicted: string) =>
    cells
      .filter((cell) => cell.actual === actual && cell.predicted === predicted)
      .reduce((n, cell) => n + cell.count, 0);
  return { classes, counts: classes.map((actual) => classes.map((predicted) => count(actual, predicted))) };
}

/** Share of the right ones. */
export function accuracy({ counts }: Matrix): number {
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, row, i) => sum + row[i], 0) / total;
}
