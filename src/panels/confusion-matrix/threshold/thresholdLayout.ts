/** Where the parts of the view lie, in CSS pixels. All have room: what is higher than the panel scrolls. */
export interface ThresholdLayout {
  /** Of the content: less than the panel's where a scroll bar takes some. */
  width: number;
  scrolls: boolean;
  /** Slider and, below it, both histograms with their axis; 0 without histograms. */
  histogramHeight: number;
  measureColumns: number;
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
const SLIDER = 26;
const HISTOGRAM = 74;
const LOW_HISTOGRAM = 54;
/** Below this a panel has no room to give to histograms. */
const HISTOGRAMS_FROM = 250;
const MEASURE = { width: 112, height: 58 };
export const GAP = 12;
const BESIDE_FROM = 560;
const SCROLL_BAR = 14;
const LEAST_BODY = 190;

export function thresholdLayout(input: LayoutInput): ThresholdLayout {
  const layout = layOut(input, input.width);
  return layout.height <= input.height
    ? { ...layout, scrolls: false }
    : { ...layOut(input, input.width - SCROLL_BAR), scrolls: true };
}

function layOut(input: LayoutInput, width: number): Omit<ThresholdLayout, 'scrolls'> & { height: number } {
  const { height, histograms, measures, controls } = input;
  const measureColumns = Math.max(1, Math.min(measures, Math.floor(width / MEASURE.width)));
  const histogramHeight =
    histograms && height >= HISTOGRAMS_FROM ? (height >= 420 || width < BESIDE_FROM ? HISTOGRAM : LOW_HISTOGRAM) : 0;
  const top =
    CONTROL_ROW * Math.max(1, Math.ceil(controls / width)) +
    SLIDER +
    histogramHeight +
    MEASURE.height * Math.ceil(measures / measureColumns);
  const shared = { width, histogramHeight, measureColumns };
  if (!input.curve) {
    const body = Math.max(LEAST_BODY, height - top);
    return { ...shared, beside: false, matrix: { width, height: body }, height: top + body };
  }
  if (width >= BESIDE_FROM) {
    const body = Math.max(LEAST_BODY, height - top);
    const curve = Math.round(Math.min(width * 0.46, Math.max(260, body * 1.3)));
    return {
      ...shared,
      beside: true,
      matrix: { width: width - curve - GAP, height: body },
      curve: { width: curve, height: body },
      height: top + body,
    };
  }
  const rest = height - top - GAP;
  const matrix = Math.max(LEAST_BODY, Math.round(rest * 0.45));
  const curve = Math.max(240, rest - matrix);
  return {
    ...shared,
    beside: false,
    matrix: { width, height: matrix },
    curve: { width, height: curve },
    height: top + matrix + GAP + curve,
  };
}
