/** What the page writes of times, lengths and records. */
import { dateTimeFormat, getValueFormat, type TimeZone } from '@grafana/data';

import { type AuditRow } from '../../frames/auditFrame';

/** To the millisecond, as records are told apart by it. */
export function showTime(time: number, timeZone: TimeZone): string {
  return dateTimeFormat(time, { format: 'YYYY-MM-DD HH:mm:ss.SSS', timeZone });
}

export function showMoment(time: number, timeZone: TimeZone): string {
  return dateTimeFormat(time, { format: 'YYYY-MM-DD HH:mm:ss', timeZone });
}

/** @param ms may be negative: an outcome that is older than its prediction */
export function showDelay(ms: number): string {
  return write(getValueFormat('ms')(ms));
}

export function showSeconds(seconds: number): string {
  return write(getValueFormat('s')(seconds));
}

const write = ({ prefix = '', text, suffix = '' }: { prefix?: string; text: string; suffix?: string }) =>
  `${prefix}${text}${suffix}`;

/** As exactly as it is known to matter: 0.8123, 41.2, 1.23e-7. */
export function showNumber(number: number): string {
  return String(Number(number.toPrecision(6)));
}

export interface Verdict {
  text: string;
  /** Where it is worth a color. */
  color?: 'green' | 'red' | 'orange';
  icon?: 'check' | 'times' | 'exclamation-triangle';
}

/** What became of a request. Of values none is right or wrong: their outcome is known. */
export function verdictOf({ errorType, correct, actual, actualValue }: AuditRow): Verdict {
  if (errorType !== undefined) {
    return { text: 'Failed', color: 'orange', icon: 'exclamation-triangle' };
  }
  if (correct !== undefined) {
    return correct ? { text: 'Right', color: 'green', icon: 'check' } : { text: 'Wrong', color: 'red', icon: 'times' };
  }
  return { text: actual === undefined && actualValue === undefined ? 'Not known' : 'Known' };
}

export function predictionOf({ predicted, predictedValue }: AuditRow): string | undefined {
  return predicted ?? (predictedValue === undefined ? undefined : showNumber(predictedValue));
}

export function outcomeOf({ actual, actualValue }: AuditRow): string | undefined {
  return actual ?? (actualValue === undefined ? undefined : showNumber(actualValue));
}

/** The empty text has no look of its own. */
export const shown = (text: string) => (text === '' ? '(empty)' : text);
