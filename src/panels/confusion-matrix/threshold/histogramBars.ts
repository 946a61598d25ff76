import { binScores, type ScoreGroups } from '../../../statistics/scores';
import { shareOf, type ThresholdScale } from './thresholdScale';

/** A bar of a class's histogram: place and width as shares of the slider's length, height as a share of the highest bar's. */
export interface Bar {
  left: number;
  width: number;
  height: number;
  /** Outcomes in it. */
  count: number;
}

export interface Histograms {
  positive: Bar[];
  negative: Bar[];
}

/** Exact scores are put into this many bins to be looked at. */
const BINS = 40;

/**
 * Both classes over the slider. Of each its own shares, so that a rare class is seen as well as a frequent one, by width,
 * so that bins of several widths can be compared. Heights are square roots (Tukey's rootogram): what a threshold makes
 * wrong is rare, and would be a line of a pixel.
 */
export function makeHistograms(groups: ScoreGroups, scale: ThresholdScale): Histograms {
  const bins = scale.edges === undefined ? evenBins(groups, scale) : binned(groups);
  const widths = bins.map(({ low, high }) => shareOf(scale, high) - shareOf(scale, low));
  const narrowest = Math.min(1, ...widths.filter((width) => width > 0));
  const densities = (['positive', 'negative'] as const).map((side) => {
    const total = bins.reduce((sum, bin) => sum + bin[side], 0);
    return bins.map((bin, i) => (total > 0 ? bin[side] / total / (widths[i] || narrowest) : 0));
  });
  const highest = Math.max(...densities.flat());
  const bars = (side: 'positive' | 'negative', density: number[]) =>
    bins
      .map((bin, i) => ({
        left: shareOf(scale, bin.low),
        width: widths[i],
        height: highest > 0 ? Math.sqrt(density[i] / highest) : 0,
        count: bin[side],
      }))
      .filter(({ count }) => count > 0);
  return { positive: bars('positive', densities[0]), negative: bars('negative', densities[1]) };
}

interface Bin {
  low: number;
  high: number;
  positive: number;
  negative: number;
}

function binned({ low, high, positive, negative }: ScoreGroups): Bin[] {
  return Array.from(low.keys(), (k) => ({ low: low[k], high: high[k], positive: positive[k], negative: negative[k] }));
}

function evenBins(groups: ScoreGroups, { min, max }: ThresholdScale): Bin[] {
  const even = Array.from({ length: BINS + 1 }, (_, i) => min + ((max - min) * i) / BINS);
  const { edges, positive, negative } = binScores(groups, even);
  return Array.from(positive.keys(), (i) => ({
    low: edges[i],
    high: edges[i + 1],
    positive: positive[i],
    negative: negative[i],
  }));
}
