import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { type MeasureSeries } from '../../frames/measureFrame';
import { measureFamily, type ModelQuery } from '../../query/query';
import { measureClasses } from '../classSums';
import { distributionFrame } from '../distributionAnswers';
import { type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { readsScores, refuseScores, rowsAtThreshold, scoreCurves, type Scored } from '../scoreAnswers';
import { measuredScores } from '../scoreFrames';
import { scoreNotices } from '../scoreNotices';
import { measureErrors } from '../valueAnswers';
import { errorBins } from './distributions';
import { count, coverageNotice, explainNone, info, timelessNotice } from './notices';
import { countCells, needsOf, tallyClasses, tallyErrors } from './outcomes';
import { hasOutcome } from './records';
import { binnedScores, exactScores, scoreBins, thinned } from './scores';
import { select, type Selection } from './selection';
import { type RecordSource } from './source';

/** Why a question about outcomes cannot be answered. */
export function refuseOutcomes(query: ModelQuery): string | undefined {
  if (query.kind === 'quality' && query.quality.source === 'existing') {
    return 'Records hold no measure that somebody computed already. Compute it from counted outcomes.';
  }
  return readsScores(query) ? refuseScores(query)?.sentence : undefined;
}

/** Everything that is asked of outcomes: matrices, measures of quality, curves, distributions. */
export function answerOutcomes(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const { selection, lacking } = selectOutcomes(query, window, source);
  notices.push(...selectionNotices(selection, lacking, query, window, source));
  if (readsScores(query)) {
    return answerScores(selection, query, window, notices);
  }
  const meta = metaOf(query, window);
  switch (query.kind) {
    case 'confusion':
      return [confusionFrame(rowsOf(selection, query), meta, notices)];
    case 'distribution':
      return [distributionFrame(errorBins(selection, query), meta, notices)];
    default:
      return measureFrames(measured(selection, query), query, window, notices);
  }
}

/** The outcomes that have what the answer needs, and how many lack it. */
function selectOutcomes(query: ModelQuery, window: TimeWindow, source: RecordSource) {
  const needs = needsOf(query);
  let lacking = 0;
  const selection = select(query, window, source, {
    basis: query.timeBasis,
    subject: 'outcomes',
    keep: (record) => {
      const has = needs.has(record);
      lacking += !has && hasOutcome(record) ? 1 : 0;
      return has;
    },
  });
  return { selection, lacking };
}

/** What is less than plain about the records that an answer rests on; and why there are none. */
function selectionNotices(
  selection: Selection,
  lacking: number,
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource
): Notice[] {
  const { what } = needsOf(query);
  const found = selection.records.length;
  const timeless = timelessNotice(selection, query.result === 'number');
  if (found === 0) {
    return [...timeless, explainNone(`has ${what}`, query, window, source)];
  }
  const all = found + lacking;
  return [
    ...timeless,
    ...(lacking > 0
      ? [info(`${count(lacking)} of ${count(all)} outcomes were left out: they do not have ${what}.`)]
      : []),
    ...(query.timeBasis === 'prediction' ? coverageNotice(query, window, source) : []),
  ];
}

function metaOf(query: ModelQuery, window: TimeWindow) {
  return { query, from: window.to - lookBack(query, window), to: window.to };
}

function measured(selection: Selection, query: ModelQuery): MeasureSeries[] {
  if (selection.records.length === 0) {
    return [];
  }
  return measureFamily(query.quality.measure) === 'values'
    ? measureErrors(tallyErrors(selection, query), query)
    : measureClasses(tallyClasses(selection, query), query);
}

function rowsOf(selection: Selection, { byVersion }: ModelQuery): ConfusionRow[] {
  const rows: ConfusionRow[] = [];
  countCells(selection, byVersion, (version, actual, predicted, _time, count) =>
    rows.push({ actual, predicted, count, ...(byVersion && { version }) })
  );
  return rows;
}

function answerScores(selection: Selection, asked: ModelQuery, window: TimeWindow, notices: Notice[]): DataFrame[] {
  if (asked.kind === 'distribution') {
    return [distributionFrame(scoreBins(selection, asked), metaOf(asked, window), notices)];
  }
  const binned = asked.quality.scores === 'binned';
  const tooMany = !binned && isTooMany(selection);
  const query: ModelQuery = tooMany ? { ...asked, quality: { ...asked.quality, scores: 'binned' } } : asked;
  const scored = binned || tooMany ? binnedScores(selection, query) : exactScores(selection, query);
  if (tooMany) {
    notices.push(
      info(
        'So many windows with so many scores are answered from bins. For every score ask for a shorter window, or for a longer step.'
      )
    );
  }
  notices.push(...scoreNotices(scored, query));
  const meta = metaOf(query, window);
  switch (query.kind) {
    case 'curve':
      return scoreCurves(drawable(scored, query, notices), query, meta, notices);
    case 'confusion':
      return [confusionFrame(rowsAtThreshold(scored, query), meta, notices)];
    default:
      return measureFrames(measuredScores(scored, query), query, window, notices);
  }
}

/** So many scores, over all windows, fit into a browser's memory and a second or two. */
const MOST_SCORES = 8_000_000;

function isTooMany({ windows }: Selection): boolean {
  return windows.length > 1 && windows.reduce((sum, { start, end }) => sum + end - start, 0) > MOST_SCORES;
}

/** More points than a chart draws, or anybody sees. */
const MOST_POINTS = 1000;

/** Curves over single scores have a point for each. Reliability bins them itself. */
function drawable(scored: Scored, query: ModelQuery, notices: Notice[]): Scored {
  if (query.curve === 'reliability') {
    return scored;
  }
  let thinner = false;
  const tally = scored.tally.map((groups) => {
    const fewer = thinned(groups, MOST_POINTS);
    thinner ||= fewer !== groups;
    return fewer;
  });
  if (thinner) {
    notices.push(info(`At most ${count(MOST_POINTS)} points of a curve are drawn; each of them is exact.`));
  }
  return { ...scored, tally };
}
