import { checkChoice } from './checkChoice';
import { checkDrift } from './checkDrift';
import { checkEstimated } from './checkEstimated';
import { wrongCursor } from './cursor';
import { parseDuration } from './duration';
import {
  auditAnswers,
  auditChoices,
  averages,
  curves,
  distributionSubjects,
  errorAnswers,
  LARGEST_PAGE,
  type Matcher,
  matcherOperators,
  measureFamily,
  type ModelQuery,
  operationsMeasures,
  perClassMeasures,
  qualityMeasures,
  qualitySources,
  queryKinds,
  resultShapes,
  scoreResolutions,
  timeBases,
} from './query';
import { comparesVariables, estimatesQuality, showsRecords } from './relevant';
import { LONGEST_SEARCH } from './textSearch';

/** What may stand in a matcher as a label's name. */
export type LabelCheck = (label: string) => boolean;

/** A name as Prometheus has them; records have columns of any name. */
export const isPrometheusLabel: LabelCheck = (label) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label);

/**
 * What is wrong with a query, in full sentences that say what to do; empty where nothing is.
 * It judges the query alone, after interpolation: whether an engine can answer it is the engine's to say.
 */
export function checkQuery(query: ModelQuery, isLabel: LabelCheck = isPrometheusLabel): string[] {
  const unknownKind = checkChoice('query kind', query.kind, queryKinds);
  if (unknownKind.length > 0) {
    return unknownKind;
  }
  const sentences = [
    ...checkChoice('clock', query.timeBasis, timeBases),
    ...checkChoice('result', query.result, resultShapes),
  ];
  if (query.model.name.trim() === '') {
    sentences.push('No model is chosen. Choose a model, or a dashboard variable that holds one.');
  }
  if (query.window.trim() !== '' && parseDuration(query.window) === undefined) {
    sentences.push(`The window '${query.window}' is no duration. Write a number and a unit, such as 30m, 24h or 7d.`);
  }
  return [
    ...sentences,
    ...query.model.matchers.flatMap((matcher) => checkMatcher(matcher, isLabel)),
    ...checkKind(query),
  ];
}

function checkMatcher({ label, operator }: Matcher, isLabel: LabelCheck): string[] {
  if (label === '') {
    return ['A matcher has no label. Choose a label, or remove the matcher.'];
  }
  return [
    ...(isLabel(label)
      ? []
      : [`'${label}' is no label name. Use letters, digits and underscores, not starting with a digit.`]),
    ...checkChoice(`operator of the matcher on ${label}`, operator, matcherOperators),
  ];
}

function checkKind(query: ModelQuery): string[] {
  switch (query.kind) {
    case 'confusion':
      return checkThreshold(query);
    case 'quality':
      return checkQuality(query);
    case 'curve':
      return [...checkChoice('curve', query.curve, curves), ...checkConfidence(query)];
    case 'distribution':
      return [
        ...checkChoice('distribution', query.distribution.of, distributionSubjects),
        ...(comparesVariables(query) ? checkDrift(query) : []),
      ];
    case 'drift':
      return checkDrift(query);
    case 'operations':
      return checkOperations(query);
    case 'errors':
      return [
        ...checkChoice('answer about errors', query.errors.as, errorAnswers),
        ...(showsRecords(query) ? checkPage(query) : []),
      ];
    case 'audit':
      return [
        ...checkChoice('answer about records', query.audit.as, auditAnswers),
        ...checkChoice('choice of records', query.audit.only, auditChoices),
        ...checkPage(query),
      ];
  }
}

function checkPage({ audit: { pageSize, cursor, search } }: ModelQuery): string[] {
  const sentences: string[] = [];
  if (!(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= LARGEST_PAGE)) {
    sentences.push(
      `A page of ${pageSize} records cannot be shown. Choose a whole number from 1 to ${LARGEST_PAGE.toLocaleString('en-US')}.`
    );
  }
  if (search.length > LONGEST_SEARCH) {
    sentences.push(
      `The text to search for has ${search.length} characters, and at most ${LONGEST_SEARCH} are searched for. Shorten it.`
    );
  }
  const wrong = wrongCursor(cursor);
  return wrong === undefined ? sentences : [...sentences, wrong];
}

/** The threshold as a number; undefined where none is set. */
export function thresholdOf({ threshold }: ModelQuery): number | undefined {
  return threshold.trim() === '' ? undefined : Number(threshold);
}

function checkThreshold(query: ModelQuery): string[] {
  const threshold = thresholdOf(query);
  return threshold === undefined || (threshold >= 0 && threshold <= 1)
    ? []
    : [
        `The score threshold '${query.threshold}' is not between 0 and 1. Write a number such as 0.5, or leave it empty to count as the model predicted.`,
      ];
}

function checkConfidence({ quality: { confidence } }: ModelQuery): string[] {
  return confidence > 0 && confidence < 1
    ? []
    : [`The confidence ${confidence} is not between 0 and 1. Write 0.95 for 95 %.`];
}

function checkQuality(query: ModelQuery): string[] {
  const unknownMeasure = checkChoice('measure', query.quality.measure, qualityMeasures);
  if (unknownMeasure.length > 0) {
    return unknownMeasure;
  }
  return [
    ...checkConfidence(query),
    ...checkChoice('source', query.quality.source, qualitySources),
    ...(estimatesQuality(query) ? checkEstimated(query) : []),
    ...(measureFamily(query.quality.measure) === 'classes' ? checkClassMeasure(query) : []),
    ...(measureFamily(query.quality.measure) === 'scores'
      ? checkChoice('resolution of scores', query.quality.scores, scoreResolutions)
      : []),
  ];
}

function checkClassMeasure(query: ModelQuery): string[] {
  const { quality, model } = query;
  const sentences = checkThreshold(query);
  if (quality.measure === 'fBeta' && !(quality.beta > 0 && Number.isFinite(quality.beta))) {
    sentences.push(
      `The beta of F-beta is ${quality.beta}. Choose a number above 0; 1 weighs precision and recall alike.`
    );
  }
  if (!perClassMeasures.includes(quality.measure)) {
    return sentences;
  }
  sentences.push(...checkChoice('average', quality.average, averages));
  if (quality.average === 'class' && !quality.class && !model.positiveClass) {
    sentences.push(
      `The measure '${quality.measure}' is asked for one class, and no class is named. Name a class or the model's positive class, or choose an average.`
    );
  }
  return sentences;
}

function checkOperations({ operations }: ModelQuery): string[] {
  const unknownMeasure = checkChoice('measure', operations.measure, operationsMeasures);
  if (unknownMeasure.length > 0) {
    return unknownMeasure;
  }
  const outside = operations.quantiles.filter((quantile) => !(quantile > 0 && quantile < 1));
  return operations.measure === 'responseTime' && outside.length > 0
    ? [`The quantile ${outside.join(', ')} is not between 0 and 1. Write 0.95 for the 95th percentile.`]
    : [];
}
