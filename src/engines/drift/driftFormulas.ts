/**
 * Measures of drift as formulas over counts, in the grammar of Grafana's math expressions. Definitions are those of
 * statistics/drift/measures.ts, floors of empty bins included. What is undefined there is 0 / 0 here: Grafana's NaN, which
 * fires nothing.
 */
import { type DriftMeasure } from '../../query/drift';
import { JENSEN_SHANNON_BASE_E } from '../../statistics/drift/measures';
import { placesOf, shareFloor } from '../../statistics/drift/rows';
import { LOST_DIGITS } from '../../statistics/regression';
import { type AlertInterval } from '../engine';

/** The counts of both sides, each an input of the rule ('$c0') or a number ('120'). */
export interface CountPair {
  reference: string;
  current: string;
}

/**
 * What does not depend on the order of bins. Against nothing but nulls only their share is compared, as in
 * statistics/drift/scores.ts.
 * @param all by bin or category, nulls as the last of them
 */
export function sharesFormula(measure: DriftMeasure, all: readonly CountPair[]): string {
  const values = sum(all.slice(0, -1).map(({ reference }) => reference));
  const formula = ofShares(measure, all);
  return measure === 'nullShare' ? formula : `${formula} + 0 / ${values}`;
}

function ofShares(measure: DriftMeasure, all: readonly CountPair[]): string {
  const n = sum(all.map(({ reference }) => reference));
  const m = sum(all.map(({ current }) => current));
  const shares = all.map(({ reference, current }) => ({ p: `${reference} / ${n}`, q: `${current} / ${m}` }));
  const gaps = shares.map(({ p, q }) => `abs(${p} - ${q})`);
  switch (measure) {
    case 'psi':
    case 'kullbackLeibler':
      return divergence(measure, all, n, m);
    case 'jensenShannon':
      return jensenShannon(shares, 1);
    case 'jensenShannonBaseE':
      return jensenShannon(shares, JENSEN_SHANNON_BASE_E);
    case 'hellinger':
      return `(${sum(shares.map(({ p, q }) => `((${p}) ** 0.5 - (${q}) ** 0.5) ** 2`))} / 2) ** 0.5`;
    case 'totalVariation':
      return `${sum(gaps)} / 2`;
    case 'lInfinity':
      return largest(gaps);
    case 'chiSquare':
      return chiSquare(all, n, m);
    case 'cramersV':
      return `(${chiSquare(all, n, m)} / (${n} + ${m})) ** 0.5`;
    case 'nullShare':
      return gaps[gaps.length - 1];
    case 'newShare': {
      const unseen = all.slice(0, -1).map(({ reference, current }) => `${current} * (${reference} == 0)`);
      return `${sum(unseen)} / ${m} + 0 / ${n}`;
    }
    default:
      return '0 / 0';
  }
}

/** Whether a measure needs the order of bins: then counts are from each edge up. */
export function isOrdered(measure: DriftMeasure): boolean {
  return ['ks', 'wasserstein', 'wassersteinInDeviations'].includes(measure);
}

/**
 * @param above how many values lie above each edge but the last, ascending: the first ones are all that there are
 * @param edges of the bins, one more than there are counts
 */
export function orderedFormula(measure: DriftMeasure, above: readonly CountPair[], edges: readonly number[]): string {
  const [{ reference: n, current: m }, ...others] = above;
  const gaps = others.map(({ reference, current }) => `abs(${reference} / ${n} - ${current} / ${m})`);
  // Where all is one bin.
  const none = `0 / ${n} + 0 / ${m}`;
  if (measure === 'ks') {
    return gaps.length > 0 ? largest(gaps) : none;
  }
  const places = placesOf(edges);
  if (Number.isNaN(places[0])) {
    return '0 / 0';
  }
  const moved = gaps.length > 0 ? sum(gaps.map((gap, k) => `${places[k + 1] - places[k]} * ${gap}`)) : none;
  if (measure === 'wasserstein') {
    return moved;
  }
  // From the lowest place on, so that few digits are lost: sums over bins, by what lies above each edge.
  const at = (k: number) => places[k] - places[0];
  const mean = `(${sum(others.map(({ reference }, k) => `${at(k + 1) - at(k)} * ${reference}`))} / ${n})`;
  const squares = `(${sum(others.map(({ reference }, k) => `${at(k + 1) ** 2 - at(k) ** 2} * ${reference}`))} / ${n})`;
  const variance = `(${squares} - ${mean} ** 2)`;
  return `${moved} / ${variance} ** 0.5 + 0 / (${variance} > ${LOST_DIGITS} * ${squares})`;
}

/**
 * What samples show without drift (statistics/drift/floor.ts): by the chi-square distribution, Kolmogorov's, or that of two
 * shares. Undefined where nothing but dealing samples anew tells.
 * @param all as for the measure's own formula
 */
export function driftFloorOf(measure: DriftMeasure, all: readonly CountPair[]): AlertInterval | undefined {
  const [n, m] = isOrdered(measure)
    ? [all[0].reference, all[0].current]
    : (['reference', 'current'] as const).map((side) => sum(all.map((pair) => pair[side])));
  const spread = `(1 / ${n} + 1 / ${m})`;
  const quantile = { of: 'chiSquare', degrees: all.length - 1 } as const;
  switch (measure) {
    case 'psi':
      return { method: 'floor', times: spread, quantile };
    case 'kullbackLeibler':
      return { method: 'floor', times: `${spread} / 2`, quantile };
    case 'jensenShannon':
      return { method: 'floor', times: `${spread} / ${8 * Math.LN2}`, quantile, root: true };
    case 'jensenShannonBaseE':
    case 'hellinger':
      return { method: 'floor', times: `${spread} / 8`, quantile, root: true };
    case 'chiSquare':
      return { method: 'floor', times: '1', quantile };
    case 'cramersV':
      return { method: 'floor', times: `1 / (${n} + ${m})`, quantile, root: true };
    case 'ks':
      return { method: 'floor', times: `${spread} ** 0.5`, quantile: { of: 'kolmogorov' } };
    case 'nullShare': {
      const { reference, current } = all[all.length - 1];
      const share = `((${reference} + ${current}) / (${n} + ${m}))`;
      return {
        method: 'floor',
        times: `(${share} * (1 - ${share}) * ${spread}) ** 0.5`,
        quantile: { of: 'normal' },
      };
    }
    default:
      return undefined;
  }
}

/**
 * With shares raised to the floor and divided by their new sums A and B, sum (a/A - b/B) ln((a/A) / (b/B)) is
 * sum a ln(a/b) / A - sum b ln(a/b) / B. Bins that are empty on both sides count for nothing.
 */
function divergence(measure: 'psi' | 'kullbackLeibler', all: readonly CountPair[], n: string, m: string): string {
  const floor = shareFloor(all.length);
  const raised = all.map(({ reference, current }) => ({
    a: raise(reference, n, floor),
    b: raise(current, m, floor),
    isThere: isNumber(reference) && Number(reference) > 0 ? '' : ` * (${reference} + ${current} > 0)`,
  }));
  const [A, B] = (['a', 'b'] as const).map((side) => sum(raised.map((one) => `${one[side]}${one.isThere}`)));
  const logs = (side: 'a' | 'b') =>
    sum(raised.map(({ a, b, isThere }) => `${side === 'a' ? a : b} * log(${a} / ${b})${isThere}`));
  return measure === 'psi' ? `${logs('a')} / ${A} - ${logs('b')} / ${B}` : `log(${A} / ${B}) - ${logs('b')} / ${B}`;
}

function raise(count: string, total: string, floor: number): string {
  if (isNumber(count) && isNumber(total)) {
    return Number(total) > 0 ? String(Math.max(Number(count) / Number(total), floor)) : '(0 / 0)';
  }
  const share = `${count} / ${total}`;
  return `(${share} + (${floor} - ${share}) * (${share} < ${floor}))`;
}

function jensenShannon(shares: ReadonlyArray<{ p: string; q: string }>, scale: number): string {
  // Where a share is 0, 0 times a logarithm of something.
  const part = (of: string, whole: string) => `${of} * log((2 * ${of} + (${of} == 0)) / (${whole} + (${whole} == 0)))`;
  const parts = shares.flatMap(({ p, q }) => [part(`(${p})`, `(${p} + ${q})`), part(`(${q})`, `(${p} + ${q})`)]);
  // Rounding must not make it negative.
  return `${scale} * (abs(${sum(parts)}) / ${2 * Math.LN2}) ** 0.5`;
}

/** Undefined where but one bin is filled. */
function chiSquare(all: readonly CountPair[], n: string, m: string): string {
  const parts = all.map(({ reference, current }) => {
    const both = `(${reference} + ${current})`;
    return `(${reference} * ${m} - ${current} * ${n}) ** 2 / (${both} + (${both} == 0))`;
  });
  const filled = sum(all.map(({ reference, current }) => `(${reference} + ${current} > 0)`));
  return `(${sum(parts)} / (${n} * ${m}) + 0 / (${filled} > 1))`;
}

/** By pairs of pairs, since there is no function for it: the larger of two is half of their sum and their distance. */
function largest(parts: readonly string[]): string {
  if (parts.length === 1) {
    return parts[0];
  }
  const middle = Math.ceil(parts.length / 2);
  const [a, b] = [largest(parts.slice(0, middle)), largest(parts.slice(middle))];
  return `(${a} + ${b} + abs(${a} - ${b})) / 2`;
}

/** Of numbers their sum itself. */
function sum(parts: readonly string[]): string {
  return parts.every(isNumber) ? String(parts.reduce((all, part) => all + Number(part), 0)) : `(${parts.join(' + ')})`;
}

const isNumber = (text: string) => /^\d/.test(text) && Number.isFinite(Number(text));
