import { type DriftMeasure, driftMeasures } from '../../query/drift';

export const views = ['auto', 'ranking', 'time', 'distribution', 'control'] as const;
/** 'auto': what the data are for. 'control': control charts of metrics. */
export type View = (typeof views)[number];

export const sorts = ['drift', 'status', 'name', 'nulls', 'unseen'] as const;
/** 'unseen': by the share of new categories. */
export type SortKey = (typeof sorts)[number];

/** Of metrics: what they are compared with. */
export interface MetricReference {
  /** The first part of the time range, or all before a time. */
  by: 'share' | 'until';
  /** In percent, of 'share'. */
  share: number;
  /** Of 'until': ISO 8601, or milliseconds since the epoch; may hold variables. */
  until: string;
}

export interface MetricDriftOptions {
  view: View;
  sort: SortKey;
  /** 'drift': only variables above all of their marks. */
  show: 'all' | 'drift';
  /** Drift over time, as a chart for each variable or as strips of color; 'auto': charts while there is room. */
  timeAs: 'auto' | 'charts' | 'strips';
  /** Bins of a numeric variable: to scale, their area the share; or equally wide, their height the share. */
  bins: 'auto' | 'scale' | 'even';
  /** The name of a dashboard variable that a click sets, and whose value is the variable that the distribution is of. */
  variable: string;
  /** Whether a click on a variable opens it. */
  openOnClick: boolean;
  /** Of distributions that come without a judgement. */
  measure: DriftMeasure;
  /** From where on a drift matters, as text; empty: what is usual for the measure. */
  threshold: string;
  reference: MetricReference;
  /** Of the interval of a metric's change, between 0 and 1. */
  confidence: number;
}

export const defaultOptions: MetricDriftOptions = {
  view: 'auto',
  sort: 'drift',
  show: 'all',
  timeAs: 'auto',
  bins: 'auto',
  variable: '',
  openOnClick: true,
  measure: 'psi',
  threshold: '',
  reference: { by: 'share', share: 50, until: '' },
  confidence: 0.95,
};

/** Options as a dashboard's JSON has them: what is missing or out of its range becomes the default. */
export function completeOptions(stored: Partial<MetricDriftOptions>): MetricDriftOptions {
  const options = { ...defaultOptions, ...stored };
  const { confidence } = options;
  return {
    view: among(views, options.view, defaultOptions.view),
    sort: among(sorts, options.sort, defaultOptions.sort),
    show: options.show === 'drift' ? 'drift' : 'all',
    timeAs: among(['auto', 'charts', 'strips'] as const, options.timeAs, 'auto'),
    bins: among(['auto', 'scale', 'even'] as const, options.bins, 'auto'),
    variable: String(options.variable ?? ''),
    openOnClick: options.openOnClick !== false,
    measure: among(driftMeasures, options.measure, defaultOptions.measure),
    threshold: String(options.threshold ?? ''),
    reference: completeReference(options.reference),
    confidence: confidence > 0 && confidence < 1 ? confidence : defaultOptions.confidence,
  };
}

function completeReference(stored: Partial<MetricReference> | undefined): MetricReference {
  const { by, share, until } = { ...defaultOptions.reference, ...stored };
  return {
    by: by === 'until' ? 'until' : 'share',
    share: share > 0 && share < 100 ? share : defaultOptions.reference.share,
    until: String(until ?? ''),
  };
}

function among<T extends string>(all: readonly T[], value: unknown, fallback: T): T {
  return all.find((one) => one === value) ?? fallback;
}
