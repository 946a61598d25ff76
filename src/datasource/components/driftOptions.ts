import { type DriftMeasure, type ReferenceKind, type VariableKind } from '../../query/drift';
import { type Correction } from '../../statistics/drift/sharedLevel';
import { toOptions } from './options';

const variableTexts: Record<VariableKind, [string, string]> = {
  feature: ['Features', 'The inputs of predictions, each by itself'],
  prediction: ['Prediction', 'The predicted classes, or the predicted values of a regression'],
  score: ['Score', 'Of the positive class, whatever was predicted'],
  responseTime: ['Response time', 'Of all requests, failed ones too'],
};
export const variableOptions = toOptions(variableTexts);

/** What a measure needs to know of the bins or categories. */
type MeasureGroup = 'shares' | 'order' | 'single';

const groupTexts: Record<MeasureGroup, string> = {
  shares: 'Of bins and categories',
  order: 'Of numbers in their order',
  single: 'Of new categories and nulls',
};

const measureTexts: Record<DriftMeasure, [string, string, MeasureGroup]> = {
  psi: ['PSI', 'Population stability index: small below 0.1, large above 0.25', 'shares'],
  jensenShannon: ['JS distance, base 2', 'Jensen-Shannon distance as scipy has it at base 2, from 0 to 1', 'shares'],
  jensenShannonBaseE: ['JS distance, base e', 'Jensen-Shannon distance as Evidently shows it, up to 0.83', 'shares'],
  kullbackLeibler: ['KL divergence', 'Of the current window from the reference, in nats', 'shares'],
  hellinger: ['Hellinger distance', 'From 0 to 1', 'shares'],
  totalVariation: ['Total variation', 'The share that would have to move to make both alike', 'shares'],
  lInfinity: ['L-infinity', 'The largest change of the share of one bin or category', 'shares'],
  chiSquare: ['Chi-square', 'Pearson statistic, which grows with the number of samples', 'shares'],
  cramersV: ["Cramer's V", 'Chi-square without the number of samples, from 0 to 1', 'shares'],
  ks: ['KS', 'Kolmogorov-Smirnov: the largest distance of the cumulative shares', 'order'],
  wasserstein: ['Wasserstein', 'How far the mass has moved, in the unit of the variable', 'order'],
  wassersteinInDeviations: ['Wasserstein, in deviations', 'In standard deviations of the reference', 'order'],
  newShare: ['New categories', 'The share of values that the reference does not have', 'single'],
  nullShare: ['Nulls', 'How far the share of missing values has changed', 'single'],
};
export const driftMeasureOptions = toOptions(measureTexts).map((option) => ({
  ...option,
  group: groupTexts[measureTexts[option.value][2]],
}));

const referenceTexts: Record<ReferenceKind, [string, string]> = {
  previous: ['The window before', 'As long as this one, just before it'],
  offset: ['Some time ago', 'As long as this one, a day or a week ago'],
  fixed: ['A fixed range', 'From one moment to another, such as the days of training'],
  version: ['Another version', 'The same window, of another version of the model'],
  baseline: ['A frozen baseline', 'Distributions that are kept in this query, and outlive the data'],
};
export const referenceOptions = toOptions(referenceTexts);

const correctionTexts: Record<Correction, [string, string]> = {
  none: ['None', 'Each variable by itself: of 100 without drift about 5 exceed a level of 0.05'],
  benjaminiHochberg: ['Benjamini-Hochberg', 'Of the variables above their floor, at most that share by chance'],
  bonferroni: ['Bonferroni', 'Strict: that any of them is above its floor by chance is no likelier than the level'],
};
export const correctionOptions = toOptions(correctionTexts);
