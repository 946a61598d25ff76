import { measureFamily, type ModelQuery } from '../../query/query';
import { addError, emptyErrorSums, type ErrorSums } from '../../statistics/regression';
import { addCell, type ClassSums } from '../classSums';
import { readsScores } from '../scoreAnswers';
import { Tally } from '../tally';
import { countAlike, tallyRecords } from './counting';
import { type AuditRecord } from './records';
import { type Selection } from './selection';

/** What an answer needs of each outcome, and how a sentence names it. */
export interface Needs {
  what: string;
  has(record: AuditRecord): boolean;
}

const classes: Needs = {
  what: 'both an actual and a predicted class (outcome.label, prediction.label)',
  has: ({ actual, predicted }) => actual !== undefined && predicted !== undefined,
};
const scores: Needs = {
  what: 'both an actual class and a score (outcome.label, prediction.score)',
  has: ({ actual, score }) => actual !== undefined && Number.isFinite(score),
};
const values: Needs = {
  what: 'both an actual and a predicted value (outcome.value, prediction.value)',
  has: ({ actualValue, value }) => Number.isFinite(actualValue) && Number.isFinite(value),
};

export function needsOf(query: ModelQuery): Needs {
  if (readsScores(query)) {
    return scores;
  }
  const ofValues =
    query.kind === 'distribution' || (query.kind === 'quality' && measureFamily(query.quality.measure) === 'values');
  return ofValues ? values : classes;
}

/** How often each class was predicted for each actual class. */
export function tallyClasses(selection: Selection, { byVersion }: ModelQuery): Tally<ClassSums> {
  const tally = new Tally<ClassSums>(() => new Map());
  countCells(selection, byVersion, (version, actual, predicted, time, count) =>
    addCell(tally.at(version, time), actual, predicted, count)
  );
  return tally;
}

/** Visits each pair of classes of each window that occurs in it. */
export function countCells(
  selection: Selection,
  byVersion: boolean,
  visit: (version: string, actual: string, predicted: string, time: number, count: number) => void
): void {
  countAlike(
    selection,
    ({ version, actual = '', predicted = '' }) => [byVersion ? version : '', actual, predicted] as const,
    ([version, actual, predicted], time, count) => visit(version, actual, predicted, time, count)
  );
}

/** The errors of predicted values, added up. */
export function tallyErrors(selection: Selection, { byVersion }: ModelQuery): Tally<ErrorSums> {
  return tallyRecords(selection, byVersion, emptyErrorSums, (sums, { value = NaN, actualValue = NaN }) =>
    addError(sums, value, actualValue)
  );
}
