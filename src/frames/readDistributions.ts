import { type DataFrame, type Field } from '@grafana/data';

import { type VariableKind, variableKinds } from '../query/drift';
import { countsOf, headingOf, labelsOf } from './confusionFields';
import { type BinColumns, type DistributionColumns, distributionColumns } from './distributionColumns';
import { type DistributionBin, type DistributionRow, sidesOfRows } from './distributionRows';
import { type ComparedDistribution, type DistributionPart } from './distributionsFrame';
import { have, wasOrWere } from './scoresFields';

interface DistributionsRead {
  distributions: ComparedDistribution[];
  /** Full sentences: what was taken for what, and what was left out. */
  notices: string[];
}

/**
 * Reads two distributions of each variable from a table of any data source, and from our own frame (docs/frames.md has the
 * forms): counts `current` and `reference`, bins or categories, optionally a column `variable` or `feature`. What is missing
 * is said in a sentence. What `distributionNotices` says of the same frame belongs to it.
 */
export function readDistributions(frame: DataFrame): ComparedDistribution[] | { sentence: string } {
  const found = read(frame);
  return 'sentence' in found ? found : found.distributions;
}

/** What is to be known of distributions that were read, in full sentences: which columns were taken, what was left out. */
export function distributionNotices(frame: DataFrame): string[] {
  const found = read(frame);
  return 'sentence' in found ? [] : found.notices;
}

function read(frame: DataFrame): DistributionsRead | { sentence: string } {
  const columns = distributionColumns(frame);
  if ('sentence' in columns) {
    return columns;
  }
  const { rows, bad } = rowsOf(frame, columns);
  const distributions: ComparedDistribution[] = [];
  for (const { of, variable, places } of variablesOf(frame, columns)) {
    const sides = sidesOfRows(
      places.map((place) => rows[place]),
      columns.bins.by === 'le'
    );
    if ('sentence' in sides) {
      return { sentence: `${columns.variable ? `Of ${variable}: ` : ''}${sides.sentence}` };
    }
    const { reference, ...rest } = sides;
    // Our own frames have nothing there where there is no reference.
    const hasReference = places.some((place) => columns.reference.values[place] !== null);
    distributions.push({ of, variable, ...rest, ...(hasReference && { reference }) });
  }
  if (distributions.length === 0) {
    return {
      sentence: 'The table with the two distributions has no rows. Choose another time range, or look at its query.',
    };
  }
  return { distributions, notices: [...whichColumns(columns), ...leftOut(bad)] };
}

function whichColumns({ current, reference, areNamed }: DistributionColumns): string[] {
  return areNamed
    ? []
    : [
        `The column '${headingOf(current)}' is taken for the current side, '${headingOf(reference)}' for the reference. Name them 'current' and 'reference' to be sure.`,
      ];
}

const leftOut = (bad: number): string[] =>
  bad > 0 ? [`${have(bad, 'count')} no finite value from 0 on and ${wasOrWere(bad)} left out.`] : [];

/** The variables in the order in which they come first, each with the places of its rows. */
function variablesOf(frame: DataFrame, { variable, bins }: DistributionColumns) {
  const kinds = frame.fields.find(({ name }) => name === 'of')?.values;
  const names = variable && labelsOf(variable);
  const whole = frame.name ?? (bins.by === 'name' ? headingOf(bins.name) : 'values');
  const found = new Map<string, { of: VariableKind; variable: string; places: number[] }>();
  for (let place = 0; place < frame.length; place++) {
    const of = variableKinds.find((kind) => kind === kinds?.[place]) ?? 'feature';
    const name = names ? String(names[place] ?? '') : whole;
    const key = JSON.stringify([of, name]);
    const one = found.get(key) ?? { of, variable: name, places: [] };
    one.places.push(place);
    found.set(key, one);
  }
  return [...found.values()];
}

function rowsOf(frame: DataFrame, { bins, ...columns }: DistributionColumns) {
  const binAt = binsOf(frame, bins);
  const [current, reference] = [countsOf(columns.current), countsOf(columns.reference)];
  let bad = 0;
  const countOf = (count: number | null | undefined): number => {
    if (count === null || count === undefined) {
      return 0;
    }
    const isCount = count >= 0 && count < Infinity;
    bad += isCount ? 0 : 1;
    return isCount ? count : 0;
  };
  const rows = Array.from({ length: frame.length }, (_, place): DistributionRow => ({
    bin: binAt(place),
    current: countOf(current[place]),
    reference: countOf(reference[place]),
  }));
  return { rows, bad };
}

/** What each row counts. The name of a row that is null is that of the nulls. */
function binsOf(frame: DataFrame, bins: BinColumns): (place: number) => DistributionBin {
  const parts = frame.fields.find(({ name }) => name === 'part')?.values as DistributionPart[] | undefined;
  const names = 'name' in bins && bins.name ? labelsOf(bins.name) : [];
  const named = (place: number): DistributionBin => {
    const name = names[place] ?? null;
    return name === null || parts?.[place] === 'null' ? 'null' : { category: String(name) };
  };
  switch (bins.by) {
    case 'name':
      return named;
    case 'edges': {
      const [low, high] = [numbersOf(bins.low), numbersOf(bins.high)];
      return (place) => {
        const isBin = parts ? parts[place] === 'bin' : low[place] !== undefined || high[place] !== undefined;
        return isBin ? { low: low[place] ?? -Infinity, high: high[place] ?? Infinity } : named(place);
      };
    }
    case 'le': {
      const le = numbersOf(bins.le);
      return (place) => withEdge(le[place], (high) => ({ low: -Infinity, high }));
    }
    case 'middle': {
      const middles = numbersOf(bins.middle);
      return (place) => withEdge(middles[place], (middle) => ({ middle }));
    }
  }
}

const withEdge = (edge: number | undefined, bin: (edge: number) => DistributionBin) =>
  edge === undefined ? 'null' : bin(edge);

/** Numbers, and texts that are numbers; '+Inf' as Prometheus writes it. */
function numbersOf(field: Field): Array<number | undefined> {
  return Array.from<unknown, number | undefined>(field.values, (value) => {
    const number =
      typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/Inf$/i, 'Infinity')) : value;
    return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
  });
}
