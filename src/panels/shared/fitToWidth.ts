import { shorten } from './names';

/** The text, cut to a width with '…' at its end. */
export function fitToWidth(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  let short = shorten(text, 120);
  if (ctx.measureText(short).width <= width) {
    return short;
  }
  const characters = Array.from(short.replace(/…$/, ''));
  let [fits, tooMany] = [0, characters.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    short = characters.slice(0, middle).join('') + '…';
    [fits, tooMany] = ctx.measureText(short).width <= width ? [middle, tooMany] : [fits, middle];
  }
  return fits > 0 ? characters.slice(0, fits).join('') + '…' : '';
}
