/** Where the parts of the view lie, in CSS pixels. All have room: what is higher than the panel scrolls. */
export interface ThresholdLayout {
  /** Of the content: less than the panel's where a scroll bar takes some. */
  width: number;
  scrolls: boolean;
  /** Of both histograms with their axis, and of what is said above them; 0 without histograms. */
  histogramHeight: number;
  legendHeight: number;
  measureColumns: number;
  /** Of a row of measures. Without room for intervals they are in tooltips only. */
  measureHeight: number;
  intervals: boolean;
  /** Whether the curve stands beside the matrix rather than below it. */
  beside: boolean;
  matrix: { width: number; height: number };
  /** Absent without a curve. */
  curve?: { width: number; height: number };
}

export interface LayoutInput {
  width: number;
  height: number;
  histograms: boolean;
  curve: boolean;
  /** How many measures are shown. */
  measures: number;
  /** About how wide the controls of the first row are together. */
  controls: number;
}

const CONTROL_ROW = 36;
const SLIDER = 22;
const HISTOGRAM = { least: 76, most: 140 };
const LEGEND_LINE = 20;
const MEASURE = { width: 112, withInterval: 58, low: 42 };
/** Below this a panel shows no intervals. */
const LOW = 300;
export const GAP = 12;
const BESIDE_FROM = 560;
const SCROLL_BAR = 14;
/** Of the matrix, and of what stands beside it. */
const LEAST_BODY = 130;
/** Of it, where histograms are shown as well. */
const ROOMY_BODY = 170;
const LEAST_CURVE = 240;

export function thresholdLayout(input: LayoutInput): ThresholdLayout {
  const { height, ...layout } = layOut(input, input.width);
  if (height <= input.height) {
    return { ...layout, scrolls: false };
  }
  const { height: _, ...narrower } = layOut(input, input.width - SCROLL_BAR);
  return { ...narrower, scrolls: true };
}

function layOut(input: LayoutInput, width: number): Omit<ThresholdLayout, 'scrolls'> & { height: number } {
  const beside = width >= BESIDE_FROM;
  const measureRows = Math.ceil(input.measures / Math.max(1, Math.floor(width / MEASURE.width)));
  // As many in each row.
  const measureColumns = Math.ceil(input.measures / measureRows);
  const stacked = input.curve && !beside;
  const intervals = stacked || input.height >= LOW;
  const measureHeight = intervals ? MEASURE.withInterval : MEASURE.low;
  const controls = CONTROL_ROW * Math.max(1, Math.ceil(input.controls / width)) + SLIDER + measureHeight * measureRows;
  const legend = LEGEND_LINE * (beside ? 1 : 2);
  const room = input.height - controls - ROOMY_BODY - (stacked ? GAP + LEAST_CURVE : 0) - legend - HISTOGRAM.least;
  // A wide panel that is too low shows no histograms rather than scrolls; a narrow one scrolls anyway.
  const histograms = input.histograms && (room >= 0 || stacked);
  const histogramHeight = histograms
    ? Math.round(Math.min(HISTOGRAM.most, HISTOGRAM.least + Math.max(stacked ? 40 : 0, 0.35 * room)))
    : 0;
  const legendHeight = histograms ? legend : 0;
  const top = controls + histogramHeight + legendHeight;
  const shared = {
    width,
    histogramHeight,
    legendHeight,
    measureColumns,
    measureHeight,
    intervals,
    beside: input.curve && beside,
  };
  if (stacked) {
    const rest = input.height - top - GAP;
    const matrix = Math.max(190, Math.round(rest * 0.45));
    const curve = Math.max(LEAST_CURVE, rest - matrix);
    return {
      ...shared,
      matrix: { width, height: matrix },
      curve: { width, height: curve },
      height: top + matrix + GAP + curve,
    };
  }
  const body = Math.max(LEAST_BODY, input.height - top);
  const curve = input.curve ? Math.round(Math.min(width * 0.46, Math.max(260, body * 1.3))) : 0;
  return {
    ...shared,
    matrix: { width: width - (curve > 0 ? curve + GAP : 0), height: body },
    ...(curve > 0 && { curve: { width: curve, height: body } }),
    height: top + body,
  };
}
