import { edgeOf } from './scoreHistograms';

/** What one row counts: a bin (low, high], the middle of one, a category, or the nulls. */
export type DistributionBin = { low: number; high: number } | { middle: number } | { category: string } | 'null';

export interface DistributionRow {
  bin: DistributionBin;
  current: number;
  reference: number;
}

/** Two distributions on the same bins or categories. */
export interface ReadSides {
  /** Ascending, one more than counts. */
  edges?: number[];
  categories?: string[];
  current: { counts: number[]; nulls: number };
  reference: { counts: number[]; nulls: number };
}

interface Counts {
  current: number;
  reference: number;
}
type Binned = Counts & { low: number; high: number };

/** Below this share of all, a cumulative count that falls with a rising edge is what extrapolation left. */
const SLIP = 0.01;

/**
 * The rows of one variable on bins that meet, in order, or on categories as they came; what comes twice is added up.
 *
 * @param areCumulative whether each bin counts all below its end, as Prometheus' `le` does
 */
export function sidesOfRows(
  rows: readonly DistributionRow[],
  areCumulative: boolean
): ReadSides | { sentence: string } {
  const all = addedUp(rows);
  const nulls = all.find(({ bin }) => bin === 'null') ?? { current: 0, reference: 0 };
  const sides = (counts: readonly Counts[]) => ({
    current: { counts: counts.map(({ current }) => current), nulls: nulls.current },
    reference: { counts: counts.map(({ reference }) => reference), nulls: nulls.reference },
  });
  const named = all.flatMap(({ bin, ...counts }) =>
    bin !== 'null' && 'category' in bin ? [{ ...counts, category: bin.category }] : []
  );
  const binned = [
    ...aroundMiddles(all),
    ...all.flatMap(({ bin, ...counts }) => (isBin(bin) ? [{ ...bin, ...counts }] : [])),
  ];
  if (binned.length === 0) {
    return { categories: named.map(({ category }) => category), ...sides(named) };
  }
  const bins = areCumulative ? apart(binned) : withoutHoles(binned);
  return 'sentence' in bins ? bins : { edges: [bins[0].low, ...bins.map(({ high }) => high)], ...sides(bins) };
}

const isBin = (bin: DistributionBin): bin is { low: number; high: number } => bin !== 'null' && 'low' in bin;

function addedUp(rows: readonly DistributionRow[]): DistributionRow[] {
  const bins = new Map<string, DistributionRow>();
  for (const { bin, current, reference } of rows) {
    // As texts: JSON has no infinity.
    const key = JSON.stringify(isBin(bin) ? [String(bin.low), String(bin.high)] : bin);
    const before = bins.get(key) ?? { current: 0, reference: 0 };
    bins.set(key, { bin, current: before.current + current, reference: before.reference + reference });
  }
  return [...bins.values()];
}

/** Bins that meet halfway between their middles; the outer ones reach as far beyond theirs, a single one half a unit. */
function aroundMiddles(rows: readonly DistributionRow[]): Binned[] {
  const sorted = rows
    .flatMap(({ bin, ...counts }) => (bin !== 'null' && 'middle' in bin ? [{ ...counts, middle: bin.middle }] : []))
    .sort((a, b) => a.middle - b.middle);
  const half = (i: number) => (sorted[i + 1].middle - sorted[i].middle) / 2;
  const last = sorted.length - 1;
  return sorted.map(({ middle, ...counts }, i) => ({
    ...counts,
    low: last === 0 ? middle - 0.5 : i === 0 ? middle - half(0) : middle - half(i - 1),
    high: last === 0 ? middle + 0.5 : i === last ? middle + half(last - 1) : sorted[i + 1].middle - half(i),
  }));
}

/** Cumulative counts as counts of the bins between their ends. */
function apart(rows: readonly Binned[]): Binned[] | { sentence: string } {
  // Below -Infinity is nothing; what is counted up to it is in the next bin too.
  const sorted = rows.filter(({ high }) => high > -Infinity).sort((a, b) => a.high - b.high);
  if (sorted.length === 0) {
    return { sentence: "No edge in 'le' is above -Infinity. Query the histogram's _bucket series by le." };
  }
  const last = sorted[sorted.length - 1];
  const bins: Binned[] = [];
  let before: Binned = { low: -Infinity, high: -Infinity, current: 0, reference: 0 };
  for (const row of sorted) {
    const [current, reference] = [row.current - before.current, row.reference - before.reference];
    if (current < -SLIP * last.current || reference < -SLIP * last.reference) {
      return {
        sentence: `The counts by le are not cumulative: fewer are at most ${row.high} than at most ${before.high}. Query the histogram's _bucket series, in the format 'Table' and not 'Heatmap'.`,
      };
    }
    bins.push({ low: before.high, high: row.high, current: Math.max(0, current), reference: Math.max(0, reference) });
    before = row;
  }
  return bins;
}

/** Ascending, with an empty bin in every hole between two. */
function withoutHoles(rows: readonly Binned[]): Binned[] | { sentence: string } {
  const whole: Binned[] = [];
  for (const row of [...rows].sort((a, b) => a.low - b.low)) {
    const before = whole[whole.length - 1]?.high ?? row.low;
    // 0.15000000000000002 and 0.15 are one edge.
    const low = edgeOf(row.low) === edgeOf(before) ? before : row.low;
    if (!(low < row.high)) {
      return { sentence: `The bin from ${row.low} to ${row.high} is none. Let each bin end above where it begins.` };
    }
    if (low < before) {
      return { sentence: `Bins overlap: one ends at ${before}, and another begins at ${row.low}. Let them meet.` };
    }
    if (low > before) {
      whole.push({ low: before, high: low, current: 0, reference: 0 });
    }
    whole.push({ ...row, low });
  }
  return whole;
}
