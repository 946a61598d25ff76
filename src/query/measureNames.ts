import { measureFamily, type ModelQuery, perClassMeasures, type QualityMeasure } from './query';

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
  const name = quality.measure === 'fBeta' ? `F${quality.beta}` : QUALITY_NAMES[quality.measure];
  if (!perClassMeasures.includes(quality.measure)) {
    return measureFamily(quality.measure) === 'scores' && quality.scores === 'binned' ? `${name} (binned)` : name;
  }
  return className === undefined
    ? `${quality.average} ${name}`
    : `${name} of ${className === '' ? '(empty)' : className}`;
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
