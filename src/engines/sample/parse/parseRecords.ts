import { isRefusal, type Refusal } from '../../engine';
import { type AuditRecord } from '../records';
import { type Columns, type ColumnRole, findColumns, secondsOf, TELLING, WANTED } from './columns';
import { Findings, quote } from './findings';
import { detectFormat, readRows, type RecordFormat, type Row } from './rows';
import { isMissing, readNumber, readTime } from './values';

export { type RecordFormat } from './rows';

/** In characters: a browser reads as much in a second or two. */
export const MAX_TEXT_LENGTH = 20_000_000;

export interface ParseOptions {
  /** Detected where absent. */
  format?: RecordFormat;
  /** What to call the model of records that name none. Default: 'uploaded'. */
  model?: string;
}

export interface ParsedRecords {
  records: AuditRecord[];
  /** What was left out or read in a way that one might not expect: at most ten full sentences, and how many more. */
  findings: string[];
  format: RecordFormat;
}

/** Why a text of this length is not read; undefined where it is. */
export function tooLong(length: number): Refusal | undefined {
  return length > MAX_TEXT_LENGTH
    ? {
        sentence: `The text has ${Math.round(length / 1e6)} MB, and at most ${MAX_TEXT_LENGTH / 1e6} MB are read in the browser. Keep the columns that you need and fewer rows, or put the records into a database.`,
      }
    : undefined;
}

/** Audit records from CSV, JSON or NDJSON, by the names of docs/telemetry.md or usual ones. Never throws. */
export function parseRecords(text: string, { format, model = 'uploaded' }: ParseOptions = {}): ParsedRecords | Refusal {
  const refusal = tooLong(text.length);
  if (refusal) {
    return refusal;
  }
  const plainText = text.replace(/^\uFEFF/, '');
  if (plainText.trim() === '') {
    return { sentence: 'There is no text. Paste records, or choose a file that has some.' };
  }
  const findings = new Findings();
  const read = format ?? detectFormat(plainText);
  const rows = readRows(plainText, read, findings);
  if (isRefusal(rows)) {
    return rows;
  }
  const columns = findColumns(rows.columns);
  if (!TELLING.some((role) => columns.of[role] !== undefined)) {
    return { sentence: nothingKnown(rows.columns) };
  }
  const reader = new RecordReader(
    asValues(columns, rows.rows, rows.decimalComma, findings),
    rows.decimalComma,
    model,
    findings
  );
  const records = rows.rows.map((row) => reader.read(row));
  reader.finish();
  return records.length === 0
    ? { sentence: `No row could be read. ${findings.sentences().join(' ')}` }
    : { records, findings: findings.sentences(), format: read };
}

function nothingKnown(names: readonly string[]): string {
  const found = names.slice(0, 8).map(quote).join(', ') + (names.length > 8 ? ', ...' : '');
  const delimiter =
    names.length === 1
      ? ' A single column was found: columns must be separated by commas, semicolons, tabs or bars.'
      : '';
  return `No column is known. Name one ${WANTED.join(', ')}, or actual, predicted, score. The columns are ${found}.${delimiter}`;
}

/** Usual names of classes may hold the values of a regression: numbers with fractions are no classes. */
function asValues(columns: Columns, rows: readonly Row[], decimalComma: boolean, findings: Findings): Columns {
  const { actual, predicted, value, actualValue } = columns.of;
  const isLabel = (name: string) => /label|class/i.test(name);
  if (!actual || !predicted || value || actualValue || isLabel(actual) || isLabel(predicted)) {
    return columns;
  }
  let fractions = false;
  for (const { cells } of rows) {
    for (const name of [actual, predicted]) {
      const number = readNumber(cells.get(name), decimalComma);
      if (Number.isNaN(number)) {
        return columns;
      }
      fractions ||= number !== undefined && !Number.isInteger(number);
    }
  }
  if (!fractions) {
    return columns;
  }
  findings.addGeneral(
    `The columns ${quote(actual)} and ${quote(predicted)} hold numbers with fractions, so they were read as values of a regression.`
  );
  return {
    ...columns,
    of: { ...columns.of, actual: undefined, predicted: undefined, actualValue: actual, value: predicted },
  };
}

/** Reads row after row, and keeps what is odd about them. */
class RecordReader {
  private withoutZone = 0;

  constructor(
    private readonly columns: Columns,
    private readonly decimalComma: boolean,
    private readonly model: string,
    private readonly findings: Findings
  ) {}

  read(row: Row): AuditRecord {
    const { of, features } = this.columns;
    const duration = this.number(row, 'duration', 'response time');
    const errorType = this.text(row, 'errorType');
    const score = this.number(row, 'score', 'score');
    if (score !== undefined && (score < 0 || score > 1)) {
      this.findings.add(
        `${row.place}, column ${quote(of.score)}: ${score} lies outside of 0 to 1; it was kept, but is no probability.`
      );
    }
    return {
      id: this.text(row, 'id'),
      time: this.time(row, 'time'),
      model: this.text(row, 'model') ?? this.model,
      version: this.text(row, 'version') ?? '',
      predicted: this.text(row, 'predicted'),
      actual: this.text(row, 'actual'),
      score,
      value: this.number(row, 'value', 'predicted value'),
      actualValue: this.number(row, 'actualValue', 'actual value'),
      observed: this.time(row, 'observed'),
      duration: duration !== undefined && of.duration ? duration * secondsOf(of.duration) : undefined,
      ...(errorType !== undefined && { error: { type: errorType, message: this.text(row, 'errorMessage') ?? '' } }),
      // From entries, so that a feature of the name __proto__ is one like any other.
      features: Object.fromEntries([...features].map(([name, column]) => [name, this.feature(row.cells.get(column))])),
    };
  }

  /** What is said once for all rows. */
  finish(): void {
    if (this.withoutZone > 0) {
      this.findings.addGeneral('Times without a zone were read as UTC.');
    }
  }

  private cell({ cells }: Row, role: ColumnRole): unknown {
    const column = this.columns.of[role];
    return column === undefined ? undefined : cells.get(column);
  }

  private text(row: Row, role: ColumnRole): string | undefined {
    const cell = this.cell(row, role);
    return isMissing(cell) ? undefined : String(cell);
  }

  private number(row: Row, role: ColumnRole, what: string): number | undefined {
    const cell = this.cell(row, role);
    const number = readNumber(cell, this.decimalComma);
    if (number !== undefined && !Number.isFinite(number)) {
      this.findings.add(
        `${row.place}, column ${quote(this.columns.of[role])}: ${quote(cell)} is no number; the ${what} was left out.`
      );
      return undefined;
    }
    return number;
  }

  private time(row: Row, role: 'time' | 'observed'): number | undefined {
    const cell = this.cell(row, role);
    const read = readTime(cell);
    if (!read) {
      return undefined;
    }
    if (!Number.isFinite(read.time)) {
      this.findings.add(
        `${row.place}, column ${quote(this.columns.of[role])}: ${quote(cell)} is no time; it was left out. Write ISO 8601 or the epoch.`
      );
      return undefined;
    }
    this.withoutZone += read.withoutZone ? 1 : 0;
    return read.time;
  }

  private feature(cell: unknown): string | number | null {
    if (isMissing(cell)) {
      return null;
    }
    const number = readNumber(cell, this.decimalComma);
    return number !== undefined && Number.isFinite(number) ? number : String(cell);
  }
}
