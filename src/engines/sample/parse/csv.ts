import Papa from 'papaparse';

import { type Refusal } from '../../engine';
import { findColumns, rolesFound } from './columns';
import { type Findings, quote } from './findings';
import { type Row, type Rows } from './rows';

/** Columns may be separated by these; a file tells by its header which it is. */
const DELIMITERS: ReadonlyArray<[delimiter: string, name: string]> = [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
];

/** The rows of a CSV text, of which the first that is not blank names the columns. */
export function readCsv(text: string, findings: Findings): Rows | Refusal {
  const delimiter = findDelimiter(text);
  const lines = splitLines(text, delimiter, findings);
  const headerAt = lines.findIndex(isFilled);
  const header = lines[headerAt]?.cells.map((cell) => cell.trim()) ?? [];
  const filled = lines.slice(headerAt + 1).filter(isFilled);
  if (filled.length === 0) {
    return {
      sentence: `There is a header (${header.slice(0, 5).map(quote).join(', ')}${header.length > 5 ? ', ...' : ''}) and no row below it. Choose a file with a row for each prediction.`,
    };
  }
  header
    .filter((name, i) => name !== '' && header.indexOf(name) !== i)
    .forEach((name) => findings.addGeneral(`The column ${quote(name)} is there twice; the first one was read.`));
  const separated = DELIMITERS.find(([one]) => one === delimiter);
  if (separated && delimiter !== ',' && header.length > 1) {
    findings.addGeneral(`Columns are separated by ${separated[1]}.`);
  }
  // Whoever writes 'actual, predicted' means 'a, b' as well.
  const spaced = header.length > 1 && lines[headerAt].cells.slice(1).every((cell) => cell.startsWith(' '));
  const rows = filled.flatMap(({ cells, row }): Row[] => {
    const place = `Row ${row}`;
    if (cells.length !== header.length) {
      findings.add(
        `${place} has ${cells.length} ${cells.length === 1 ? 'column' : 'columns'} and the header ${header.length}; the row was left out.`
      );
      return [];
    }
    const byName = new Map<string, unknown>();
    header.forEach((name, i) => byName.has(name) || byName.set(name, spaced ? cells[i].trimStart() : cells[i]));
    return [{ place, cells: byName }];
  });
  return { columns: [...new Set(header)], rows, decimalComma: delimiter === ';' };
}

interface Line {
  cells: string[];
  /** From 1, as a spreadsheet counts. */
  row: number;
}

const isFilled = ({ cells }: Line) => cells.some((cell) => cell.trim() !== '');

/** The delimiter with which the header has the most columns that are known; the most columns if that does not tell. */
function findDelimiter(text: string): string {
  const tried = DELIMITERS.map(([delimiter]) => {
    // A header fits into so many characters; blank lines may stand above it.
    const { data } = Papa.parse<string[]>(text.slice(0, 100_000), { delimiter, preview: 20 });
    const header = (data.find((cells) => cells.some((cell) => cell.trim() !== '')) ?? []).map((cell) => cell.trim());
    return { delimiter, known: rolesFound(findColumns(header)).length, columns: header.length };
  });
  return tried.reduce((best, one) =>
    one.known > best.known || (one.known === best.known && one.columns > best.columns) ? one : best
  ).delimiter;
}

/** A file with more lines like this is not read to its end. */
const MOST_UNCLOSED = 50;

/** All lines by cells. A quote that is not closed would swallow other lines: its own is left out, and no more. */
function splitLines(text: string, delimiter: string, findings: Findings): Line[] {
  const lines: Line[] = [];
  let row = 1;
  let rest = text;
  for (let unclosed = 0; ; unclosed++) {
    const { data, errors } = Papa.parse<string[]>(rest, { delimiter });
    const error = errors.find(({ type }) => type === 'Quotes');
    const whole = error?.row === undefined ? data : data.slice(0, error.row);
    for (const cells of whole) {
      lines.push({ cells, row: row++ });
    }
    if (!error) {
      return lines;
    }
    const next = rest.indexOf('\n', error.index) + 1;
    const more = next > 0 && unclosed < MOST_UNCLOSED;
    findings.add(
      `Row ${row++} opens a quote that is not closed at the end of its field; the line was left out${next > 0 && !more ? ' with all that follows' : ''}.`
    );
    if (!more) {
      return lines;
    }
    rest = rest.slice(next);
  }
}
