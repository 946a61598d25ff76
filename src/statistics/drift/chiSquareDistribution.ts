/** The chi-square distribution: upper tail and quantiles, by the incomplete gamma function. */
import { normalQuantile } from '../intervals';

/**
 * The probability of a value above x.
 *
 * @param degrees of freedom, above 0
 */
export function chiSquareTail(x: number, degrees: number): number {
  return x > 0 ? upperGamma(degrees / 2, x / 2) : 1;
}

/**
 * The value that is exceeded with probability `tail`, by Newton's method from Wilson and Hilferty's approximation (1931),
 * kept between bounds that close in.
 *
 * @param tail between 0 and 1
 */
export function chiSquareQuantile(tail: number, degrees: number): number {
  if (!(tail > 0 && tail < 1)) {
    return tail === 1 ? 0 : tail === 0 ? Infinity : NaN;
  }
  const spread = 2 / (9 * degrees);
  const start = degrees * Math.max(0.01, 1 - spread - normalQuantile(tail) * Math.sqrt(spread)) ** 3;
  let low = 0;
  let high = Infinity;
  let x = start;
  for (let i = 0; i < 100; i++) {
    const excess = chiSquareTail(x, degrees) - tail;
    if (excess > 0) {
      low = x;
    } else {
      high = x;
    }
    const density = Math.exp((degrees / 2 - 1) * Math.log(x / 2) - x / 2 - logGamma(degrees / 2)) / 2;
    const next = x + excess / density;
    const better = next > low && next < high ? next : high === Infinity ? 2 * x : (low + high) / 2;
    if (Math.abs(better - x) <= 1e-14 * x) {
      return better;
    }
    x = better;
  }
  return x;
}

/** The regularised upper incomplete gamma function: its series below a + 1, its continued fraction (Lentz) above. */
function upperGamma(a: number, x: number): number {
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  // Both need some multiples of sqrt(a) steps near x = a.
  const steps = 200 + 20 * Math.sqrt(a);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < steps && term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return Math.max(0, 1 - scale * sum);
  }
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < steps; k++) {
    const above = k * (a - k);
    b += 2;
    d = 1 / (above * d + b);
    c = b + above / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) {
      break;
    }
  }
  return scale * fraction;
}

/** The logarithm of the gamma function, x above 0: Stirling's series, from 15 on by recurrence; relative error about 1e-15. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  while (at < 15) {
    product *= at++;
  }
  const inverse = 1 / at;
  const u = inverse * inverse;
  const series =
    inverse * (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - (u * 691) / 360360)))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
