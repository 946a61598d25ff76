import { STEPS } from '../shared/colorMixing';
import { type VisibleRange } from './layout';
import { type MatrixView } from './viewModel';

/**
 * The cells as an image, for matrices whose cells are a few pixels or less: one pass over the cells above 0, so that
 * 1,000 classes cost what their errors cost and not a million. Where several cells share a pixel the strongest shows,
 * since a mean would wash out the very errors that one looks for.
 *
 * @param range the cells that are drawn
 * @param width of the image, not more than there are columns; likewise its height
 * @param color the place in `colors` of each cell
 * @param colors '#rrggbb'; a stronger cell has a greater place within its ramp
 * @returns RGBA, row by row; transparent where there is no cell
 */
export function cellPixels(
  { cells, rowStart }: Pick<MatrixView, 'cells' | 'rowStart'>,
  range: VisibleRange,
  width: number,
  height: number,
  color: Uint16Array,
  colors: readonly string[]
): Uint8ClampedArray<ArrayBuffer> {
  const { firstRow, endRow, firstColumn, endColumn } = range;
  const [rows, columns] = [endRow - firstRow, endColumn - firstColumn];
  const rgba = Uint32Array.from(colors, littleEndian);
  const pixels = new Uint32Array(width * height);
  // Where each cell has a pixel of its own none can hide another.
  const strength = width < columns || height < rows ? new Uint8Array(width * height) : undefined;
  const xs = Int32Array.from({ length: columns }, (_, i) => Math.floor((i * width) / columns));
  const { predicted } = cells;
  for (let row = firstRow; row < endRow; row++) {
    const line = Math.floor(((row - firstRow) * height) / rows) * width;
    for (let i = rowStart[row]; i < rowStart[row + 1]; i++) {
      const column = predicted[i] - firstColumn;
      if (column < 0 || column >= columns) {
        continue;
      }
      const at = line + xs[column];
      if (strength) {
        const strong = 1 + (color[i] % STEPS);
        if (strong <= strength[at]) {
          continue;
        }
        strength[at] = strong;
      }
      pixels[at] = rgba[color[i]];
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

function littleEndian(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
