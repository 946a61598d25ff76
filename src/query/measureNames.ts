import { type DriftMeasure, type DriftOptions } from './drift';
import {
  type AuditChoice,
  type Curve,
  type DistributionSubject,
  measureFamily,
  type ModelQuery,
  type OperationsMeasure,
  perClassMeasures,
  type QualityMeasure,
} from './query';
import { comparesVariables, showsCompleteness, showsRecords, takesClass } from './relevant';

const QUALITY_NAMES: Record<QualityMeasure, string> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  fBeta: 'F',
  mcc: 'MCC',
  kappa: "Cohen's kappa",
  support: 'support',
  baselineAccuracy: 'best constant accuracy',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  logLoss: 'log loss',
  brier: 'Brier score',
  ece: 'ECE',
  mae: 'MAE',
  rmse: 'RMSE',
  bias: 'bias',
  r2: 'R²',
  mape: 'MAPE',
};

/** A quality measure's name on screen: 'recall of reject', 'macro F1', 'accuracy', 'ROC AUC (binned)'. */
export function measureName({ quality }: ModelQuery, className?: string): string {
  const measured = quality.measure === 'fBeta' ? `F${quality.beta}` : QUALITY_NAMES[quality.measure];
  const name = quality.source === 'estimated' ? `estimated ${measured}` : measured;
  if (!perClassMeasures.includes(quality.measure)) {
    return measureFamily(quality.measure) === 'scores' && quality.scores === 'binned' ? `${name} (binned)` : name;
  }
  if (className === undefined) {
    return quality.average === 'each' ? `${name} of each class` : `${quality.average} ${name}`;
  }
  return `${name} of ${className === '' ? '(empty)' : className}`;
}

const CURVE_NAMES: Record<Curve, string> = {
  roc: 'ROC curve',
  precisionRecall: 'precision-recall curve',
  reliability: 'reliability curve',
};

const DISTRIBUTION_NAMES: Record<DistributionSubject, string> = {
  score: 'distribution of scores',
  error: 'distribution of errors',
  variable: 'distribution',
};

/** A measure of drift on screen; where tools mean different numbers by one name, it says which. */
export const DRIFT_NAMES: Record<DriftMeasure, string> = {
  psi: 'PSI',
  jensenShannon: 'JS distance (base 2)',
  jensenShannonBaseE: 'JS distance (base e)',
  kullbackLeibler: 'KL divergence',
  hellinger: 'Hellinger distance',
  totalVariation: 'total variation',
  ks: 'KS statistic (binned)',
  wasserstein: 'Wasserstein distance (binned)',
  wassersteinInDeviations: 'Wasserstein distance in standard deviations (binned)',
  chiSquare: 'chi-square',
  cramersV: "Cramer's V",
  lInfinity: 'L-infinity',
  newShare: 'share of new categories',
  nullShare: 'change of the share of nulls',
};

/** 'income', 'all features', 'the prediction'. */
export function variablesName({ of, features }: Pick<DriftOptions, 'of' | 'features'>): string {
  switch (of) {
    case 'feature':
      return features.length === 0 ? 'all features' : features.join(', ');
    case 'prediction':
      return 'the prediction';
    case 'score':
      return 'the score';
    case 'responseTime':
      return 'the response time';
  }
}

const AUDIT_NAMES: Record<AuditChoice, string> = {
  all: 'records',
  outcome: 'records with an outcome',
  wrong: 'wrong predictions',
  errors: 'error records',
};

const OPERATIONS_NAMES: Record<OperationsMeasure, string> = {
  responseTime: 'response time',
  throughput: 'throughput',
  errorShare: 'error share',
  errorRate: 'error rate',
  memory: 'memory',
  cpu: 'CPU',
  inFlight: 'in flight',
  labelCoverage: 'label coverage',
};

/** What a query asks, in a few words: 'recall of reject of credit-risk', 'ROC curve of credit-risk'. */
export function queryName(query: ModelQuery): string {
  return `${subjectName(query)} of ${query.model.name || 'no model'}`;
}

function subjectName(query: ModelQuery): string {
  switch (query.kind) {
    case 'confusion':
      return 'confusion matrix';
    case 'quality':
      return measureName(query, takesClass(query) ? query.quality.class || query.model.positiveClass : undefined);
    case 'curve':
      return CURVE_NAMES[query.curve];
    case 'distribution':
      return comparesVariables(query)
        ? `distribution of ${variablesName(query.drift)}`
        : DISTRIBUTION_NAMES[query.distribution.of];
    case 'drift':
      return `${DRIFT_NAMES[query.drift.measure]} of ${variablesName(query.drift)}`;
    case 'operations':
      return operationsName(query.operations);
    case 'errors':
      return showsRecords(query) ? 'error records' : 'errors by type';
    case 'audit':
      return showsCompleteness(query) ? 'completeness of records' : AUDIT_NAMES[query.audit.only];
  }
}

/** With its quantile, where it is but one. */
function operationsName({ measure, quantiles: [quantile, ...others] }: ModelQuery['operations']): string {
  const name = OPERATIONS_NAMES[measure];
  return measure === 'responseTime' && quantile !== undefined && others.length === 0
    ? `p${Number((quantile * 100).toPrecision(6))} ${name}`
    : name;
}

/** How a quality measure is shown: unit in Grafana's terms, and bounds where the measure has them. */
export function measureStyle({ quality, result }: ModelQuery) {
  const { interval, support } = quality;
  switch (quality.measure) {
    case 'support':
      return { unit: 'short', interval: false, support: false };
    case 'mcc':
    case 'kappa':
    case 'rocAuc':
    case 'prAuc':
    case 'logLoss':
    case 'brier':
    case 'ece':
    case 'r2':
      return { decimals: 3, interval, support };
    case 'mae':
    case 'rmse':
    case 'bias':
      // In the unit of the predicted value, which only the user knows.
      return { interval, support };
    default:
      // Over time the axis follows the data: a fall from 97 % to 95 % should be seen.
      return {
        unit: 'percentunit',
        ...(result === 'number' && { min: 0, ...(quality.measure !== 'mape' && { max: 1 }) }),
        interval,
        support,
      };
  }
}
