import { type MeasurePoint } from '../../frames/measureFrame';
import { difference, type Measured } from '../../statistics/differences';

/** A measure at one moment beside what it is held against; no reference where nothing is known of that. */
export interface Judged {
  point: MeasurePoint;
  reference: Measured | undefined;
}

/** A number that is held against: it is not estimated, so its interval is itself. */
export function fixedReference(value: number): Measured {
  return { value, lower: value, upper: value };
}

/** Whether the interval of the difference lies below 0 as a whole. Without an interval on either side nothing is sure. */
export function isSurelyBelow({ point, reference }: Judged): boolean {
  const upper = reference && difference(point, reference)?.upper;
  return upper !== undefined && upper < 0;
}

/** The runs of neighbours that are surely below, in order. A moment of which nothing is known ends a run. */
export function stretchesBelow(judged: readonly Judged[]): Judged[][] {
  const stretches: Judged[][] = [];
  let open: Judged[] | undefined;
  for (const one of judged) {
    if (!isSurelyBelow(one)) {
      open = undefined;
    } else if (open) {
      open.push(one);
    } else {
      open = [one];
      stretches.push(open);
    }
  }
  return stretches;
}
