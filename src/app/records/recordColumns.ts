import { type AuditRow } from '../../frames/auditFrame';
import { outcomeOf, predictionOf, showDelay, showNumber, showSeconds } from './texts';

/** A column of the list. */
export interface RecordColumn {
  id: string;
  header: string;
  isNumber?: boolean;
  /** What a record says there; undefined where it says nothing. */
  text(row: AuditRow): string | undefined;
}

/** There whatever the records say. */
const first: RecordColumn[] = [
  { id: 'time', header: 'Predicted at', text: () => undefined },
  { id: 'verdict', header: 'Result', text: () => undefined },
];
const before: RecordColumn[] = [
  { id: 'prediction', header: 'Prediction', text: predictionOf },
  { id: 'score', header: 'Score', isNumber: true, text: ({ score }) => optional(score, showNumber) },
  { id: 'outcome', header: 'Outcome', text: outcomeOf },
  { id: 'error', header: 'Error', text: ({ errorType }) => errorType },
  { id: 'error message', header: 'Message', text: ({ errorMessage }) => errorMessage || undefined },
  { id: 'version', header: 'Version', text: ({ version }) => version || undefined },
];
const after: RecordColumn[] = [
  {
    id: 'outcome delay',
    header: 'Outcome after',
    isNumber: true,
    text: ({ time, observed }) =>
      time === undefined || observed === undefined ? undefined : showDelay(observed - time),
  },
  {
    id: 'response time',
    header: 'Response time',
    isNumber: true,
    text: ({ duration }) => optional(duration, showSeconds),
  },
  { id: 'trace id', header: 'Trace', text: ({ traceId }) => traceId },
  { id: 'id', header: 'Id', text: ({ id }) => id },
];

/** What tells records first, then what went in, then the request; without columns of which no record says anything. */
export function recordColumns(rows: readonly AuditRow[]): RecordColumn[] {
  const told = ({ text }: RecordColumn) => rows.some((row) => text(row) !== undefined);
  return [...first, ...before.filter(told), ...featureColumns(rows), ...after.filter(told)];
}

function featureColumns(rows: readonly AuditRow[]): RecordColumn[] {
  const names = [...new Set(rows.flatMap(({ features }) => Object.keys(features)))].sort();
  return names.map((name) => {
    const of = ({ features }: AuditRow) => (Object.hasOwn(features, name) ? features[name] : null);
    return {
      id: `features.${name}`,
      header: name,
      isNumber: rows.every((row) => typeof of(row) !== 'string'),
      text: (row) => of(row)?.toString(),
    };
  });
}

const optional = (number: number | undefined, show: (number: number) => string) =>
  number === undefined ? undefined : show(number);
