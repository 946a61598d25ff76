import { type DriftVerdict, FEWEST_PERIODS, FEWEST_SAMPLES, type Marks } from '../statistics/drift/marks';

/** A score beyond so many times its highest mark is far above it. */
const FAR = 3;

export interface Judged extends Marks {
  value?: number;
  verdict: DriftVerdict;
  /** How many the measure compares on each side. */
  samples: { reference: number; current: number };
  /** How many of each side are no nulls. */
  values: { reference: number; current: number };
  /** Whether it was asked what is usual. */
  isUsualAsked?: boolean;
}

/** Where it was asked: then that there is no such mark must not look as if it were passed. */
const USUAL_UNKNOWN = ` What is usual is not known: fewer than ${FEWEST_PERIODS} past periods have ${FEWEST_SAMPLES} values on each side.`;

/** What a drift score means, in a sentence: 'PSI 0.93: far above its sampling floor 0.01 and its usual 0.04.' */
export function driftWords(measure: string, judged: Judged): string {
  const { value, verdict, samples, values, floor, usual, threshold, isUsualAsked = false } = judged;
  const known = marksOf(judged, digitsFor(judged));
  const score = `${measure} ${shown(value, digitsFor(judged))}`;
  switch (verdict) {
    case 'no data':
      return noData(measure, values);
    case 'too few':
      return `Too few to tell: ${count(samples.current)} now and ${count(samples.reference)} in the reference, and ${FEWEST_SAMPLES} are needed on each side.`;
    case 'noise':
      return floor === undefined
        ? `${score}: there is nothing to hold it against. Set a threshold.`
        : `${score}: samples of these sizes show up to ${known.floor} without any drift.`;
    case 'usual':
      return `${score}: ${aboveAll([known.floor && `its sampling floor ${known.floor}`])}up to ${known.usual} is usual.`;
    case 'small':
      return `${score}: ${aboveAll(named({ ...known, threshold: undefined }))}not above the threshold ${known.threshold}.`;
    case 'drift': {
      const highest = Math.max(floor ?? 0, usual ?? 0, threshold ?? 0);
      return `${score}: ${(value ?? 0) > FAR * highest ? 'far above' : 'above'} ${list(named(known))}.${isUsualAsked && usual === undefined ? USUAL_UNKNOWN : ''}`;
    }
  }
}

function noData(measure: string, { reference, current }: Judged['values']): string {
  if (!(reference > 0)) {
    return current > 0 ? 'Nothing to compare with: the reference has no values.' : 'No values on either side.';
  }
  return current > 0
    ? `${measure} is not defined for this variable. Choose another measure.`
    : 'Nothing to compare: there are no values now.';
}

type ShownMarks = Partial<Record<keyof Marks, string>>;

function marksOf({ floor, usual, threshold }: Marks, digits: number): ShownMarks {
  const mark = (value: number | undefined) => (value === undefined ? undefined : shown(value, digits));
  return { floor: mark(floor), usual: mark(usual), threshold: mark(threshold) };
}

function named({ floor, usual, threshold }: ShownMarks): Array<string | undefined> {
  return [
    floor && `its sampling floor ${floor}`,
    usual && `its usual ${usual}`,
    threshold && `the threshold ${threshold}`,
  ];
}

/** 'above its sampling floor 0.01, but '; empty where there is none of the marks. */
function aboveAll(marks: ReadonlyArray<string | undefined>): string {
  return marks.some((mark) => mark !== undefined) ? `above ${list(marks)}, but ` : '';
}

function list(marks: ReadonlyArray<string | undefined>): string {
  const parts = marks.filter((mark) => mark !== undefined);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** Two, or as many as tell the score from its marks. */
function digitsFor({ value, floor, usual, threshold }: Judged): number {
  const others = [floor, usual, threshold].filter((mark) => mark !== undefined && mark !== value);
  const told = (digits: number) => others.every((mark) => shown(mark, digits) !== shown(value, digits));
  return [2, 3, 4].find(told) ?? 6;
}

const shown = (value: number | undefined, digits: number) =>
  value === undefined ? 'unknown' : String(Number(value.toPrecision(digits)));
const count = (samples: number) => Math.round(samples).toLocaleString('en-US');
