import { type Refusal } from '../../engine';
import { readCsv } from './csv';
import { type Findings } from './findings';
import { readJson, readLines } from './json';

export type RecordFormat = 'csv' | 'json' | 'ndjson';

/** One record as it came, by column; JSON objects are flattened to names with dots. */
export interface Row {
  /** As people find it: 'Row 17' of a CSV file (the header is row 1), 'Record 17', 'Line 17'. */
  place: string;
  cells: Map<string, unknown>;
}

export interface Rows {
  columns: string[];
  rows: Row[];
  /** Numbers are written with a comma. */
  decimalComma: boolean;
}

/** JSON begins with a bracket; objects on lines of their own are NDJSON. */
export function detectFormat(text: string): RecordFormat {
  const start = text.trimStart();
  if (start.startsWith('[')) {
    return 'json';
  }
  if (!start.startsWith('{')) {
    return 'csv';
  }
  const lines = start.split('\n', 5).filter((line) => line.trim() !== '');
  const several = start.trimEnd().includes('\n');
  return several && lines.some(isWholeObject) ? 'ndjson' : 'json';
}

function isWholeObject(line: string): boolean {
  try {
    return line.startsWith('{') && JSON.parse(line) !== null;
  } catch {
    return false;
  }
}

export function readRows(text: string, format: RecordFormat, findings: Findings): Rows | Refusal {
  switch (format) {
    case 'csv':
      return readCsv(text, findings);
    case 'json':
      return readJson(text, findings);
    case 'ndjson':
      return readLines(text, findings);
  }
}
