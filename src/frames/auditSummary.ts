import { type AuditRow } from './auditFrame';

/** A record in one line: 'reject (0.81), was approve', 'TimeoutError: no answer in 2 s'. */
export function recordSummary(row: AuditRow): string {
  if (row.errorType !== undefined) {
    return row.errorMessage ? `${row.errorType}: ${row.errorMessage}` : row.errorType;
  }
  const { predicted = number(row.predictedValue), actual = number(row.actualValue), score } = row;
  const prediction = `${shown(predicted)}${score === undefined ? '' : ` (${number(score)})`}`;
  if (actual === undefined) {
    return `${prediction}, outcome not known`;
  }
  return row.correct === true ? `${prediction}, right` : `${prediction}, was ${shown(actual)}`;
}

/** By which Grafana's log view colors a record. */
export function recordLevel({ errorType, correct }: AuditRow): string {
  return errorType !== undefined ? 'error' : correct === false ? 'warning' : 'info';
}

const number = (value: number | undefined) => (value === undefined ? undefined : String(Number(value.toPrecision(4))));
const shown = (text: string | undefined) => (text === undefined ? 'no prediction' : text === '' ? '(empty)' : text);
