/**
 * The quantile of numbers, linear between the two nearest: numpy's default (R. J. Hyndman, Y. Fan, The American Statistician
 * 50 (1996), type 7).
 *
 * @param sorted ascending, not empty
 * @param quantile from 0 to 1
 */
export function quantileOf(sorted: ArrayLike<number>, quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below];
  return low + (place - below) * (sorted[Math.ceil(place)] - low);
}
