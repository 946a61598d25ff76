import { type ComboboxOption } from '@grafana/ui';

import {
  type AuditChoice,
  type AuditOptions,
  type Average,
  type Curve,
  type DistributionSubject,
  type ErrorsOptions,
  measureFamily,
  type MeasureFamily,
  type OperationsMeasure,
  type QualityMeasure,
  type QualityOptions,
  type QueryKind,
  type TimeBasis,
} from '../../query/query';

export type Options<T extends string> = Array<ComboboxOption<T>>;

export const kindOptions: Array<{ value: QueryKind; label: string; description: string }> = [
  { value: 'confusion', label: 'Confusion', description: 'How often each class was predicted for each actual class' },
  { value: 'quality', label: 'Quality', description: 'Accuracy, precision, recall, areas, errors and the like' },
  { value: 'curve', label: 'Curve', description: 'ROC, precision-recall, reliability' },
  { value: 'distribution', label: 'Distribution', description: 'Of scores by actual class, of errors' },
  { value: 'drift', label: 'Drift', description: 'How far inputs, predictions and scores have moved from a reference' },
  { value: 'operations', label: 'Operations', description: 'Response time, throughput, errors, memory' },
  { value: 'errors', label: 'Errors', description: 'Failed requests by type, or their records' },
  { value: 'audit', label: 'Audit', description: 'Single predictions, with their inputs and outcomes' },
];

export const resultOptions = [
  { value: 'number' as const, label: 'Now', description: 'One answer over the whole window' },
  { value: 'series' as const, label: 'Over time', description: 'One answer for each step' },
];

const qualityTexts: Record<QualityMeasure, [string, string]> = {
  accuracy: ['Accuracy', 'Share of predictions that were right'],
  balancedAccuracy: ['Balanced accuracy', 'Mean of the recalls of all classes'],
  precision: ['Precision', 'Of those predicted as a class, the share that is'],
  recall: ['Recall', 'Of those that are a class, the share predicted so'],
  specificity: ['Specificity', 'Of those that are not a class, the share not predicted so'],
  fBeta: ['F-beta', 'Harmonic mean of precision and recall, recall weighted by beta'],
  mcc: ['MCC', 'Matthews correlation coefficient, -1 to 1'],
  kappa: ["Cohen's kappa", 'Agreement beyond chance, up to 1'],
  support: ['Support', 'How many outcomes are known'],
  baselineAccuracy: ['Baseline accuracy', 'Accuracy of always predicting the most frequent class'],
  rocAuc: ['ROC AUC', 'Area under the ROC curve: the chance that a positive scores above a negative'],
  prAuc: ['PR AUC', 'Average precision: area under the precision-recall curve'],
  logLoss: ['Log loss', 'Mean negative log of the score given to what happened, in nats'],
  brier: ['Brier score', 'Mean squared difference of score and outcome'],
  ece: ['ECE', 'Expected calibration error: how far scores are from the share of positives'],
  mae: ['MAE', 'Mean absolute error'],
  rmse: ['RMSE', 'Root of the mean squared error'],
  bias: ['Bias', 'Mean of predicted minus actual value'],
  r2: ['R²', 'Share of the variance of actual values that is explained'],
  mape: ['MAPE', 'Mean absolute error as a share of the actual value'],
};
const familyTexts: Record<MeasureFamily, string> = {
  classes: 'Of classes',
  scores: 'Of scores',
  values: 'Of predicted values',
};
export const qualityOptions = toOptions(qualityTexts).map((option) => ({
  ...option,
  group: familyTexts[measureFamily(option.value)],
}));

const averageTexts: Record<Average, [string, string]> = {
  class: ['Of one class', 'The class named, or the positive class'],
  each: ['Of each class', 'One answer for each class'],
  macro: ['Macro', 'Mean over classes, each counts alike'],
  micro: ['Micro', 'Over all predictions together'],
  weighted: ['Weighted', 'Mean over classes, by their support'],
};
export const averageOptions = toOptions(averageTexts);

const operationsTexts: Record<OperationsMeasure, [string, string]> = {
  responseTime: ['Response time', 'Quantiles, or the mean'],
  throughput: ['Throughput', 'Predictions a second'],
  errorShare: ['Error share', 'Of all requests, the share that failed'],
  errorRate: ['Error rate', 'Failed requests a second, by type'],
  memory: ['Memory', 'Resident memory of the serving processes'],
  cpu: ['CPU', 'CPU seconds a second'],
  inFlight: ['In flight', 'Predictions being made now'],
  labelCoverage: ['Label coverage', 'Share of predictions whose outcome is known'],
};
export const operationsOptions = toOptions(operationsTexts);

export const zeroDivisionOptions: Options<'undefined' | '0' | '1'> = [
  { value: 'undefined', label: 'No data', description: '0/0 is no data, and left out of averages' },
  { value: '0', label: '0', description: '0/0 counts as 0' },
  { value: '1', label: '1', description: '0/0 counts as 1' },
];

export const sourceOptions: Options<QualityOptions['source']> = [
  { value: 'auto', label: 'Automatic', description: 'Counted outcomes, or an existing measure where there are none' },
  { value: 'counts', label: 'Counted outcomes', description: 'Computed from what was counted of outcomes' },
  { value: 'existing', label: 'Existing measure', description: 'A metric that somebody computes already' },
  {
    value: 'estimated',
    label: 'Estimated from scores',
    description: 'While outcomes are not known yet: of the positive class, by what such scores turned out to be',
  },
];

export const resolutionOptions: Options<QualityOptions['scores']> = [
  { value: 'exact', label: 'Exact', description: 'Every score by itself' },
  { value: 'binned', label: 'Binned', description: 'In bins of 0.05, as a histogram in Prometheus has them' },
];

const curveTexts: Record<Curve, [string, string]> = {
  roc: ['ROC', 'True against false positive rate, at every threshold'],
  precisionRecall: ['Precision and recall', 'Precision against recall, at every threshold'],
  reliability: ['Reliability', 'Share of positives against mean score: whether scores are probabilities'],
};
export const curveOptions = toOptions(curveTexts);

const subjectTexts: Record<DistributionSubject, [string, string]> = {
  score: ['Scores', 'Of the positive class, by actual class'],
  error: ['Errors', 'Of a regression: predicted minus actual value'],
  variable: [
    'Inputs and predictions',
    'Of features, predictions, scores or response times, beside those of a reference',
  ],
};
export const subjectOptions = toOptions(subjectTexts);

const errorAnswerTexts: Record<ErrorsOptions['as'], [string, string]> = {
  byType: ['By type', 'How many requests failed, by type of error'],
  records: ['Records', 'The failed requests themselves'],
};
export const errorAnswerOptions = toOptions(errorAnswerTexts);

const auditAnswerTexts: Record<AuditOptions['as'], [string, string]> = {
  records: ['Records', 'Single predictions, with their inputs and outcomes'],
  completeness: ['Completeness', 'Of each day, how many records there are, and what they lack'],
};
export const auditAnswerOptions = toOptions(auditAnswerTexts);

const auditTexts: Record<AuditChoice, [string, string]> = {
  all: ['All', 'Every request'],
  outcome: ['With an outcome', 'Predictions whose true outcome is known'],
  wrong: ['Wrong', 'Predictions of a class that turned out to be another'],
  errors: ['Errors', 'Requests that failed'],
};
export const auditOptions = toOptions(auditTexts);

const timeBasisTexts: Record<TimeBasis, [string, string]> = {
  outcome: ['Outcome', 'What became known in the window, whenever it was predicted'],
  prediction: ['Prediction', 'What was predicted in the window, so far as its outcome is known'],
};
export const timeBasisOptions = toOptions(timeBasisTexts);

export const operatorOptions: Options<'=' | '!=' | '=~' | '!~'> = [
  { value: '=', description: 'is' },
  { value: '!=', description: 'is not' },
  { value: '=~', description: 'matches the regular expression' },
  { value: '!~', description: 'does not match the regular expression' },
];

/** In the order of the texts: label and description of each. */
export function toOptions<T extends string>(texts: Record<T, readonly [string, string, ...unknown[]]>): Options<T> {
  return (Object.entries(texts) as Array<[T, [string, string]]>).map(([value, [label, description]]) => ({
    value,
    label,
    description,
  }));
}
