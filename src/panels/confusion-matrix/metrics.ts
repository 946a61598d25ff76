/** Sizes in CSS pixels that the layout and the drawing share. */

export interface Band {
  start: number;
  size: number;
}

export const FONT = 12;
export const LINE = 15;
export const GAP = 8;
/** Text may be drawn a little wider than it was measured. */
export const SLACK = 3;
/** Of a class, in characters. */
export const LONGEST_LABEL = 60;
