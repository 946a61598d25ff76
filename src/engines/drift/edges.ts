import {
  type BaselineVariable,
  type DriftOptions,
  parseEdges,
  type Reference,
  type VariableKind,
} from '../../query/drift';
import { withOpenEnds } from '../../statistics/drift/bins';

/** Into about so many bins the reference is cut, each of which gets a like share of it. */
export const QUANTILE_BINS = 10;
/** Of a gap between two edges: a rounded edge moves by less than this part of it. */
const PART_OF_GAP = 1 / 10;
/** Edges that are nearer than this, relative to their size, are two sides of one value: there is no gap between them. */
const NO_GAP = 1e-12;
/** Of a step: an estimate that lies above a round number by less is that number. */
const SLACK = 1e-6;

/**
 * Edges as people would write them, ascending, each once, from -Infinity to Infinity. They are rounded by at most a tenth of
 * the bins beside them, whatever their size: up, so that a value which closes its bin (low, high] still does, and the lowest
 * one down, so that the lowest value is not outside. Two edges never become one.
 *
 * @param edges of quantiles: the lowest value, or just below it, up to the highest one
 */
export function roundedEdges(edges: ArrayLike<number>): number[] {
  const inner = Array.from(withOpenEnds(edges).subarray(1, -1));
  const gaps = inner
    .slice(1)
    .map((edge, i) => (edge - inner[i] > NO_GAP * Math.abs(edge) ? edge - inner[i] : Infinity));
  const firstGap = gaps.find((gap) => gap < Infinity) ?? Infinity;
  const upper = inner.slice(1).map((edge, i) => {
    const gap = Math.min(gaps[i], gaps[i + 1] ?? Infinity);
    const rounded = roundUp(edge, gap);
    // Numbers that are next to each other have too few digits for a tenth of what is between them.
    return rounded < (inner[i + 2] ?? Infinity) && rounded - edge <= gap * PART_OF_GAP ? rounded : edge;
  });
  return Array.from(withOpenEnds([...inner.slice(0, 1).map((lowest) => roundBelow(lowest, firstGap)), ...upper]));
}

function roundUp(edge: number, gap: number): number {
  const { toSteps, fromSteps } = stepsOf(gap, edge);
  return Math.max(edge, fromSteps(Math.ceil(toSteps(edge) - SLACK)));
}

function roundBelow(edge: number, gap: number): number {
  const { toSteps, fromSteps } = stepsOf(gap, edge);
  return Math.min(edge, fromSteps(Math.ceil(toSteps(edge)) - 1));
}

/** Decimal steps of at most a part of the gap; without a gap an edge stays what it is. */
function stepsOf(gap: number, edge: number) {
  const exponent = Math.floor(Math.log10(gap * PART_OF_GAP));
  const power = 10 ** Math.abs(exponent);
  if (!(gap < Infinity && power < Infinity)) {
    return { toSteps: () => 0, fromSteps: () => edge };
  }
  // Divided by a whole number, a decimal comes out as it is written: 3 / 10 is 0.3, and 3 * 0.1 is not.
  return exponent < 0
    ? { toSteps: (value: number) => value * power, fromSteps: (steps: number) => steps / power }
    : { toSteps: (value: number) => value / power, fromSteps: (steps: number) => steps * power };
}

/**
 * The edges that a query names for a numeric variable: those of its frozen baseline, else its own; undefined where they
 * follow from the reference. From -Infinity to Infinity.
 */
export function namedEdges(
  { edges }: DriftOptions,
  { kind, baseline }: Reference,
  of: VariableKind,
  name: string
): number[] | undefined {
  const frozen = kind === 'baseline' ? baseline?.variables.find((one) => isThis(one, of, name)) : undefined;
  if (frozen?.edges) {
    return Array.from(withOpenEnds(frozen.edges.flatMap((edge) => edge ?? [])));
  }
  const own = parseEdges(edges) ?? [];
  return own.length > 0 ? Array.from(withOpenEnds(own)) : undefined;
}

function isThis(one: BaselineVariable, of: VariableKind, name: string): boolean {
  return one.of === of && one.name === name;
}
