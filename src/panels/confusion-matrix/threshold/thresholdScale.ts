import { type ScoresRead } from '../../../frames/readScores';
import { type Cut, cuts, type ScoreGroups } from '../../../statistics/scores';

/** Where a threshold can be. */
export interface ThresholdScale {
  min: number;
  max: number;
  /** Of binned scores the only places there are, ascending, from `min` to `max`. Absent: any place between them. */
  edges?: readonly number[];
  /** Of an arrow key where there are no edges; the pointer moves by a tenth of it. */
  step: number;
  /** After the decimal point, at least. */
  decimals: number;
}

export function makeScale({ versions, edges }: Pick<ScoresRead, 'versions' | 'edges'>): ThresholdScale {
  if (edges !== undefined) {
    const decimals = Math.min(4, Math.max(...edges.map(decimalsOf)));
    return { min: edges[0], max: edges[edges.length - 1], edges, step: 0, decimals };
  }
  const least = Math.min(...versions.map(({ groups }) => groups.low[0]));
  const greatest = Math.max(...versions.map(({ groups }) => groups.high[groups.high.length - 1]));
  const inUnit = least >= 0 && greatest <= 1;
  const step = inUnit ? 0.01 : niceStep((greatest - least || 1) / 100);
  // Below the least score everything is predicted positive: a threshold of the score itself would not do.
  const min = inUnit && least > 0 ? 0 : tidy((Math.ceil(least / step) - 1) * step);
  return { min, max: inUnit ? 1 : tidy(Math.ceil(greatest / step) * step), step, decimals: decimalsOf(step / 10) };
}

/** 1, 2 or 5 times a power of ten, at least so large. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return tidy(([1, 2, 5].find((times) => times * power >= size) ?? 10) * power);
}

function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

function decimalsOf(value: number): number {
  const [, decimals = '', power = '0'] = /^-?\d+(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? [];
  return Math.max(0, decimals.length - Number(power));
}

/** The nearest place, of two equally near ones the lower. */
export function snap({ min, max, edges }: ThresholdScale, threshold: number): number {
  if (edges === undefined) {
    return Math.min(max, Math.max(min, threshold));
  }
  return edges.reduce((best, edge) => (Math.abs(edge - threshold) < Math.abs(best - threshold) ? edge : best));
}

/** The place under a share of the slider's length. */
export function placeAt(scale: ThresholdScale, share: number): number {
  const { min, max, edges, step } = scale;
  const threshold = min + Math.min(1, Math.max(0, share)) * (max - min);
  return snap(scale, edges === undefined ? tidy(Math.round((threshold / step) * 10) * (step / 10)) : threshold);
}

/** The share of the slider's length at which a threshold is. */
export function shareOf({ min, max }: ThresholdScale, threshold: number): number {
  return max > min ? Math.min(1, Math.max(0, (threshold - min) / (max - min))) : 0;
}

/** Where a key leads, or undefined where the key is none of a slider's. A page is a tenth of the way. */
export function placeByKey(scale: ThresholdScale, threshold: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moved(scale, threshold, -1);
    case 'ArrowRight':
    case 'ArrowUp':
      return moved(scale, threshold, 1);
    case 'PageDown':
      return moved(scale, threshold, -page(scale));
    case 'PageUp':
      return moved(scale, threshold, page(scale));
    case 'Home':
      return scale.min;
    case 'End':
      return scale.max;
    default:
      return undefined;
  }
}

function page({ edges }: ThresholdScale): number {
  return edges === undefined ? 10 : Math.max(2, Math.round((edges.length - 1) / 10));
}

function moved(scale: ThresholdScale, threshold: number, steps: number): number {
  const { edges, step } = scale;
  if (edges === undefined) {
    // From between two steps to the next one.
    const at = steps > 0 ? Math.floor(tidy(threshold / step)) : Math.ceil(tidy(threshold / step));
    return snap(scale, tidy((at + steps) * step));
  }
  const at = edges.indexOf(snap(scale, threshold));
  return edges[Math.min(edges.length - 1, Math.max(0, at + steps))];
}

/** '0.50', '0.483': no more decimals than it has, no fewer than its neighbors. */
export function thresholdText({ decimals }: ThresholdScale, threshold: number): string {
  return threshold.toFixed(Math.min(12, Math.max(decimals, decimalsOf(tidy(threshold)))));
}

/**
 * The threshold whose counts are worth most, of several the lowest; undefined where none is worth anything. Cuts that the
 * slider cannot make are passed over.
 */
export function bestThreshold(
  groups: ScoreGroups,
  scale: ThresholdScale,
  worth: (cut: Cut) => number | undefined
): number | undefined {
  let best: { cut: number; threshold: number; worth: number } | undefined;
  cuts(groups).forEach((cut, k) => {
    const isReachable = scale.edges === undefined || scale.edges.includes(cut.threshold);
    const value = isReachable ? worth(cut) : undefined;
    if (value !== undefined && (best === undefined || value > best.worth)) {
      best = { cut: k, threshold: cut.threshold, worth: value };
    }
  });
  if (best === undefined || scale.edges !== undefined) {
    return best?.threshold;
  }
  return shortest(Math.max(scale.min, best.threshold), groups.high[best.cut] ?? Infinity);
}

/** The number with the fewest digits from `from` up to `to`, which is not included: between two scores all cut alike. */
function shortest(from: number, to: number): number {
  for (let digits = 0; digits < 12; digits++) {
    const number = tidy(Math.ceil(tidy(from * 10 ** digits)) / 10 ** digits);
    if (number >= from && number < to) {
      return number;
    }
  }
  return from;
}
