import { type DriftMeasure } from '../../../../query/drift';
import { placesOf, SHARE_FLOOR } from '../../../../statistics/drift/rows';
import { LOST_DIGITS } from '../../../../statistics/regression';
import { type KnownVariable } from '../../../engine';
import { scaledEdge } from '../../histograms';
import { aggregate, apply, atLeast, binary, type Expr, scalar, setLabel, squareRoot } from '../../promql';
import { scaleOf } from '../../selectors';
import { anyOf, EDGE, known, SIDE } from '../scoreCounts';
import { cumulative } from '../scoreLosses';
import { BIN } from '../scoreNeighbours';
import { type DriftAlert, numbersOf, sideNames } from './driftAlert';
import { all, knownBy, masses, nulls, ofBoth, upTo, values, zeros } from './sideCounts';

/**
 * A measure of drift as one expression with an element for each variable: the score of statistics/drift/scores.ts over the
 * same counts. PromQL cannot name what it has computed, so whatever is used twice is counted twice: formulas are written so
 * that the counts, which are dear, occur as few times as may be.
 */
export function measureExpression(measure: DriftMeasure, alert: DriftAlert): Expr {
  switch (measure) {
    case 'psi':
      return stabilityIndex(alert);
    case 'kullbackLeibler':
      return divergence(alert);
    case 'jensenShannon':
      return squareRoot(binary(jensenShannon(alert), '/', scalar(Math.LN2)));
    case 'jensenShannonBaseE':
      return squareRoot(jensenShannon(alert));
    case 'hellinger':
      return hellinger(alert);
    case 'totalVariation':
      return binary(overBins('sum', apply('abs', change(shares(alert), BIN, alert)), alert), '/', scalar(2));
    case 'lInfinity':
      return overBins('max', apply('abs', change(shares(alert), BIN, alert)), alert);
    case 'chiSquare':
      return chiSquare(alert);
    case 'cramersV':
      return squareRoot(binary(chiSquare(alert), '/', aggregate('sum', alert.by, samples(alert)), on(alert)));
    case 'ks':
      return overBins('max', gaps(alert), alert);
    case 'wasserstein':
      return wasserstein(alert);
    case 'wassersteinInDeviations':
      return binary(wasserstein(alert), '/', deviation(alert), on(alert));
    case 'nullShare':
      return nullShare(alert);
    case 'newShare':
      return newShare(alert);
  }
}

/** How many values each side has, by SIDE. */
export const samples = (alert: DriftAlert): Expr => ofBoth((side) => all(side, alert));

const on = ({ by }: DriftAlert) => ({ on: by });
const onSide = ({ by }: DriftAlert) => ({ on: [...by, SIDE], group: 'left' as const });
const onBin = ({ by }: DriftAlert) => ({ on: [...by, BIN], group: 'left' as const });

const counts = (alert: DriftAlert) => ofBoth((side) => masses(side, alert));

/** Of each side's values, by bin. */
const shares = (alert: DriftAlert) => binary(counts(alert), '/', samples(alert), onSide(alert));

/** Plus on the current side, minus on the reference. */
function signed(operand: Expr): Expr {
  const signs = known(SIDE, [
    ['current', 1],
    ['reference', -1],
  ]);
  return binary(operand, '*', signs, { on: [SIDE], group: 'left' });
}

/** The current side's numbers less those of the reference; a number that one side lacks is 0 there. */
function change(operand: Expr, label: string, { by }: DriftAlert): Expr {
  return aggregate('sum', [...by, label], signed(operand));
}

function overBins(how: 'sum' | 'max', operand: Expr, { by }: DriftAlert): Expr {
  return aggregate(how, by, operand);
}

/** Shares that are at least SHARE_FLOOR, of every bin that a side has. Not divided by their sum yet. */
function raised(alert: DriftAlert): Expr {
  const [reference, current] = sideNames;
  const empty = [setLabel(zeros(current, alert), SIDE, reference), setLabel(zeros(reference, alert), SIDE, current)];
  return atLeast(SHARE_FLOOR, anyOf([shares(alert), ...empty]));
}

/** Their sum on each side, over the bins in which either has something. */
function raisedSum(alert: DriftAlert): Expr {
  const seen = binary(aggregate('sum', [...alert.by, BIN], counts(alert)), '>', scalar(0));
  return aggregate('sum', [...alert.by, SIDE], binary(raised(alert), 'and', seen, { on: [...alert.by, BIN] }));
}

/** Of each bin ln(current / reference): 0 where both are empty. */
const logRatio = (alert: DriftAlert) => change(apply('ln', raised(alert)), BIN, alert);

/** PSI: the change of each bin's share times that of its logarithm. What the floor adds to the sums takes no part in logarithms, as changes add up to 0. */
function stabilityIndex(alert: DriftAlert): Expr {
  const parts = signed(binary(raised(alert), '/', raisedSum(alert), onSide(alert)));
  return overBins('sum', binary(parts, '*', logRatio(alert), onBin(alert)), alert);
}

/** KL of the current side against the reference. */
function divergence(alert: DriftAlert): Expr {
  const current = (operand: Expr) => binary(operand, '*', known(SIDE, [['current', 1]]), { on: [SIDE], group: 'left' });
  const parts = current(binary(raised(alert), '/', raisedSum(alert), onSide(alert)));
  const ofBins = overBins('sum', binary(parts, '*', logRatio(alert), onBin(alert)), alert);
  const ofSums = aggregate('sum', alert.by, signed(apply('ln', raisedSum(alert))));
  return binary(ofBins, '-', ofSums, on(alert));
}

/** In nats: half of what each side's x ln x adds up to, less that of the mean of both. */
function jensenShannon(alert: DriftAlert): Expr {
  const xLogX = (operand: Expr) => binary(operand, '*', apply('ln', binary(operand, '>', scalar(0))));
  const mean = binary(aggregate('sum', [...alert.by, BIN], shares(alert)), '/', scalar(2));
  const ofSides = binary(overBins('sum', xLogX(shares(alert)), alert), '/', scalar(2));
  return atLeast(0, binary(ofSides, '-', overBins('sum', xLogX(mean), alert), on(alert)));
}

function hellinger(alert: DriftAlert): Expr {
  const moved = binary(change(squareRoot(shares(alert)), BIN, alert), '^', scalar(2));
  return squareRoot(binary(overBins('sum', moved, alert), '/', scalar(2)));
}

/** n m times the sum of squared changes of shares, each over its bin's counts. */
function chiSquare(alert: DriftAlert): Expr {
  const moved = binary(change(shares(alert), BIN, alert), '^', scalar(2));
  const both = binary(aggregate('sum', [...alert.by, BIN], counts(alert)), '>', scalar(0));
  const sum = overBins('sum', binary(moved, '/', both, { on: [...alert.by, BIN] }), alert);
  const [n, m] = sideNames.map((side) => all(side, alert));
  return binary(sum, '*', binary(n, '*', m, on(alert)), on(alert));
}

/** How far the shares up to each edge are apart. */
function gaps(alert: DriftAlert): Expr {
  const of = ofBoth((side) => values(side, alert));
  const shares = binary(
    ofBoth((side) => upTo(side, alert)),
    '/',
    of,
    onSide(alert)
  );
  return apply('abs', change(shares, EDGE, alert));
}

/** Each gap times the distance from its bin to the next one. */
function wasserstein(alert: DriftAlert): Expr {
  const steps = knownBy(EDGE, ranked(alert), alert, (variable) => {
    const places = placesIn(variable, alert);
    return variable.edges.map((edge, bin) => [edge, places[bin + 1] - places[bin]] as const);
  });
  const moved = binary(gaps(alert), '*', steps, { on: [...alert.by, EDGE], group: 'left' });
  return overBins('sum', moved, alert);
}

/** The standard deviation of the reference, each value at its bin's place; no element where what is left is rounding. */
function deviation(alert: DriftAlert): Expr {
  const meanOf = (power: number) => {
    const weights = knownBy(EDGE, ranked(alert), alert, (variable) => {
      const places = placesIn(variable, alert);
      const away = Array.from(places, (place) => (place - places[0]) ** power);
      return cumulative(away, variable);
    });
    const products = binary(upTo('reference', alert), '*', weights, { on: [...alert.by, EDGE], group: 'left' });
    return binary(overBins('sum', products, alert), '/', values('reference', alert), on(alert));
  };
  const variance = binary(meanOf(2), '-', binary(meanOf(1), '^', scalar(2)), on(alert));
  return squareRoot(binary(variance, '>', binary(meanOf(2), '*', scalar(LOST_DIGITS)), on(alert)));
}

/** From the place of the lowest bin to that of the highest. */
export function rangeOf(alert: DriftAlert): Expr {
  const ranges = knownBy(BIN, ranked(alert), alert, (variable) => {
    const places = placesIn(variable, alert);
    return [['range', places[places.length - 1] - places[0]]];
  });
  return aggregate('sum', alert.by, ranges);
}

/** Of the share p of nulls on both sides together, p (1 - p). */
export function pooledNulls(alert: DriftAlert): Expr {
  const ofNulls = aggregate(
    'sum',
    alert.by,
    ofBoth((side) => nulls(side, alert))
  );
  const everything = aggregate('sum', alert.by, samples(alert));
  const share = binary(ofNulls, '/', everything, on(alert));
  return binary(share, '*', binary(scalar(1), '-', share), on(alert));
}

/** The variables whose bins do not all lie at one place. */
export function ranked(alert: DriftAlert): KnownVariable[] {
  return numbersOf(alert).filter((variable) => Number.isFinite(placesIn(variable, alert)[0]));
}

function placesIn({ edges }: KnownVariable, { histogram, mapping }: DriftAlert): Float64Array {
  const scale = scaleOf(histogram, mapping);
  return placesOf([-Infinity, ...edges.map((edge) => scaledEdge(edge, scale)), Infinity]);
}

function nullShare(alert: DriftAlert): Expr {
  const ofNulls = ofBoth((side) => nulls(side, alert));
  const moved = aggregate('sum', alert.by, signed(binary(ofNulls, '/', samples(alert), onSide(alert))));
  return anyOf([apply('abs', moved), binary(aggregate('sum', alert.by, samples(alert)), '*', scalar(0))]);
}

/** The share of current values in categories that the reference has not seen; nulls are none. */
function newShare(alert: DriftAlert): Expr {
  const [known, now] = sideNames.map((side) => masses(side, alert));
  const seen = binary(known, '>', scalar(0));
  const unseen = aggregate('sum', alert.by, binary(now, 'unless', seen, { on: [...alert.by, BIN] }));
  const everything = all('current', alert);
  const share = binary(unseen, '/', everything, on(alert));
  return anyOf([share, binary(everything, '*', scalar(0))]);
}
