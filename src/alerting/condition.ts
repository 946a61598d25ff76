import { formattedValueToString, getValueFormat } from '@grafana/data';

import { type AlertInterval, type AlertPlan, type FloorQuantile, type NamedFormula } from '../engines/engine';
import { chiSquareQuantile } from '../statistics/drift/chiSquareDistribution';
import { excessOfDistances } from '../statistics/drift/sumOfDistances';
import { twoSidedQuantile } from '../statistics/intervals';
import { type Condition } from './rule';
import { type Evaluator } from './ruleQuery';

/** What is wrong with a condition for a number, in full sentences; empty where nothing is. */
export function checkCondition(condition: Condition, plan: AlertPlan): string[] {
  const { is, threshold, upperThreshold, surely, hysteresis = 0 } = condition;
  const sentences: string[] = [];
  if (!Number.isFinite(threshold) || (is === 'outside' && !Number.isFinite(upperThreshold))) {
    return ['The threshold is no number. Write one, such as 0.9 for 90 %.'];
  }
  if (is === 'outside' && !(threshold < (upperThreshold ?? NaN))) {
    sentences.push('The lower end of the range is not below the upper one. Exchange them.');
  }
  if (!(hysteresis >= 0)) {
    sentences.push('The distance to recover by is below 0. Write 0, or how far the number must come back.');
  }
  if (is === 'outside' && hysteresis > 0 && !(threshold + hysteresis < (upperThreshold ?? NaN) - hysteresis)) {
    sentences.push('Nothing of the range is left to recover in. Choose a shorter distance to recover by.');
  }
  if (surely !== undefined) {
    if (!(surely > 0 && surely < 1)) {
      sentences.push(`The confidence ${surely} is not between 0 and 1. Write 0.99 for 99 %.`);
    }
    if (!plan.interval) {
      sentences.push(
        `No interval is defined for the ${plan.name}, so nobody can say that it surely is ${is} anything. Leave 'surely' out, or alert on a share such as accuracy, precision or recall.`
      );
    }
    if (plan.interval?.method === 'floor' && is !== 'above') {
      sentences.push(
        `The ${plan.name} can surely be above a threshold, where it is above what chance alone shows, but not surely ${is} one. Leave 'surely' out, or watch whether it is above.`
      );
    }
    if (is === 'outside' && hysteresis > 0) {
      sentences.push(
        "'Surely outside' looks at two numbers, which cannot recover by a distance. Leave one of the two out."
      );
    }
  }
  return sentences;
}

/** Formulas of both ends of an interval, in the grammar of Grafana's math expressions. */
export interface Bounds {
  /** What they use by name, besides what the plan has. */
  named: NamedFormula[];
  lower: string;
  upper: string;
}

/** @param value how formulas write the value itself: `$value` */
export function boundsOf(interval: AlertInterval, value: string, confidence: number): Bounds {
  const z = twoSidedQuantile(confidence);
  if (interval.method === 'floor') {
    return {
      named: [{ name: 'above_floor', formula: `${value} - ${floorOf(interval, confidence)}` }],
      // Of what lies above its floor the value, else 0: neither grammar has a comparison that means the same in the other.
      lower: `${value} * (abs($above_floor) / $above_floor + 1) / 2`,
      upper: value,
    };
  }
  if (interval.method === 'delta') {
    const half = `${z} * (${interval.variance}) ** 0.5`;
    return { named: [], lower: `${value} - ${half}`, upper: `${value} + ${half}` };
  }
  // Wilson's, as statistics/intervals.ts has it.
  const { hits, support } = interval;
  const [square, misses] = [z * z, `(${support} - ${hits})`];
  const width = `${z} * (${square} + 4 * ${hits} * ${misses} / ${support}) ** 0.5`;
  const scale = `(2 * (${support} + ${square}))`;
  return {
    named: [],
    lower: `(2 * ${hits} + ${square} - ${width}) / ${scale}`,
    upper: `(2 * ${hits} + ${square} + ${width}) / ${scale}`,
  };
}

function floorOf({ plus, times, quantile, root }: FloorInterval, confidence: number): string {
  const product = `(${times}) * ${quantileOf(quantile, confidence)}`;
  const floor = plus === undefined ? product : `(${plus} + ${product})`;
  return root ? `(${floor}) ** 0.5` : floor;
}

type FloorInterval = Extract<AlertInterval, { method: 'floor' }>;

function quantileOf(quantile: FloorQuantile, confidence: number): number {
  switch (quantile.of) {
    case 'chiSquare':
      return chiSquareQuantile(1 - confidence, quantile.degrees);
    case 'kolmogorov':
      return Math.sqrt(-Math.log((1 - confidence) / 2) / 2);
    case 'normal':
      return twoSidedQuantile(1 - (1 - confidence) / (quantile.comparisons ?? 1));
    case 'distances':
      return excessOfDistances(1 - confidence);
  }
}

/** When a number fires, and with hysteresis when it recovers. */
export function evaluatorsOf(condition: Condition): { fires: Evaluator; recovers?: Evaluator } {
  const { is, threshold, upperThreshold = threshold, hysteresis = 0 } = condition;
  switch (is) {
    case 'above':
      return {
        fires: { type: 'gt', params: [threshold] },
        ...(hysteresis > 0 && { recovers: { type: 'lt', params: [exact(threshold - hysteresis)] } }),
      };
    case 'below':
      return {
        fires: { type: 'lt', params: [threshold] },
        ...(hysteresis > 0 && { recovers: { type: 'gt', params: [exact(threshold + hysteresis)] } }),
      };
    case 'outside':
      return {
        fires: { type: 'outside_range', params: [threshold, upperThreshold] },
        ...(hysteresis > 0 && {
          recovers: {
            type: 'within_range',
            params: [exact(threshold + hysteresis), exact(upperThreshold - hysteresis)],
          },
        }),
      };
  }
}

/** Without the digits that 0.8 + 0.05 leaves. */
const exact = (value: number) => Number(value.toPrecision(12));

/** 'surely below 90 %' */
export function conditionInWords({ is, threshold, upperThreshold, surely }: Condition, { style }: AlertPlan): string {
  const shown = (value: number) => formattedValueToString(getValueFormat(style.unit ?? 'none')(value, style.decimals));
  const range = is === 'outside' ? `${shown(threshold)} to ${shown(upperThreshold ?? threshold)}` : shown(threshold);
  return `${surely === undefined ? '' : 'surely '}${is} ${range}`;
}
