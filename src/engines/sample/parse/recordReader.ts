import { type AuditRecord } from '../records';
import { type ColumnRole, type Columns, secondsOf } from './columns';
import { type Findings, quote } from './findings';
import { type Row } from './rows';
import { isMissing, readNumber, readTime } from './values';

export interface ReadingOptions {
  /** Numbers are written with a comma. */
  decimalComma: boolean;
  /** Of records that name none. */
  model: string;
  /** How the text of a class is to be read. */
  classOf: (text: string) => string;
}

/** Reads row after row by the columns that were found, and keeps what is odd about them. */
export class RecordReader {
  private readonly ids = new Set<string>();
  private readonly counts = { withoutZone: 0, sameId: 0, withoutModel: 0 };

  constructor(
    private readonly columns: Columns,
    private readonly options: ReadingOptions,
    private readonly findings: Findings
  ) {}

  /** Undefined for a row that holds nothing. */
  read(row: Row): AuditRecord | undefined {
    const { of, features } = this.columns;
    const { model, classOf } = this.options;
    const before = this.findings.count;
    const duration = this.number(row, 'duration', 'response time');
    const errorType = this.text(row, 'errorType', 'type of error');
    const predicted = this.text(row, 'predicted', 'class');
    const actual = this.text(row, 'actual', 'class');
    const record: AuditRecord = {
      id: this.text(row, 'id', 'id'),
      time: this.time(row, 'time'),
      model: this.text(row, 'model', 'name') ?? model,
      version: this.text(row, 'version', 'version') ?? '',
      predicted: predicted === undefined ? undefined : classOf(predicted),
      actual: actual === undefined ? undefined : classOf(actual),
      score: this.score(row),
      value: this.number(row, 'value', 'predicted value'),
      actualValue: this.number(row, 'actualValue', 'actual value'),
      observed: this.time(row, 'observed'),
      duration: duration !== undefined && of.duration ? duration * secondsOf(of.duration) : undefined,
      ...(errorType !== undefined && {
        error: { type: errorType, message: this.text(row, 'errorMessage', 'message') ?? '' },
      }),
      // From entries, so that a feature of the name __proto__ is one like any other.
      features: Object.fromEntries([...features].map(([name, column]) => [name, this.feature(row.cells.get(column))])),
    };
    if (isEmpty(record)) {
      if (this.findings.count === before) {
        this.findings.add(`${row.place} holds nothing that is known; it was left out.`);
      }
      return undefined;
    }
    this.counts.withoutModel += of.model !== undefined && isMissing(row.cells.get(of.model)) ? 1 : 0;
    if (record.id !== undefined) {
      this.counts.sameId += this.ids.has(record.id) ? 1 : 0;
      this.ids.add(record.id);
    }
    return record;
  }

  /** What is said once for all rows. */
  finish(): void {
    const { withoutZone, sameId, withoutModel } = this.counts;
    if (withoutZone > 0) {
      this.findings.addGeneral('Times without a zone were read as UTC.');
    }
    if (withoutModel > 0) {
      this.findings.addGeneral(
        `${records(withoutModel)} no model, and went to the model ${quote(this.options.model)}.`
      );
    }
    if (sameId > 0) {
      this.findings.addGeneral(
        `${records(sameId)} an id (${this.columns.of.id}) that an earlier one has: each counts by itself. Write a prediction and its outcome into one record.`
      );
    }
  }

  private cell({ cells }: Row, role: ColumnRole): unknown {
    const column = this.columns.of[role];
    return column === undefined ? undefined : cells.get(column);
  }

  private place(row: Row, role: ColumnRole): string {
    return `${row.place}, column ${quote(this.columns.of[role])}`;
  }

  private text(row: Row, role: ColumnRole, what: string): string | undefined {
    const cell = this.cell(row, role);
    if (isMissing(cell)) {
      return undefined;
    }
    if (typeof cell === 'object') {
      this.findings.add(`${this.place(row, role)}: ${quote(cell)} is no ${what}; it was left out.`);
      return undefined;
    }
    return String(cell);
  }

  private number(row: Row, role: ColumnRole, what: string): number | undefined {
    const cell = this.cell(row, role);
    const number = readNumber(cell, this.options.decimalComma);
    if (number !== undefined && !Number.isFinite(number)) {
      this.findings.add(`${this.place(row, role)}: ${quote(cell)} is no number; the ${what} was left out.`);
      return undefined;
    }
    return number;
  }

  private score(row: Row): number | undefined {
    const score = this.number(row, 'score', 'score');
    if (score !== undefined && (score < 0 || score > 1)) {
      this.findings.add(
        `${this.place(row, 'score')}: ${score} lies outside of 0 to 1; it was kept, but is no probability.`
      );
    }
    return score;
  }

  private time(row: Row, role: 'time' | 'observed'): number | undefined {
    const cell = this.cell(row, role);
    const read = readTime(cell);
    if (!read) {
      return undefined;
    }
    if (!Number.isFinite(read.time)) {
      this.findings.add(
        `${this.place(row, role)}: ${quote(cell)} is no time; it was left out. Write ISO 8601 or the epoch.`
      );
      return undefined;
    }
    this.counts.withoutZone += read.withoutZone ? 1 : 0;
    return read.time;
  }

  private feature(cell: unknown): string | number | null {
    if (isMissing(cell)) {
      return null;
    }
    const number = readNumber(cell, this.options.decimalComma);
    if (number !== undefined && Number.isFinite(number)) {
      return number;
    }
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  }
}

function isEmpty({
  time,
  predicted,
  actual,
  score,
  value,
  actualValue,
  observed,
  duration,
  error,
}: AuditRecord): boolean {
  return [time, predicted, actual, score, value, actualValue, observed, duration, error].every(
    (part) => part === undefined
  );
}

const records = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'record has' : 'records have'}`;
