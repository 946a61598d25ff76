import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { type MeasureSeries } from '../../frames/measureFrame';
import { measureFamily, type ModelQuery } from '../../query/query';
import { measureClasses } from '../classSums';
import { distributionFrame } from '../distributionAnswers';
import { type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import {
  classesAtThreshold,
  measureScores,
  readsScores,
  refuseScores,
  rowsAtThreshold,
  scoreCurves,
  type Scored,
  scoreNotices,
} from '../scoreAnswers';
import { measureErrors } from '../valueAnswers';
import { countAlike } from './counting';
import { errorBins, scoreBins } from './distributions';
import {
  binnedScores,
  exactScores,
  type Needs,
  needsClasses,
  needsScore,
  needsValues,
  tallyClasses,
  tallyErrors,
} from './outcomes';
import { hasOutcome } from './records';
import { select, type Selection } from './selection';
import { type RecordSource } from './source';

export function refuseOutcomes(query: ModelQuery): Refusal | undefined {
  return readsScores(query) ? refuseScores(query) : undefined;
}

/** Everything that is asked of outcomes: matrices, measures of quality, curves, distributions. */
export function answerOutcomes(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const needs = needsOf(query);
  const selection = select(query, window, source, query.timeBasis, 'outcomes', needs.has);
  notices.push(...selectionNotices(selection, needs, query, window, source));
  const meta = { query, from: window.to - lookBack(query, window), to: window.to };
  if (readsScores(query)) {
    return answerScores(selection, query, window, notices);
  }
  switch (query.kind) {
    case 'confusion':
      return [confusionFrame(rowsOf(selection, query), meta, notices)];
    case 'distribution':
      return [distributionFrame(errorBins(selection, query), meta, notices)];
    default:
      return measureFrames(measured(selection, query), query, window, notices);
  }
}

function needsOf(query: ModelQuery): Needs {
  if (readsScores(query)) {
    return needsScore;
  }
  const ofValues =
    query.kind === 'distribution' || (query.kind === 'quality' && measureFamily(query.quality.measure) === 'values');
  return ofValues ? needsValues : needsClasses;
}

function measured(selection: Selection, query: ModelQuery): MeasureSeries[] {
  if (selection.records.length === 0) {
    return [];
  }
  return measureFamily(query.quality.measure) === 'values'
    ? measureErrors(tallyErrors(selection, query), query)
    : measureClasses(tallyClasses(selection, query), query);
}

function answerScores(selection: Selection, asked: ModelQuery, window: TimeWindow, notices: Notice[]): DataFrame[] {
  const query = asked;
  const exact = exactScores(selection, query);
  const scored = query.quality.scores === 'binned' ? binnedScores(exact) : exact;
  const said = [...notices, ...scoreNotices(scored, query)];
  const meta = { query, from: window.to - lookBack(query, window), to: window.to };
  switch (query.kind) {
    case 'curve':
      return scoreCurves(scored, query, meta, said);
    case 'distribution':
      return [distributionFrame(scoreBins(selection, query), meta, said)];
    case 'confusion':
      return [confusionFrame(rowsAtThreshold(scored, query), meta, said)];
    default:
      return measureFrames(measuredScores(scored, query), query, window, said);
  }
}

function measuredScores(scored: Scored, query: ModelQuery): MeasureSeries[] {
  if (scored.classes.size === 0) {
    return [];
  }
  return measureFamily(query.quality.measure) === 'scores'
    ? measureScores(scored, query)
    : measureClasses(classesAtThreshold(scored, query), query);
}

function rowsOf(selection: Selection, { byVersion }: ModelQuery): ConfusionRow[] {
  const rows: ConfusionRow[] = [];
  countAlike(
    selection,
    ({ version, actual = '', predicted = '' }) => [byVersion ? version : '', actual, predicted] as const,
    ([version, actual, predicted], _time, count) =>
      rows.push({ actual, predicted, count, ...(byVersion && { version }) })
  );
  return rows;
}

/** What is less than plain about the records that an answer rests on; and why there are none. */
function selectionNotices(
  { records, timeless }: Selection,
  { what }: Needs,
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource
): Notice[] {
  if (records.length === 0) {
    return [{ severity: 'warning', text: explainNone(what, query, source) }];
  }
  const notices: Notice[] = [];
  if (timeless > 0) {
    notices.push({
      severity: 'info',
      text: `${timeless === records.length ? 'The' : timeless.toLocaleString('en-US')} records have no time, so they count whatever the time range is.`,
    });
  }
  if (query.timeBasis === 'prediction') {
    notices.push(...coverageNotice(query, window, source));
  }
  return notices;
}

/** Of young predictions some outcomes are still to come, so quality on the prediction clock goes with its label coverage. */
function coverageNotice(query: ModelQuery, window: TimeWindow, source: RecordSource): Notice[] {
  const { records } = select(query, window, source, 'prediction', 'requests', ({ error }) => error === undefined);
  const labelled = records.filter(hasOutcome).length;
  return labelled < records.length
    ? [
        {
          severity: 'info',
          text: `The outcomes of ${((100 * labelled) / records.length).toFixed(1)} % of these predictions are known so far: the youngest still lack theirs.`,
        },
      ]
    : [];
}

function explainNone(what: string, { model }: ModelQuery, source: RecordSource): string {
  const versions = model.versions.length > 0 ? `, version ${model.versions.join(', ')}` : '';
  const matchers = model.matchers.length > 0 ? ' that the further matchers let through' : '';
  const coverage = source.coverage(model.name);
  const span = coverage
    ? ` The records go from ${new Date(coverage.from).toISOString()} to ${new Date(coverage.to).toISOString()}.`
    : '';
  return `No record of model '${model.name}'${versions}${matchers} has ${what} in this time range.${span} Choose another time range or model.`;
}
