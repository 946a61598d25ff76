import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { type CountedSpans } from '../../drift/planDrift';
import { type Span } from '../../drift/variables';
import { isRefusal, type Plan, type Refusal } from '../../engine';
import { countsBy, positive } from '../counts';
import { explainEmpty, type PrometheusFacts } from '../facts';
import { explainNoBins, histogramCounts, type ReadHistogram } from '../histograms';
import { type Expr } from '../promql';
import { modelSelector } from '../selectors';
import { edgesNotices } from './cutAt';
import { countSpans, type SpanCounts } from './countSpans';
import { readCategories, readNumbers, variablesOf } from './readVariables';
import { sourceOf, type VariableSource } from './sources';
import { refuseVolume } from './volume';

/**
 * How to count the variables that a query asks about in some spans: all features in one request for all spans that are
 * alike, which every panel of the same model and spans shares, whatever measure or feature it shows. A bin is one of the
 * histogram's own.
 */
export function planVariables(
  query: ModelQuery,
  spans: readonly Span[],
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): Plan<CountedSpans> | Refusal {
  const source = sourceOf(query, mapping, facts);
  if (isRefusal(source)) {
    return source;
  }
  const refusal = refuseVersions(spans, mapping) ?? refuseVolume(query, source, spans, mapping, facts);
  if (refusal) {
    return refusal;
  }
  const { histogram, counter } = source;
  const none: Plan<SpanCounts[]> = { requests: [], read: () => [] };
  const numbers = histogram ? countSpans(histogram, spans, numbersExpr(source, query, mapping)) : none;
  const categories = counter ? countSpans(counter.role, spans, categoriesExpr(source, query, mapping)) : none;
  return {
    requests: [...numbers.requests, ...categories.requests],
    read: (answers) => {
      const numeric = histogram
        ? readNumbers(numbers.read(answers.slice(0, numbers.requests.length)), histogram, source, query, mapping)
        : undefined;
      const categorical = readCategories(categories.read(answers.slice(numbers.requests.length)), source);
      const counted = variablesOf(query, spans, numeric?.bins, categorical.counts);
      const found = counted.some((variables) => variables.length > 0);
      const notFound = found ? [] : [explainNone(source, query, mapping, facts, numeric)];
      return {
        counted,
        notices: distinct([
          ...(numeric?.notices ?? []),
          ...categorical.notices,
          ...edgesNotices(query, counted),
          ...notFound,
        ]),
      };
    },
  };
}

type ExprOf = (lengthMs: number, versions: readonly string[]) => Expr;

function numbersExpr(
  { histogram = 'featureValue', feature }: VariableSource,
  query: ModelQuery,
  mapping: TelemetryMapping
): ExprOf {
  const by = feature === undefined ? [] : [feature];
  return (lengthMs, versions) => histogramCounts(histogram, by, ofVersions(query, versions), mapping, lengthMs);
}

function categoriesExpr({ counter, feature }: VariableSource, query: ModelQuery, mapping: TelemetryMapping): ExprOf {
  const { role, category } = counter ?? { role: 'featureCategory', category: mapping.labels.category };
  const by = feature === undefined ? [category] : [feature, category];
  return (lengthMs, versions) =>
    positive(countsBy(by, modelSelector(role, ofVersions(query, versions), mapping), lengthMs, mapping));
}

function ofVersions(query: ModelQuery, versions: readonly string[]): ModelQuery {
  return { ...query, model: { ...query.model, versions: [...versions] } };
}

function refuseVersions(spans: readonly Span[], { labels }: TelemetryMapping): Refusal | undefined {
  return !labels.version && spans.some(({ versions }) => versions.length > 0)
    ? {
        sentence:
          'The mapping has no version label, so versions cannot be compared. Map the label in the data source settings, or choose another reference.',
      }
    : undefined;
}

function explainNone(
  { histogram, counter }: VariableSource,
  query: ModelQuery,
  mapping: TelemetryMapping,
  facts: PrometheusFacts,
  numeric: { histogram: ReadHistogram | undefined } | undefined
): Notice {
  if (histogram && numeric?.histogram) {
    return explainNoBins(numeric.histogram, histogram, query, mapping, facts);
  }
  const role = histogram ?? counter?.role ?? 'predictions';
  return { severity: 'warning', text: explainEmpty(role, query, mapping, facts) };
}

/** Spans that differ in length or versions are read apart, and what is odd about them may be the same. */
function distinct(notices: readonly Notice[]): Notice[] {
  return notices.filter(({ text }, i) => notices.findIndex((other) => other.text === text) === i);
}
