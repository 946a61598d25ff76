import { type ClassOrder } from '../../statistics/order';
import { completeThresholdOptions, defaultThresholdOptions, type ThresholdOptions } from './threshold/thresholdOptions';

/** What a cell says: its count, or its share of the row (recall's view), of the column (precision's) or of all outcomes. */
export type Show = 'count' | 'row' | 'column' | 'all';
export type Intensity = Exclude<Show, 'count'>;

/** Two queries or two versions against each other; of names that are empty or not there, others are chosen. */
export interface CompareOptions {
  by: 'none' | 'query' | 'version';
  /** What is shown, and what it is compared with: a query's letter, or a version. */
  current: string;
  reference: string;
  /** The change of what: of shares in percentage points, or of counts. */
  show: 'row' | 'column' | 'count';
}

/** Classes whose names begin alike are summed, and can be opened. */
export interface GroupOptions {
  by: 'none' | 'separator' | 'pattern';
  separator: string;
  /** A regular expression; each of its capturing groups is a level. */
  pattern: string;
  /** 1: the outermost groups are shown; 2: these are open, and those within are shown. */
  level: number;
}

export interface ConfusionMatrixOptions {
  show: Show;
  /** What a cell's colour is the strength of. */
  intensity: Intensity;
  /** Two scales for right and wrong, or the thresholds of the standard options on the share of errors. */
  colors: 'scales' | 'thresholds';
  compare: CompareOptions;
  order: ClassOrder;
  /** For the order 'given'. */
  classes: string[];
  /** Only so many classes, the others summed; 0 for all. */
  topClasses: number;
  groups: GroupOptions;
  /** The color key. */
  key: boolean;
  /** The cells of two classes as sentences. */
  words: boolean;
  scores: boolean;
  totals: boolean;
  classScores: boolean;
  /** Of the intervals, between 0 and 1. */
  confidence: number;
  actualField?: string;
  predictedField?: string;
  countField?: string;
  /** Names of dashboard variables that a click sets; none where empty. */
  actualVariable: string;
  predictedVariable: string;
  /** Of two classes in words, and of scores; empty: the query's. */
  positiveClass: string;
  /** Where the data hold scores. */
  threshold: ThresholdOptions;
}

export const defaultOptions: ConfusionMatrixOptions = {
  show: 'count',
  intensity: 'row',
  colors: 'scales',
  compare: { by: 'none', current: '', reference: '', show: 'row' },
  order: 'auto',
  classes: [],
  topClasses: 0,
  groups: { by: 'none', separator: '/', pattern: '', level: 1 },
  key: true,
  words: true,
  scores: true,
  totals: true,
  classScores: true,
  confidence: 0.95,
  actualVariable: '',
  predictedVariable: '',
  positiveClass: '',
  threshold: defaultThresholdOptions,
};

/** Options as a dashboard's JSON has them: what is missing or out of its range becomes the default. */
export function completeOptions(stored: Partial<ConfusionMatrixOptions>): ConfusionMatrixOptions {
  const options = { ...defaultOptions, ...stored };
  const { confidence, topClasses } = options;
  return {
    ...options,
    threshold: completeThresholdOptions(options.threshold),
    classes: Array.isArray(options.classes) ? options.classes.map(String) : [],
    confidence: confidence > 0 && confidence < 1 ? confidence : defaultOptions.confidence,
    topClasses: topClasses >= 1 ? Math.floor(topClasses) : 0,
    compare: completeCompare(options.compare),
    groups: completeGroups(options.groups),
  };
}

function completeCompare(stored: Partial<CompareOptions> | undefined): CompareOptions {
  const { by, show, current, reference } = { ...defaultOptions.compare, ...stored };
  return {
    by: by === 'query' || by === 'version' ? by : 'none',
    // A cleared choice is stored as null.
    current: String(current ?? ''),
    reference: String(reference ?? ''),
    show: show === 'column' || show === 'count' ? show : 'row',
  };
}

function completeGroups(stored: Partial<GroupOptions> | undefined): GroupOptions {
  const { by, separator, pattern, level } = { ...defaultOptions.groups, ...stored };
  return {
    by: by === 'separator' || by === 'pattern' ? by : 'none',
    separator: String(separator ?? ''),
    pattern: String(pattern ?? ''),
    level: level >= 1 ? Math.floor(level) : 1,
  };
}
