import { readSeries } from '../../../frames/readSeries';
import { type MetricRole, type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { comparesVariables } from '../../../query/relevant';
import { memoryOf, missesClasses, missesVersions } from '../../alertQuestion';
import { type AlertQuestion, type KnownNames, type Plan, type TimeWindow } from '../../engine';
import { readsScores } from '../../scoreAnswers';
import { CLASS, renamed } from '../convert/context';
import {
  aggregate,
  binary,
  type Expr,
  type LabelMatcher,
  noneOf,
  over,
  type Selector,
  setLabel,
  vector,
} from '../promql';
import { instantRequest } from '../requests';
import { modelSelector } from '../selectors';
import { discoverVariables, sharedEdges } from './drift/driftNames';

/** What appeared: a class or a version. */
const APPEARED = 'appeared';

/** The versions and classes of a model, and the edges of its score histogram. Each part that fails is unknown. */
export function discoverNames(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<KnownNames> {
  const { actual, predicted, version } = mapping.labels;
  const span = memoryOf(query, window);
  const present = (by: string[], selector: Selector) =>
    aggregate('count', by.filter(Boolean), over('last_over_time', selector, span));
  const buckets = modelSelector('outcomeScore', query, mapping, '_bucket');
  const variables = discoverVariables(query, mapping, window, span);
  const requests = [
    instantRequest('names-classes', present([actual, predicted], modelSelector('outcomes', query, mapping)), window),
    instantRequest('names-versions', present([version], ofAllVersions(versioned(query), query, mapping)), window),
    ...(readsScores(query) ? [instantRequest('names-edges', present(['le'], buckets), window)] : variables.requests),
  ].map((request) => ({ ...request, optional: true }));
  return {
    requests,
    read: ([classes, versions, ...rest]) => ({
      classes: unique(readSeries(classes).flatMap(({ labels }) => [labels[actual] ?? '', labels[predicted] ?? ''])),
      versions: unique(readSeries(versions).map(({ labels }) => labels[version] ?? '')),
      scoreEdges: readsScores(query)
        ? sharedEdges(readSeries(rest[0]).map(({ labels, values }) => ({ le: labels.le ?? '', of: values[0] })))
        : [],
      ...(variables.requests.length > 0 && { variables: variables.read(rest) }),
    }),
  };
}

/** The metric by which versions are known: what the query reads of a model that may have no other. */
function versioned(query: ModelQuery): MetricRole {
  const { kind, operations } = query;
  const ofRequests = kind === 'operations' && operations.measure !== 'labelCoverage';
  return ofRequests || comparesVariables(query) ? 'predictions' : 'outcomes';
}

/** Series of the model whether or not the query names their version. */
function ofAllVersions(role: MetricRole, query: ModelQuery, mapping: TelemetryMapping): Selector {
  return modelSelector(role, { ...query, model: { ...query.model, versions: [] } }, mapping);
}

/**
 * An element for each class or version that was not known when the rule was made and that it does not watch by itself,
 * and one of 0 without labels, so that there always is an answer. Undefined where nothing can appear.
 */
export function unknownNames(
  question: AlertQuestion,
  mapping: TelemetryMapping,
  windowMs: number,
  { classes, versions }: KnownNames
): Expr | undefined {
  const { query } = question;
  const { actual, predicted, version } = mapping.labels;
  const present = (label: string, known: readonly string[], selector: Selector, what: string) => {
    const others: LabelMatcher = noneOf(label, known);
    const seen = over('last_over_time', { ...selector, matchers: [...selector.matchers, others] }, windowMs);
    return setLabel(renamed(aggregate('group', [label], seen), label, what), APPEARED, what);
  };
  const found: Expr[] = [];
  if (missesClasses(question) && classes.length > 0) {
    const outcomes = modelSelector('outcomes', query, mapping);
    found.push(present(actual, classes, outcomes, CLASS), present(predicted, classes, outcomes, CLASS));
  }
  if (version && missesVersions(question) && versions.length > 0) {
    found.push(present(version, versions, ofAllVersions(versioned(query), query, mapping), 'version'));
  }
  return found.length === 0 ? undefined : [...found, vector(0)].reduce((left, right) => binary(left, 'or', right));
}

const unique = (names: string[]) => [...new Set(names)].sort();
