import { type TimeZone } from '@grafana/data';

import { type AuditRow, type FeatureValue } from '../../frames/auditFrame';
import { showDelay, shown, showNumber, showSeconds, showTime } from './texts';

/** One line of a section. */
export interface RecordItem {
  name: string;
  /** As it is known, in full; undefined where there is no value. */
  value: string | undefined;
  /** The field of the frame whose links belong to it. */
  field?: 'id' | 'trace id';
}

export interface RecordSection {
  title: string;
  items: RecordItem[];
  /** Where there are no items: why, in a sentence. */
  empty: string;
}

/** What a record says, in the order in which it came to be: what went in, what was predicted, what became of it, how it was served. */
export function recordSections(row: AuditRow, timeZone: TimeZone): RecordSection[] {
  return [
    {
      title: 'Input',
      items: inputs(row.features),
      empty: 'No input was written with this record, or all of it is redacted in the data source settings.',
    },
    { title: 'Prediction', items: prediction(row), empty: 'Nothing was predicted.' },
    {
      title: 'Outcome',
      items: outcome(row, timeZone),
      empty:
        row.errorType === undefined
          ? 'The outcome is not known yet.'
          : 'The request failed, so that there is no outcome to wait for.',
    },
    { title: 'Request', items: request(row, timeZone), empty: '' },
  ];
}

function inputs(features: Record<string, FeatureValue>): RecordItem[] {
  return Object.keys(features)
    .sort()
    .map((name) => {
      const value = features[name];
      return { name, value: value === null ? undefined : shown(String(value)) };
    });
}

function prediction({ predicted, predictedValue, score }: AuditRow): RecordItem[] {
  return [
    ...item('Class', predicted === undefined ? undefined : shown(predicted)),
    ...number('Value', predictedValue),
    ...number('Score', score),
  ];
}

function outcome(row: AuditRow, timeZone: TimeZone): RecordItem[] {
  const { actual, actualValue, predictedValue, observed, time } = row;
  const error = actualValue === undefined || predictedValue === undefined ? undefined : predictedValue - actualValue;
  return [
    ...item('Class', actual === undefined ? undefined : shown(actual)),
    ...number('Value', actualValue),
    ...(error === undefined ? [] : [{ name: 'Predicted minus actual', value: showNumber(error) }]),
    ...(observed === undefined ? [] : [{ name: 'Known at', value: showTime(observed, timeZone) }]),
    ...(observed === undefined || time === undefined
      ? []
      : [{ name: 'After the prediction', value: showDelay(observed - time) }]),
  ];
}

function request(
  { id, model, version, time, duration, errorType, errorMessage, traceId }: AuditRow,
  timeZone: TimeZone
) {
  return [
    ...item('Predicted at', time === undefined ? undefined : showTime(time, timeZone)),
    ...item('Model', model),
    ...item('Version', version || undefined),
    ...item('Response time', duration === undefined ? undefined : showSeconds(duration)),
    ...item('Error', errorType),
    ...item('Message', errorMessage || undefined),
    ...item('Id', id, { field: 'id' }),
    ...item('Trace id', traceId, { field: 'trace id' }),
  ];
}

function item(name: string, value: string | undefined, more: Partial<RecordItem> = {}): RecordItem[] {
  return value === undefined ? [] : [{ name, value, ...more }];
}

/** In full: what was predicted is not rounded here. */
function number(name: string, value: number | undefined): RecordItem[] {
  return item(name, value === undefined ? undefined : String(value));
}
