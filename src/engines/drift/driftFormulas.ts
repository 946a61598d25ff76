/**
 * Measures of drift as formulas over counts, in the grammar of Grafana's math expressions. Definitions are those of
 * statistics/drift/measures.ts, floors of empty bins included. What is undefined there is 0 / 0 here: Grafana's NaN, which
 * fires nothing.
 */
import { type MeasureStyle } from '../../frames/measureFrame';
import { type DriftMeasure } from '../../query/drift';
import { JENSEN_SHANNON_BASE_E } from '../../statistics/drift/measures';
import { placesOf, shareFloor } from '../../statistics/drift/rows';
import { type AlertInterval, type NamedFormula } from '../engine';
import { isNumber, larger, Naming, ratio, sum } from '../formulas';
import { type CountPair, type DriftCounts, type DriftSizes, eachSide } from './driftCounts';
import { driftFloorOf } from './driftFloors';
import { referenceMoments } from './moments';

export interface DriftFormulas {
  value: string;
  /** What the formulas use by name: sizes of both sides, shares. No name is that of an input. */
  named: NamedFormula[];
  /** What samples show without drift, where a formula tells. */
  interval?: AlertInterval;
  style: MeasureStyle;
}

/** @param edges of bins that have an order: one more than there are cells */
export function driftFormulas(measure: DriftMeasure, counts: DriftCounts, edges: readonly number[]): DriftFormulas {
  const naming = new Naming();
  const { reference, current } = counts.values;
  const values: CountPair = { reference: naming.name('r_values', reference), current };
  const ordered = isOrdered(measure);
  const all = ordered ? values : eachSide((side) => sum([values[side], counts.nulls[side]]));
  const sizes: DriftSizes = { n: naming.name('r_sum', all.reference), m: naming.name('c_sum', all.current) };
  const value = ordered
    ? orderedFormula(measure, counts.cells, sizes, edges, naming)
    : sharesFormula(measure, { ...counts, values }, sizes, naming);
  const interval = driftFloorOf(measure, counts, sizes, edges, naming);
  const isShare = measure === 'newShare' || measure === 'nullShare';
  const style = { unit: isShare ? 'percentunit' : 'short', min: 0 };
  return { value, named: naming.named, ...(interval && { interval }), style };
}

/** Whether a measure needs the order of bins: then counts are from each edge up, without nulls. */
export function isOrdered(measure: DriftMeasure): boolean {
  return ['ks', 'wasserstein', 'wassersteinInDeviations'].includes(measure);
}

/**
 * What does not depend on the order of bins; nulls are one more of them. Against nothing but nulls only their share is
 * compared, as in statistics/drift/scores.ts.
 */
function sharesFormula(measure: DriftMeasure, counts: DriftCounts, sizes: DriftSizes, naming: Naming): string {
  const formula = ofShares(measure, counts, sizes, naming);
  return measure === 'nullShare' ? formula : `${formula} + 0 / ${counts.values.reference}`;
}

function ofShares(measure: DriftMeasure, { cells, nulls }: DriftCounts, { n, m }: DriftSizes, naming: Naming): string {
  const all = [...cells, nulls];
  const shares = all.map(({ reference, current }) => ({ p: ratio(reference, n), q: ratio(current, m) }));
  const gap = ({ p, q }: Shares) => `abs(${p} - ${q})`;
  switch (measure) {
    case 'psi':
    case 'kullbackLeibler':
      return divergence(measure, all, { n, m }, naming);
    case 'jensenShannon':
      return jensenShannon(shares, 1, naming);
    case 'jensenShannonBaseE':
      return jensenShannon(shares, JENSEN_SHANNON_BASE_E, naming);
    case 'hellinger':
      return `(${sum(shares.map(({ p, q }) => `((${p}) ** 0.5 - (${q}) ** 0.5) ** 2`))} / 2) ** 0.5`;
    case 'totalVariation':
      return `${sum(shares.map(gap))} / 2`;
    case 'lInfinity':
      return naming.largest('largest', shares.map(gap));
    case 'chiSquare':
      return chiSquare(all, { n, m });
    case 'cramersV':
      return `(${chiSquare(all, { n, m })} / (${n} + ${m})) ** 0.5`;
    case 'nullShare':
      return gap(shares[shares.length - 1]);
    case 'newShare': {
      const unseen = cells.map(({ reference, current }) => `${current} * (${reference} == 0)`);
      return `${sum(unseen)} / ${m} + 0 / ${n}`;
    }
    default:
      return '0 / 0';
  }
}

interface Shares {
  p: string;
  q: string;
}

/**
 * With shares raised to the floor and divided by their new sums A and B, sum (a/A - b/B) ln((a/A) / (b/B)) is
 * sum (a/A - b/B) ln(a/b). Of bins that are empty on both sides this is 0, and they count for nothing in A and B either.
 */
function divergence(
  measure: 'psi' | 'kullbackLeibler',
  all: readonly CountPair[],
  { n, m }: DriftSizes,
  naming: Naming
): string {
  const floor = shareFloor(all.length);
  const raised = all.map(({ reference, current }, k) => ({
    a: naming.name(`r_share${k}`, raise(ratio(reference, n), floor)),
    b: naming.name(`c_share${k}`, raise(ratio(current, m), floor)),
  }));
  const mayBeEmpty = all.filter(({ reference }) => !(isNumber(reference) && Number(reference) > 0));
  const isEmpty = ({ reference, current }: CountPair) => `(${sum([reference, current])} == 0)`;
  const empty = naming.name('empty', sum(mayBeEmpty.map(isEmpty)));
  const total = (shares: string[]) => (empty === '0' ? sum(shares) : `(${sum(shares)} - ${floor} * ${empty})`);
  const A = naming.name('r_raised', total(raised.map(({ a }) => a)));
  const B = naming.name('c_raised', total(raised.map(({ b }) => b)));
  return measure === 'psi'
    ? sum(raised.map(({ a, b }) => `(${a} / ${A} - ${b} / ${B}) * log(${a} / ${b})`))
    : `log(${A} / ${B}) - ${sum(raised.map(({ a, b }) => `${b} * log(${a} / ${b})`))} / ${B}`;
}

function raise(share: string, floor: number): string {
  return isNumber(share) ? String(Math.max(Number(share), floor)) : larger(share, String(floor));
}

function jensenShannon(shares: readonly Shares[], scale: number, naming: Naming): string {
  // Where a share is 0, 0 times a logarithm of something.
  const part = (of: string, whole: string) => `${of} * log((2 * ${of} + (${of} == 0)) / (${whole} + (${whole} == 0)))`;
  const parts = shares.flatMap((share, k) => {
    const [p, q] = [naming.name(`r_share${k}`, share.p), naming.name(`c_share${k}`, share.q)];
    return [part(p, `(${p} + ${q})`), part(q, `(${p} + ${q})`)];
  });
  // Rounding must not make it negative.
  return `${scale} * (abs(${sum(parts)}) / ${2 * Math.LN2}) ** 0.5`;
}

/** Undefined where but one bin is filled. */
function chiSquare(all: readonly CountPair[], { n, m }: DriftSizes): string {
  const parts = all.map(({ reference, current }) => {
    const both = `(${reference} + ${current})`;
    return `(${reference} * ${m} - ${current} * ${n}) ** 2 / (${both} + (${both} == 0))`;
  });
  const filled = sum(all.map(({ reference, current }) => `(${reference} + ${current} > 0)`));
  return `(${sum(parts)} / (${n} * ${m}) + 0 / (${filled} > 1))`;
}

/** @param above how many values lie above each edge but the last: the first ones are all that there are */
function orderedFormula(
  measure: DriftMeasure,
  [, ...above]: readonly CountPair[],
  { n, m }: DriftSizes,
  edges: readonly number[],
  naming: Naming
): string {
  const gaps = above.map(({ reference, current }) => `abs(${ratio(reference, n)} - ${ratio(current, m)})`);
  // Where all is one bin.
  const none = `0 / ${n} + 0 / ${m}`;
  if (measure === 'ks') {
    return gaps.length > 0 ? naming.largest('largest', gaps) : none;
  }
  const places = placesOf(edges);
  if (Number.isNaN(places[0])) {
    return '0 / 0';
  }
  const moved = gaps.length > 0 ? sum(gaps.map((gap, k) => `${places[k + 1] - places[k]} * ${gap}`)) : none;
  if (measure === 'wasserstein') {
    return moved;
  }
  const { variance, isSure } = referenceMoments(above, n, places, naming);
  return `${moved} / ${variance} ** 0.5 + ${isSure}`;
}
