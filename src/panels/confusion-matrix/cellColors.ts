import { getActiveThreshold, type Threshold, type ThresholdsConfig, ThresholdsMode } from '@grafana/data';

import { step, STEPS } from '../shared/colorMixing';
import { type Palette } from './colors';
import { GOOD, MIXED } from './strengths';
import { type MatrixView } from './viewModel';

/** The list of colors, and the place in it of each cell. Places within a ramp grow with strength. */
export interface CellColors {
  list: string[];
  place: Uint16Array;
}

/** @param thresholds for `options.colors` 'thresholds'; a comparison has its own scale */
export function cellColors(view: MatrixView, palette: Palette, thresholds?: ThresholdsConfig): CellColors {
  const { tone, weight, options, compared } = view;
  const place = new Uint16Array(tone.length);
  if (!compared && options.colors === 'thresholds' && thresholds?.steps.length) {
    const { steps } = thresholds;
    for (let i = 0; i < place.length; i++) {
      place[i] =
        tone[i] === MIXED ? step(weight[i]) : STEPS + steps.indexOf(activeThreshold(thresholds, errorShare(view, i)));
    }
    return { list: [...palette.mixed, ...steps.map(({ color }) => palette.byName(color))], place };
  }
  for (let i = 0; i < place.length; i++) {
    place[i] = tone[i] * STEPS + step(weight[i]);
  }
  return { list: [...palette.mixed, ...scales(view, palette).flat()], place };
}

/** A cell's share of its row; of what is right the share of all errors in the row. */
export function errorShare({ cells, classes, tone }: MatrixView, i: number): number {
  const share = cells.count[i] / classes[cells.actual[i]].actual;
  return tone[i] === GOOD ? 1 - share : share;
}

/** The scale of what is right or better, and of what is wrong or worse. */
export function scales({ compared }: MatrixView, palette: Palette): [good: string[], bad: string[]] {
  return compared ? [palette.better, palette.worse] : [palette.correct, palette.error];
}

/** Thresholds are on the share of errors: percentages in the mode of percentages, else as given (0.1 for 10 %). */
function activeThreshold({ mode, steps }: ThresholdsConfig, share: number): Threshold {
  return getActiveThreshold(mode === ThresholdsMode.Percentage ? share * 100 : share, steps);
}
