import { parseDuration } from './duration';
import {
  curves,
  distributionSubjects,
  measureFamily,
  type ModelQuery,
  operationsMeasures,
  perClassMeasures,
  qualityMeasures,
  queryKinds,
} from './query';

/**
 * What is wrong with a query, in full sentences that say what to do; empty where nothing is.
 * It judges the query alone, after interpolation: whether an engine can answer it is the engine's to say.
 */
export function checkQuery(query: ModelQuery): string[] {
  const sentences: string[] = [];
  if (!queryKinds.includes(query.kind)) {
    sentences.push(`The query kind '${query.kind}' is not known. Choose one of ${queryKinds.join(', ')}.`);
    return sentences;
  }
  if (query.model.name.trim() === '') {
    sentences.push('No model is chosen. Choose a model, or a dashboard variable that holds one.');
  }
  if (query.window.trim() !== '' && parseDuration(query.window) === undefined) {
    sentences.push(`The window '${query.window}' is no duration. Write a number and a unit, such as 30m, 24h or 7d.`);
  }
  for (const matcher of query.model.matchers) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(matcher.label)) {
      sentences.push(
        `'${matcher.label}' is no label name. Use letters, digits and underscores, not starting with a digit.`
      );
    }
  }
  return sentences.concat(checkKind(query));
}

function checkKind(query: ModelQuery): string[] {
  switch (query.kind) {
    case 'confusion':
      return checkThreshold(query);
    case 'quality':
      return checkQuality(query);
    case 'curve':
      return curves.includes(query.curve)
        ? []
        : [`The curve '${query.curve}' is not known. Choose one of ${curves.join(', ')}.`];
    case 'distribution':
      return distributionSubjects.includes(query.distribution.of)
        ? []
        : [
            `The distribution of '${query.distribution.of}' is not known. Choose one of ${distributionSubjects.join(', ')}.`,
          ];
    case 'operations':
      return checkOperations(query);
  }
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

function checkQuality(query: ModelQuery): string[] {
  const { quality, model } = query;
  if (!qualityMeasures.includes(quality.measure)) {
    return [`The measure '${quality.measure}' is not known. Choose one of ${qualityMeasures.join(', ')}.`];
  }
  const sentences = measureFamily(quality.measure) === 'classes' ? checkThreshold(query) : [];
  if (!(quality.confidence > 0 && quality.confidence < 1)) {
    sentences.push(`The confidence ${quality.confidence} is not between 0 and 1. Write 0.95 for 95 %.`);
  }
  if (quality.measure === 'fBeta' && !(quality.beta > 0 && Number.isFinite(quality.beta))) {
    sentences.push(
      `The beta of F-beta is ${quality.beta}. Choose a number above 0; 1 weighs precision and recall alike.`
    );
  }
  const ofOneClass = perClassMeasures.includes(quality.measure) && quality.average === 'class';
  if (ofOneClass && !quality.class && !model.positiveClass) {
    sentences.push(
      `The measure '${quality.measure}' is asked for one class, and no class is named. Name a class or the model's positive class, or choose an average.`
    );
  }
  return sentences;
}

function checkOperations({ operations }: ModelQuery): string[] {
  if (!operationsMeasures.includes(operations.measure)) {
    return [`The measure '${operations.measure}' is not known. Choose one of ${operationsMeasures.join(', ')}.`];
  }
  const outside = operations.quantiles.filter((quantile) => !(quantile > 0 && quantile < 1));
  return operations.measure === 'responseTime' && outside.length > 0
    ? [`The quantile ${outside.join(', ')} is not between 0 and 1. Write 0.95 for the 95th percentile.`]
    : [];
}
