import { type FieldRole } from '../query/recordFields';
import { type FieldJob } from './fieldTypes';

/** What people read about a field of audit records. `without` is what has no data where the field is missing. */
export interface FieldText {
  title: string;
  purpose: string;
  without: string;
  job: FieldJob;
}

const QUALITY = 'the confusion matrix and the measures of classes';
const VALUES = 'the measures of predicted values';

/** The fields that queries read. */
export const fieldTexts = {
  time: {
    title: 'Time',
    purpose: 'holds the time of the prediction, the time field of the data source',
    without: 'every answer',
    job: 'time',
  },
  model: { title: 'Model', purpose: "holds the model's name", without: 'every answer', job: 'group' },
  version: { title: 'Version', purpose: "holds the model's version", without: 'answers by version', job: 'group' },
  predicted: { title: 'Predicted class', purpose: 'holds the predicted class', without: QUALITY, job: 'group' },
  actual: { title: 'Actual class', purpose: 'holds the actual class', without: QUALITY, job: 'group' },
  correct: {
    title: 'Correct',
    purpose: 'tells whether the predicted class was the actual one',
    without: 'the choice of records that turned out wrong, and measures of models with very many classes',
    job: 'truth',
  },
  observed: {
    title: 'Outcome known at',
    purpose: 'holds the time when the outcome became known',
    without: 'answers on the clock of outcomes',
    job: 'time',
  },
  score: {
    title: 'Score',
    purpose: 'holds the score of the positive class, from 0 to 1',
    without: 'ROC and PR curves and areas, log loss, Brier score, calibration and score thresholds',
    job: 'number',
  },
  predictedValue: {
    title: 'Predicted value',
    purpose: 'holds the value that a regression predicted',
    without: VALUES,
    job: 'number',
  },
  actualValue: { title: 'Actual value', purpose: 'holds the actual value', without: VALUES, job: 'number' },
  duration: { title: 'Response time', purpose: 'holds the response time', without: 'response time', job: 'number' },
  errorType: {
    title: 'Error type',
    purpose: 'holds the type of an error, in records of requests that failed',
    without: 'error share and error rate',
    job: 'group',
  },
  errorMessage: { title: 'Error message', purpose: "holds an error's message", without: 'it in records', job: 'show' },
  id: {
    title: 'Prediction id',
    purpose: "holds a prediction's id",
    without: 'looking for one record by its id',
    job: 'show',
  },
  traceId: { title: 'Trace id', purpose: 'holds the id of its trace', without: 'it in records', job: 'show' },
} satisfies Partial<Record<FieldRole, FieldText>>;

export type ReadRole = keyof typeof fieldTexts;
export const readRoles = Object.keys(fieldTexts) as ReadRole[];
