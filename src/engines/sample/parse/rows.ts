import Papa from 'papaparse';

import { isRefusal, type Refusal } from '../../engine';
import { type Findings, quote } from './findings';

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

export function detectFormat(text: string): RecordFormat {
  const start = text.trimStart();
  if (start.startsWith('[')) {
    return 'json';
  }
  if (!start.startsWith('{')) {
    return 'csv';
  }
  // Either one object, or one on each line.
  const firstLine = start.slice(0, (start.indexOf('\n') + 1 || start.length + 1) - 1);
  return parseJson(firstLine) !== undefined && start.includes('\n') && start.slice(firstLine.length).trim() !== ''
    ? 'ndjson'
    : 'json';
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

const DELIMITERS: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

function readCsv(text: string, findings: Findings): Rows | Refusal {
  const { data, errors, meta } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: Object.keys(DELIMITERS),
  });
  const [header, ...lines] = data;
  if (!header) {
    return { sentence: 'The file is empty. Choose one with a header and a row for each prediction.' };
  }
  const names = header.map((name) => name.trim());
  if (lines.length === 0) {
    return {
      sentence: `There is a header (${names.slice(0, 5).map(quote).join(', ')}${names.length > 5 ? ', ...' : ''}) and no row below it. Choose a file with a row for each prediction.`,
    };
  }
  names
    .filter((name, i) => name !== '' && names.indexOf(name) !== i)
    .forEach((name) => findings.addGeneral(`The column ${quote(name)} is there twice; the first one was read.`));
  const { delimiter } = meta;
  if (delimiter !== ',' && DELIMITERS[delimiter] && names.length > 1) {
    findings.addGeneral(`Columns are separated by ${DELIMITERS[delimiter]}.`);
  }
  const unclosed = errors.find(({ code }) => code === 'MissingQuotes');
  const broken = unclosed ? (unclosed.row ?? lines.length) - 1 : undefined;
  const rows = lines.flatMap((cells, i): Row[] => {
    const place = `Row ${i + 2}`;
    if (i === broken) {
      findings.add(`${place} opens a quote that is never closed, so it was left out with all that follows.`);
      return [];
    }
    if (cells.length !== names.length) {
      findings.add(`${place} has ${cells.length} columns and the header ${names.length}; the row was left out.`);
      return [];
    }
    const byName = new Map<string, unknown>();
    names.forEach((name, at) => byName.has(name) || byName.set(name, cells[at]));
    return [{ place, cells: byName }];
  });
  return { columns: [...new Set(names)], rows, decimalComma: delimiter === ';' };
}

function readJson(text: string, findings: Findings): Rows | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return {
      sentence: `This is no JSON (${error instanceof Error ? error.message : String(error)}). Correct it, or choose another format.`,
    };
  }
  const list = listIn(parsed);
  return list.length === 0
    ? { sentence: 'The JSON holds no record. Choose a file with a list of objects, one for each prediction.' }
    : flattened(list, 'Record', findings);
}

/** A list, the hits of an Elasticsearch search, or a single record. */
function listIn(parsed: unknown): unknown[] {
  if (Array.isArray(parsed)) {
    return parsed;
  }
  const { hits } = isObject(parsed) ? parsed : {};
  if (isObject(hits) && Array.isArray(hits.hits)) {
    return hits.hits;
  }
  return isObject(parsed) && Object.keys(parsed).length > 0 ? [parsed] : [];
}

function readLines(text: string, findings: Findings): Rows | Refusal {
  const lines = text.split(/\r?\n/);
  const list = lines.map((line, i) => {
    if (line.trim() === '') {
      return undefined;
    }
    const parsed = parseJson(line);
    if (parsed === undefined) {
      findings.add(`Line ${i + 1} is no JSON; it was left out.`);
    }
    return parsed;
  });
  const rows = flattened(list, 'Line', findings);
  return !isRefusal(rows) && rows.rows.length === 0
    ? { sentence: 'No line holds a record. Each line must be a JSON object, one for each prediction.' }
    : rows;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function flattened(list: unknown[], what: string, findings: Findings): Rows {
  const columns = new Set<string>();
  const rows = list.flatMap((item, i): Row[] => {
    if (item === undefined) {
      return [];
    }
    const place = `${what} ${i + 1}`;
    if (!isObject(item)) {
      findings.add(`${place} is no object; it was left out.`);
      return [];
    }
    const cells = new Map<string, unknown>();
    // A document as Elasticsearch gives it.
    flatten(isObject(item._source) ? item._source : item, '', cells);
    cells.forEach((_, name) => columns.add(name));
    return [{ place, cells }];
  });
  return { columns: [...columns], rows, decimalComma: false };
}

/** Deeper than this is no record. */
const DEEPEST = 8;

function flatten(object: Record<string, unknown>, prefix: string, cells: Map<string, unknown>, depth = 0): void {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value) && depth < DEEPEST) {
      flatten(value, `${prefix}${key}.`, cells, depth + 1);
    } else {
      cells.set(prefix + key, typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
