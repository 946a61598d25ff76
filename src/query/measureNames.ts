import { type ModelQuery, perClassMeasures, type QualityMeasure } from './query';

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
};

/** A quality measure's name on screen: 'recall of reject', 'macro F1', 'accuracy'. */
export function measureName({ quality }: ModelQuery, className?: string): string {
  const name = quality.measure === 'fBeta' ? `F${quality.beta}` : QUALITY_NAMES[quality.measure];
  if (!perClassMeasures.includes(quality.measure)) {
    return name;
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
      return { decimals: 3, interval, support };
    default:
      // Over time the axis follows the data: a fall from 97 % to 95 % should be seen.
      return { unit: 'percentunit', ...(result === 'number' && { min: 0, max: 1 }), interval, support };
  }
}
