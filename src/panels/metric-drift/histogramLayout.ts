import { type DistributionBar, type DistributionView } from './distributionView';
import { plainScore, share } from './formats';
import { niceTicks, place } from './timeScale';

export interface HistogramLayout {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Pixels; `current` is a height. */
  bars: Array<{ bar: DistributionBar; left: number; size: number; current: number }>;
  /** Of the reference. */
  outline: string;
  /** Of the shares; none to scale, where areas tell. */
  ticks: Array<{ y: number; text: string }>;
  /** Of the edges. */
  labels: Array<{ x: number; text: string }>;
}

const TOP = 6;
const BOTTOM = 22;
const LEFT = 44;
const RIGHT = 8;
/** Between the bins and what is no bin. */
const GAP = 14;
/** For a label. */
const LABEL = 46;

/** Where the bars of a numeric variable lie: to scale or equally wide, nulls apart on the right. */
export function histogramLayout(view: DistributionView, width: number, height: number): HistogramLayout {
  const { bars, toScale, top: highest } = view;
  const bins = bars.filter(({ part }) => part === 'bin');
  const others = bars.filter(({ part }) => part !== 'bin');
  const left = toScale ? 8 : LEFT;
  const plot = Math.max(1, width - left - RIGHT);
  const bottom = Math.max(TOP + 1, height - BOTTOM);
  const each = (plot - (others.length > 0 ? GAP : 0)) / Math.max(1, bars.length);
  const ofBins = plot - others.length * each - (others.length > 0 ? GAP : 0);
  const [min, max] = [bins[0]?.from ?? 0, bins[bins.length - 1]?.to ?? bins.length];
  const x = { min, max: toScale ? max : bins.length, start: left, size: ofBins };
  const y = { min: 0, max: highest || 1, start: 0, size: bottom - TOP };
  const edgeAt = (i: number) => place(x, toScale ? (bins[i]?.from ?? max) : i);
  const placed = bars.map((bar, i) => {
    const isBin = bar.part === 'bin';
    const start = isBin ? edgeAt(i) : left + ofBins + GAP + (i - bins.length) * each;
    const end = isBin ? edgeAt(i + 1) : start + each;
    return { bar, left: start, size: end - start, current: place(y, bar.heights.current) };
  });
  const heightOf = (bar: DistributionBar) => bottom - place(y, bar.heights.reference ?? 0);
  return {
    left,
    right: left + plot,
    top: TOP,
    bottom,
    bars: placed,
    outline: bars.some(({ heights }) => heights.reference !== undefined) ? outlineOf(placed, bottom, heightOf) : '',
    ticks: toScale
      ? []
      : niceTicks(0, highest, Math.max(1, Math.floor((bottom - TOP) / 36))).map((value) => ({
          y: bottom - place(y, value),
          text: share(value).replace('.0 %', ' %'),
        })),
    labels: [...edgeLabels(bins, edgeAt), ...placed.slice(bins.length).map(nameBelow)],
  };
}

type Placed = HistogramLayout['bars'];

/** A step for each bar; bars that do not touch are outlined apart. */
function outlineOf(placed: Placed, bottom: number, heightOf: (bar: DistributionBar) => number): string {
  let path = '';
  placed.forEach(({ bar, left, size }, i) => {
    const isFirst = i === 0 || placed[i - 1].left + placed[i - 1].size < left - 1;
    const isLast = i === placed.length - 1 || left + size < placed[i + 1].left - 1;
    const height = heightOf(bar).toFixed(1);
    path += `${isFirst ? `M${left.toFixed(1)} ${bottom}` : ''}V${height}H${(left + size).toFixed(1)}${isLast ? `V${bottom}` : ''}`;
  });
  return path;
}

const nameBelow = ({ bar, left, size }: Placed[number]) => ({ x: left + size / 2, text: bar.name });

/** As many edges as have room. Names of bins tell an open end from one with an edge. */
function edgeLabels(bins: DistributionBar[], edgeAt: (i: number) => number): HistogramLayout['labels'] {
  const labels: HistogramLayout['labels'] = [];
  for (let i = 0; i < bins.length - 1; i++) {
    const x = edgeAt(i + 1);
    const edge = bins[i].edges?.high;
    if (edge !== undefined && (labels.length === 0 || x - labels[labels.length - 1].x >= LABEL)) {
      labels.push({ x, text: plainScore(edge) });
    }
  }
  return labels;
}
