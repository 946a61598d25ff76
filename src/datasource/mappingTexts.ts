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
};

export const labelTexts: Record<LabelRole, { title: string; purpose: string }> = {
  model: { title: 'Model', purpose: "holds the model's name" },
  version: { title: 'Version', purpose: "holds the model's version" },
  actual: { title: 'Actual class', purpose: 'holds the actual class' },
  predicted: { title: 'Predicted class', purpose: 'holds the predicted class' },
  errorType: { title: 'Error type', purpose: 'holds the type of an error' },
};

export const metricRoles = Object.keys(metricTexts) as MetricRole[];
export const labelRoles = Object.keys(labelTexts) as LabelRole[];
