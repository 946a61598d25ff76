import { isRefusal, type Refusal } from '../../engine';
import { type AuditRecord } from '../records';
import { readClasses } from './classNames';
import { columnFindings, findColumns, isTelling, TELLING_NAMES } from './columns';
import { Findings, quote } from './findings';
import { RecordReader } from './recordReader';
import { detectFormat, readRows, type RecordFormat } from './rows';

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
        sentence: `The text has ${Math.ceil(length / 1e6)} MB, and at most ${MAX_TEXT_LENGTH / 1e6} MB are read in the browser. Keep the columns that you need and fewer rows, or put the records into a database.`,
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
  const found = findColumns(rows.columns);
  if (!isTelling(found)) {
    return { sentence: nothingKnown(rows.columns) };
  }
  if (plainText.includes('\uFFFD')) {
    findings.addGeneral('Some characters could not be read (\uFFFD). Save the file as UTF-8.');
  }
  const { columns, classOf, findings: ofClasses } = readClasses(found, rows.rows, rows.decimalComma);
  [...ofClasses, ...columnFindings(columns)].forEach((sentence) => findings.addGeneral(sentence));
  const reader = new RecordReader(columns, { decimalComma: rows.decimalComma, model, classOf }, findings);
  const records = rows.rows.flatMap((row) => reader.read(row) ?? []);
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
  return `No column is known. Name one ${TELLING_NAMES.join(', ')}, or actual, predicted, score. The columns are ${found}.${delimiter}`;
}
