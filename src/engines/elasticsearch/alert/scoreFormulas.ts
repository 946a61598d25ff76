/**
 * Measures of scores as formulas over counts from each edge up: `$p0` the positive outcomes, `$n0` the others, of all
 * scores; `$p1` those above the first edge, and so on. Definitions are those of statistics/scoreMeasures.ts and
 * reliabilityCurve. What is undefined there is 0 / 0 here: Grafana's NaN, which fires nothing.
 */
import { logLossOf } from '../../../statistics/probabilities';
import { type ScoreMeasureName } from '../../../statistics/scores';
import { squaredLossOf } from '../../../statistics/scoreMeasures';

/** @param edges of all bins: from below the lowest score to above the highest one, ascending */
export function scoreFormula(measure: ScoreMeasureName, edges: readonly number[]): string {
  const bins = edges.slice(1).map((high, k) => ({ k, low: edges[k], high }));
  const last = bins.length - 1;
  const positive = (k: number) => (k === last ? `$p${k}` : `($p${k} - $p${k + 1})`);
  const other = (k: number) => (k === last ? `$n${k}` : `($n${k} - $n${k + 1})`);
  switch (measure) {
    case 'rocAuc':
      // Others of the same bin count half.
      return `${sum(bins.map(({ k }) => `${positive(k)} * (2 * $n0 - $n${k} - ${k === last ? '0' : `$n${k + 1}`})`))} / (2 * $p0 * $n0)`;
    case 'prAuc':
      return `${sum(bins.map(({ k }) => `${positive(k)} * $p${k} / ($p${k} + $n${k} + ($p${k} == 0))`))} / $p0 + 0 / ($n0 > 0)`;
    case 'logLoss':
      return mean((middle, k) => `${logLossOf(middle)} * ${positive(k)} + ${logLossOf(1 - middle)} * ${other(k)}`);
    case 'brier':
      return mean(
        (middle, k) => `${squaredLossOf(middle)} * ${positive(k)} + ${squaredLossOf(1 - middle)} * ${other(k)}`
      );
    case 'ece':
      return mean((middle, k) => `abs(${1 - middle} * ${positive(k)} - ${middle} * ${other(k)})`);
  }

  /** Of what each bin inside of [0, 1] adds, by its middle; no number where a score lies outside. */
  function mean(of: (middle: number, k: number) => string): string {
    const inside = bins.filter(({ low, high }) => high > 0 && low < 1);
    const parts = inside.map(({ k, low, high }) => of((Math.max(0, low) + Math.min(1, high)) / 2, k));
    const [{ k: first }] = inside;
    const { k: end } = inside[inside.length - 1];
    const outside = `($p0 - $p${first} + $n0 - $n${first} + $p${end + 1} + $n${end + 1})`;
    return `${sum(parts)} / ($p0 + $n0) + 0 / (${outside} == 0)`;
  }
}

const sum = (parts: string[]) => `(${parts.join(' + ')})`;
