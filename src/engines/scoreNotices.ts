import { type QueryResultMetaNotice } from '@grafana/data';

import { thresholdOf } from '../query/check';
import { measureName } from '../query/measureNames';
import { measureFamily, type ModelQuery } from '../query/query';
import { takesThreshold } from '../query/relevant';
import {
  outcomesOutside,
  type ScoreGroups,
  scoreMeasureBounds,
  type ScoreMeasureName,
  snapThreshold,
} from '../statistics/scores';
import { CURVE_NAMES, positiveSeen, type Scored, total } from './scoreAnswers';
import { type Tally } from './tally';

/**
 * What is less than plain about an answer from scores. Without any outcome there is nothing to say here.
 * @param remedy what to do about scores outside of 0 to 1, as a sentence
 */
export function scoreNotices(
  scored: Scored,
  query: ModelQuery,
  remedy = 'Give probabilities of the positive class as scores.'
): QueryResultMetaNotice[] {
  const { classes, tally } = scored;
  const positive = query.model.positiveClass ?? '';
  if (classes.size === 0 || query.kind === 'distribution') {
    return [];
  }
  if (!positiveSeen(scored, query)) {
    return [
      {
        severity: 'warning',
        text: `No outcome was of the positive class '${positive}' here, so nothing follows from its scores. The actual classes are ${list(classes)}. Correct the positive class in the query, or widen the time range.`,
      },
    ];
  }
  const texts: Array<string | false> = [
    classes.size > 2 &&
      `The model has ${classes.size} actual classes. Its scores are those of '${positive}': all others count as not '${positive}'.`,
    classes.size === 1 &&
      needsBothClasses(query) &&
      `All outcomes are of the positive class '${positive}' here, so ${subjectOf(query)} is undefined. Widen the time range.`,
    ...thresholdTexts(tally, query),
    coarseText(tally, query),
  ];
  const notices = texts
    .filter((text) => text !== false)
    .map((text): QueryResultMetaNotice => ({ severity: 'info', text }));
  const outside = shareOutside(tally);
  if (outside > 0) {
    const undefinedHere = readsProbabilities(query)
      ? ` ${capital(subjectOf(query))} takes scores for probabilities, so it is undefined.`
      : '';
    notices.push({
      severity: 'warning',
      text: `${percent(outside)} of the scores lie outside of 0 to 1.${undefinedHere} ${remedy}`,
    });
  }
  return notices;
}

function needsBothClasses({ kind, curve, quality }: ModelQuery): boolean {
  return kind === 'curve'
    ? curve === 'roc'
    : kind === 'quality' && (quality.measure === 'rocAuc' || quality.measure === 'prAuc');
}

function readsProbabilities({ kind, curve, quality }: ModelQuery): boolean {
  return kind === 'curve'
    ? curve === 'reliability'
    : kind === 'quality' && ['logLoss', 'brier', 'ece'].includes(quality.measure);
}

function subjectOf(query: ModelQuery): string {
  return query.kind === 'curve' ? `the ${CURVE_NAMES[query.curve]} curve` : measureName(query);
}

/** A threshold inside of a bin is moved to the bin's nearest edge; versions can have different bins. */
function thresholdTexts(tally: Tally<ScoreGroups>, query: ModelQuery): string[] {
  const asked = thresholdOf(query);
  if (asked === undefined || !takesThreshold(query)) {
    return [];
  }
  return movedThreshold(
    asked,
    tally.entries().flatMap(([, byTime]) => [...byTime.values()].map((groups) => snapThreshold(groups, asked)))
  );
}

/** That other thresholds were taken than the one that was asked for; nothing where none was. */
export function movedThreshold(asked: number, taken: readonly number[]): string[] {
  const moved = [...new Set(taken)].filter((threshold) => threshold !== asked).sort((a, b) => a - b);
  return moved.length === 0
    ? []
    : [
        `The scores are counted in bins, and the threshold ${asked} lies inside of one: its nearest edge ${moved.join(' or ')} is taken instead.`,
      ];
}

/** A value that is this uncertain for want of finer bins says so. */
const COARSE = 0.1;

/** How far the measure could be from its value over single scores, where the bins leave much open. */
function coarseText(tally: Tally<ScoreGroups>, query: ModelQuery): string | false {
  const { kind, result, quality } = query;
  // What is lost by one outcome at 0 or 1 makes any bound of log loss wide.
  if (
    kind !== 'quality' ||
    result !== 'number' ||
    measureFamily(quality.measure) !== 'scores' ||
    quality.measure === 'logLoss'
  ) {
    return false;
  }
  const measure = quality.measure as ScoreMeasureName;
  const widest = tally
    .entries()
    .flatMap(([, byTime]) => [...byTime.values()].flatMap((groups) => scoreMeasureBounds(groups, measure) ?? []))
    .sort((a, b) => b.upper - b.lower - (a.upper - a.lower))
    .at(0);
  return (
    widest !== undefined &&
    widest.upper - widest.lower > COARSE &&
    `The bins are coarse: over single scores ${measureName(query)} lies anywhere from ${widest.lower.toFixed(3)} to ${widest.upper.toFixed(3)}. Count scores in more bins.`
  );
}

/** The share of outcomes with a score below 0 or above 1, so far as the groups tell. */
function shareOutside(tally: Tally<ScoreGroups>): number {
  let outside = 0;
  let all = 0;
  for (const [, byTime] of tally.entries()) {
    for (const groups of byTime.values()) {
      all += total(groups.positive) + total(groups.negative);
      outside += outcomesOutside(groups);
    }
  }
  return all > 0 ? outside / all : 0;
}

function percent(share: number): string {
  return share < 0.001 ? 'Less than 0.1 %' : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function list(names: ReadonlySet<string>): string {
  const shown = [...names].sort().slice(0, 5);
  return shown.map((name) => `'${name}'`).join(', ') + (names.size > shown.length ? ' and more' : '');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
