import { STEPS } from './colors';
import { type MatrixView } from './viewModel';

/**
 * The cells as an image, for matrices whose cells are a few pixels or less: one pass over the cells above 0, so that
 * 1,000 classes cost what their errors cost and not a million. Where several cells share a pixel the strongest shows,
 * since a mean would wash out the very errors that one looks for.
 *
 * @param color the place in `colors` of each cell
 * @param colors '#rrggbb'; a stronger cell has a greater place within its ramp
 * @returns RGBA, row by row; transparent where there is no cell
 */
export function cellPixels(
  { cells, classes }: Pick<MatrixView, 'cells' | 'classes'>,
  width: number,
  height: number,
  color: Uint16Array,
  colors: readonly string[]
): Uint8ClampedArray<ArrayBuffer> {
  const n = classes.length;
  const rgba = colors.map(littleEndian);
  const pixels = new Uint32Array(width * height);
  const strength = new Uint8Array(width * height);
  for (let i = 0; i < cells.count.length; i++) {
    const place = color[i];
    const strong = 1 + (place % STEPS);
    const [left, right] = span(cells.predicted[i], n, width);
    const [top, bottom] = span(cells.actual[i], n, height);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = y * width + x;
        if (strong > strength[at]) {
          strength[at] = strong;
          pixels[at] = rgba[place];
        }
      }
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** The pixels of one row or column, at least one. */
function span(place: number, n: number, size: number): [number, number] {
  const from = Math.min(size - 1, Math.floor((place * size) / n));
  return [from, Math.max(from + 1, Math.floor(((place + 1) * size) / n))];
}

function littleEndian(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
