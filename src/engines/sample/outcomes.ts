import { type ModelQuery } from '../../query/query';
import { emptyErrorSums, addError, type ErrorSums } from '../../statistics/regression';
import { binScores, SCORE_EDGES, type ScoreGroups, scoreGroupsFromBins } from '../../statistics/scores';
import { addCell, type ClassSums } from '../classSums';
import { type Scored } from '../scoreAnswers';
import { Tally } from '../tally';
import { countAlike, tallyRecords } from './counting';
import { type AuditRecord } from './records';
import { type Selection } from './selection';

/** What an answer needs of each outcome, for sentences: 'a score'. */
export interface Needs {
  what: string;
  has(record: AuditRecord): boolean;
}

export const needsClasses: Needs = {
  what: 'both an actual and a predicted class',
  has: ({ actual, predicted }) => actual !== undefined && predicted !== undefined,
};
export const needsScore: Needs = {
  what: 'both an actual class and a score',
  has: ({ actual, score }) => actual !== undefined && score !== undefined,
};
export const needsValues: Needs = {
  what: 'both an actual and a predicted value',
  has: ({ actualValue, value }) => actualValue !== undefined && value !== undefined,
};

/** How often each class was predicted for each actual class. */
export function tallyClasses(selection: Selection, { byVersion }: ModelQuery): Tally<ClassSums> {
  const tally = new Tally<ClassSums>(() => new Map());
  countAlike(
    selection,
    ({ version, actual = '', predicted = '' }) => [byVersion ? version : '', actual, predicted] as const,
    ([version, actual, predicted], time, count) => addCell(tally.at(version, time), actual, predicted, count)
  );
  return tally;
}

/** The errors of predicted values, added up. */
export function tallyErrors(selection: Selection, { byVersion }: ModelQuery): Tally<ErrorSums> {
  return tallyRecords(selection, byVersion, emptyErrorSums, (sums, { value = NaN, actualValue = NaN }) =>
    addError(sums, value, actualValue)
  );
}

/** The scores of outcomes, each by itself. */
export function exactScores(selection: Selection, { byVersion, model }: ModelQuery): Scored {
  const classes = new Set<string>();
  const growing = new Tally<GrowingGroups>(() => ({ score: [], positive: [], negative: [] }));
  countAlike(
    selection,
    // -0 is 0.
    ({ version, actual = '', score = NaN }) => [byVersion ? version : '', score + 0, actual] as const,
    ([version, score, actual], time, count) => {
      classes.add(actual);
      const groups = growing.at(version, time);
      if (groups.score[groups.score.length - 1] !== score) {
        groups.score.push(score);
        groups.positive.push(0);
        groups.negative.push(0);
      }
      (actual === model.positiveClass ? groups.positive : groups.negative)[groups.score.length - 1] += count;
    },
    ([, a], [, b]) => a - b
  );
  return {
    classes,
    tally: growing.map(({ score, positive, negative }): ScoreGroups => {
      const edges = Float64Array.from(score);
      return { low: edges, high: edges, positive: Float64Array.from(positive), negative: Float64Array.from(negative) };
    }),
  };
}

/** Scores by ascending score, while they are counted. */
interface GrowingGroups {
  score: number[];
  positive: number[];
  negative: number[];
}

/** The same scores in the bins of the telemetry contract, as a histogram has them. */
export function binnedScores({ tally, classes }: Scored): Scored {
  return {
    classes,
    tally: tally.map((groups) => {
      const { edges, positive, negative } = binScores(groups, histogramEdges(groups.low));
      return scoreGroupsFromBins(edges, positive, negative);
    }),
  };
}

/** The edges of the contract's histogram, whose ends are open. Where a score is below 0, what is above 0 keeps to itself. */
export function histogramEdges(scores: ArrayLike<number>): number[] {
  let negative = false;
  for (let i = 0; i < scores.length; i++) {
    negative ||= scores[i] < 0;
  }
  return [-Infinity, ...SCORE_EDGES.slice(negative ? 0 : 1), Infinity];
}
