import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { headingOf, holdsNumbers, listNames, plain } from './confusionFields';

/** The columns of a table with two distributions. */
export interface DistributionColumns {
  variable?: Field;
  bins: BinColumns;
  current: Field;
  reference: Field;
  /** Whether the two were named so; else they are the first two columns of numbers. */
  areNamed: boolean;
}

/** How bins are told apart: by name, by both edges, by the upper edge of cumulative counts, or by their middle. */
export type BinColumns =
  | { by: 'name'; name: Field }
  | { by: 'edges'; low: Field; high: Field; name?: Field }
  | { by: 'le'; le: Field }
  | { by: 'middle'; middle: Field };

const VARIABLES = ['variable', 'feature', 'featurename', 'variablename'];
const MIDDLES = ['bin', 'middle', 'mid', 'midpoint', 'center', 'centre', 'bincenter', 'bincentre', 'bucket', 'x'];
const NAMES = ['bin', 'category', 'bucket', 'value', 'class', 'name'];
/** Of our own frames, and of neither bins nor counts. */
const OTHERS = ['of', 'part'];

/** Finds them by their names, and what has none of the names by its type; or says what is missing. */
export function distributionColumns(frame: DataFrame): DistributionColumns | { sentence: string } {
  const { variable, bins, current, reference, numbers } = sorted(frame);
  if (!bins) {
    return {
      sentence: `There is no column that names bins or categories. Add one: a text 'category', numbers 'xMin' and 'xMax', 'le' with cumulative counts, or 'bin' with the middle of each bin. ${has(frame)}`,
    };
  }
  const first = current ?? numbers.find((field) => field !== reference);
  const second = reference ?? numbers.find((field) => field !== first);
  if (!first || !second) {
    return {
      sentence: `Two columns of counts are needed, 'current' and 'reference', and ${numbers.length === 1 ? 'only one has numbers. Add the other one, or a second query that has it' : 'none has numbers'}. ${has(frame)}`,
    };
  }
  return {
    variable,
    bins,
    current: first,
    reference: second,
    areNamed: current !== undefined && reference !== undefined,
  };
}

/** The counts of a table that has one column of them, so that another table may have the other side. */
export function loneCounts(frame: DataFrame): Field | undefined {
  const { bins, numbers } = sorted(frame);
  return bins && numbers.length === 1 ? numbers[0] : undefined;
}

/** What each column may be of; `numbers` are all that may be counts. */
function sorted(frame: DataFrame) {
  const fields = frame.fields.filter(({ type, name }) => type !== FieldType.time && !OTHERS.includes(name));
  const named = (names: readonly string[], among = fields) => among.find(({ name }) => names.includes(plain(name)));
  const variable = named(VARIABLES);
  const others = fields.filter((field) => field !== variable);
  const [current, reference] = [named(['current'], others), named(['reference'], others)];
  const bins = binColumns(others.filter((field) => field !== current && field !== reference));
  const ofBins = Object.values<unknown>(bins ?? {});
  const numbers = others.filter((field) => !ofBins.includes(field) && holdsNumbers(field));
  return { variable, bins, current, reference, numbers };
}

function binColumns(fields: readonly Field[]): BinColumns | undefined {
  const named = (names: readonly string[], fits: (field: Field) => boolean) =>
    fields.find((field) => names.includes(plain(field.name)) && fits(field));
  const isText = (field: Field) => field.type !== FieldType.number && !holdsNumbers(field);
  const isAny = () => true;
  const name = named(NAMES, isText) ?? fields.find(isText);
  const [low, high, le] = [named(['xmin'], isAny), named(['xmax'], isAny), named(['le'], isAny)];
  if (low && high) {
    // Of our own frames, whose categories may be called '1' and '2'.
    return { by: 'edges', low, high, name: named(NAMES, ({ type }) => type !== FieldType.number) ?? name };
  }
  if (le) {
    return { by: 'le', le };
  }
  if (name) {
    return { by: 'name', name };
  }
  const middle = named(MIDDLES, holdsNumbers);
  if (middle) {
    return { by: 'middle', middle };
  }
  // Names that are all numbers, such as codes: '10', '20'.
  const codes = named(NAMES, isAny);
  return codes && { by: 'name', name: codes };
}

function has({ fields }: DataFrame): string {
  return fields.length > 0 ? `There are ${listNames(fields.map(headingOf))}.` : 'There are no columns.';
}
