import { type Columns } from './columns';
import { quote } from './findings';
import { type Row } from './rows';
import { readNumber } from './values';

/** What the cells of both class columns are, without exception. */
interface ClassCells {
  numbers: boolean;
  fractions: boolean;
  booleans: boolean;
}

function look({ of }: Columns, rows: readonly Row[], decimalComma: boolean): ClassCells {
  const found: ClassCells = { numbers: true, fractions: false, booleans: true };
  for (const { cells } of rows) {
    for (const name of [of.actual, of.predicted]) {
      const cell = name === undefined ? undefined : cells.get(name);
      if (cell === undefined || cell === null || cell === '') {
        continue;
      }
      const number = readNumber(cell, decimalComma) ?? NaN;
      found.numbers &&= Number.isFinite(number);
      found.fractions ||= !Number.isInteger(number);
      found.booleans &&= /^(true|false)$/i.test(String(cell));
    }
    if (!found.numbers && !found.booleans) {
      break;
    }
  }
  return found;
}

/** What the columns of classes really hold. */
export interface ReadClasses {
  columns: Columns;
  /** How the text of a class is to be read. */
  classOf: (text: string) => string;
  findings: string[];
}

/**
 * Columns of usual names may hold the values of a regression: numbers with fractions are no classes. Numbers and booleans are
 * one class however tools write them: 1 and 1.0, true and True.
 */
export function readClasses(columns: Columns, rows: readonly Row[], decimalComma: boolean): ReadClasses {
  const { actual, predicted, value, actualValue } = columns.of;
  const cells = look(columns, rows, decimalComma);
  const isLabel = [actual, predicted].some((name) => name !== undefined && /label|class/i.test(name));
  if (actual && predicted && !value && !actualValue && !isLabel && cells.numbers && cells.fractions) {
    return {
      columns: {
        ...columns,
        of: { ...columns.of, actual: undefined, predicted: undefined, actualValue: actual, value: predicted },
      },
      classOf: (text) => text,
      findings: [
        `The columns ${quote(actual)} and ${quote(predicted)} hold numbers with fractions, so they were read as values of a regression.`,
      ],
    };
  }
  const classOf = cells.numbers
    ? (text: string) => text.replace(/[.,]0*$/, '')
    : cells.booleans
      ? (text: string) => text.toLowerCase()
      : (text: string) => text;
  return { columns, classOf, findings: [] };
}
