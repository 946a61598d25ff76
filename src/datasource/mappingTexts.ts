import { type LabelRole, type MetricRole } from '../query/mapping';

/** What people read about each name of the mapping. `without` is what has no data where the name is missing. */
export const metricTexts: Record<MetricRole, { title: string; purpose: string; without: string }> = {
  outcomes: {
    title: 'Outcomes',
    purpose: 'counts predictions whose true outcome became known',
    without: 'the confusion matrix and every quality measure',
  },
  predictions: {
    title: 'Predictions',
    purpose: 'counts predictions served',
    without: 'throughput, error share and label coverage',
  },
  errors: { title: 'Errors', purpose: 'counts failed predictions', without: 'error share and error rate' },
  duration: {
    title: 'Response time',
    purpose: 'holds the response time as a histogram in seconds',
    without: 'response time',
  },
  inFlight: { title: 'In flight', purpose: 'holds the predictions in flight', without: 'in flight' },
  memory: { title: 'Memory', purpose: 'holds the resident memory in bytes', without: 'memory' },
  cpu: { title: 'CPU', purpose: 'counts the CPU seconds', without: 'CPU' },
  processStart: {
    title: 'Process start',
    purpose: 'holds the start time of the process',
    without: 'exact counts of series that were born in a window, which are estimated then',
  },
  outcomeScore: {
    title: 'Scores of outcomes',
    purpose: 'holds the score of the positive class by actual class, as a histogram from 0 to 1',
    without: 'ROC and PR curves and areas, log loss, Brier score, calibration and score thresholds',
  },
  predictionScore: {
    title: 'Scores of predictions',
    purpose: 'holds the score of the positive class of every prediction, as a histogram from 0 to 1',
    without: 'drift of scores',
  },
  predictionValue: {
    title: 'Predicted values',
    purpose: 'holds the predicted values of a regression, as a histogram',
    without: 'drift of the predicted values of a regression',
  },
  featureValue: {
    title: 'Numeric features',
    purpose: 'holds the numeric inputs by feature, as a histogram',
    without: 'drift of numeric features',
  },
  featureCategory: {
    title: 'Categorical features',
    purpose: 'counts the categorical inputs by feature and category',
    without: 'drift of categorical features',
  },
  outcomeError: {
    title: 'Errors of values',
    purpose: 'holds predicted minus actual value, as a histogram',
    without: 'the bias and the distribution of errors of a regression',
  },
  absoluteError: { title: 'Absolute errors', purpose: 'sums up absolute errors', without: 'MAE' },
  squaredError: { title: 'Squared errors', purpose: 'sums up squared errors', without: 'RMSE and R²' },
  percentageError: {
    title: 'Percentage errors',
    purpose: 'sums up absolute errors as shares of the actual value',
    without: 'MAPE',
  },
  outcomeValue: { title: 'Actual values', purpose: 'sums up actual values', without: 'R²' },
  squaredValue: { title: 'Squared values', purpose: 'sums up squared actual values', without: 'R²' },
};

export const labelTexts: Record<LabelRole, { title: string; purpose: string }> = {
  model: { title: 'Model', purpose: "holds the model's name" },
  version: { title: 'Version', purpose: "holds the model's version" },
  actual: { title: 'Actual class', purpose: 'holds the actual class' },
  predicted: { title: 'Predicted class', purpose: 'holds the predicted class' },
  errorType: { title: 'Error type', purpose: 'holds the type of an error' },
  feature: { title: 'Feature', purpose: 'holds the name of a feature' },
  category: { title: 'Category', purpose: 'holds the category of a feature' },
};

export const metricRoles = Object.keys(metricTexts) as MetricRole[];
export const labelRoles = Object.keys(labelTexts) as LabelRole[];
