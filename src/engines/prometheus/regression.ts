import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { readAllSeries, type Series } from '../../frames/readSeries';
import { describeDuration } from '../../query/duration';
import { type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery, type QualityMeasure } from '../../query/query';
import { type ErrorSums } from '../../statistics/regression';
import { type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { getOrAdd, Tally } from '../tally';
import { measureErrors } from '../valueAnswers';
import { countNotices, share } from './confusion';
import { COUNTED, countsBy } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { refuseNative } from './histograms';
import { binary, type Expr, setLabel } from './promql';
import { promRequest } from './requests';
import { modelSelector, scaleOf, splitLabels, versionOf } from './selectors';
import { signedBy } from './signedSums';

/** The sums that a measure needs. Several at once must be of the same outcomes, so they are taken as signed sums are. */
interface Needs {
  roles: MetricRole[];
  signed: boolean;
  /** Of use where it is there: for an interval. */
  optional?: MetricRole;
}

const NEEDS: Partial<Record<QualityMeasure, Needs>> = {
  mae: { roles: ['absoluteError'], signed: false },
  rmse: { roles: ['squaredError'], signed: false },
  mape: { roles: ['percentageError'], signed: false },
  bias: { roles: ['outcomeError'], signed: true, optional: 'squaredError' },
  r2: { roles: ['squaredError', 'outcomeValue', 'squaredValue'], signed: true },
};

/** What each metric sums up. */
const SUMS: Partial<Record<MetricRole, Exclude<keyof ErrorSums, 'n' | 'spread'>>> = {
  absoluteError: 'absolute',
  squaredError: 'squared',
  percentageError: 'percentage',
  outcomeError: 'error',
  outcomeValue: 'actual',
  squaredValue: 'actualSquared',
};

function needsOf(measure: QualityMeasure): Needs {
  return NEEDS[measure] ?? { roles: [], signed: false };
}

/** The metrics without which a measure of predicted values cannot be computed. */
export function rolesOf(measure: QualityMeasure): MetricRole[] {
  return needsOf(measure).roles;
}

/** A measure of predicted values, from sums over outcomes. */
export function planRegression(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const { roles, signed, optional } = needsOf(query.quality.measure);
  for (const role of roles) {
    const native = refuseNative(role, mapping, facts);
    if (native) {
      return native;
    }
  }
  const extra = optional && facts.seriesOfModel[`${mapping.metrics[optional]}_count`] > 0 ? [optional] : [];
  const asked = [...roles, ...extra];
  return {
    requests: asked.map((role) => ({
      ...sumsRequest(role, signed, query, mapping, window),
      ...(role === optional && { optional: true }),
    })),
    read: (answers) => {
      const parts = new Map(asked.map((role, i) => [role, readAllSeries(answers[i])]));
      const of = (role: MetricRole) => parts.get(role) ?? [];
      const missing = roles.filter((role) => of(role).length === 0);
      if (missing.length > 0) {
        const text = explainEmpty(missing[0], query, mapping, facts);
        return measureFrames([], query, window, [{ severity: 'warning', text }]);
      }
      const windowMs = lookBack(query, window);
      const notices = signed
        ? signedNotices(of(roles[0]), mapping.metrics[roles[0]], windowMs)
        : countNotices(of(roles[0]).filter(isPart('count')), windowMs);
      const tally = tallyParts(parts, query, mapping);
      notices.push(...oddities(tally, mapping));
      return measureFrames(measureErrors(tally.map(sumsOf), query), query, window, notices);
    },
  };
}

/** Says which of the series of one answer is the sum and which the number of what is in it. */
const PART = 'modelwatch_part';
/** 'all': how many there were, whether or not they are in the sum. */
type Part = 'sum' | 'count' | 'all';

const isPart =
  (part: Part) =>
  ({ labels }: Series) =>
    labels[PART] === part;

/** Sum and count of one metric in one request, so that a scrape cannot come between them. */
function sumsRequest(
  role: MetricRole,
  signed: boolean,
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow
): UpstreamRequest {
  const by = splitLabels(query, mapping);
  const windowMs = lookBack(query, window);
  const sum = modelSelector(role, query, mapping, '_sum');
  const count = modelSelector(role, query, mapping, '_count');
  const all = countsBy(by, count, windowMs, mapping);
  const parts: Array<[Part, Expr]> = [];
  if (signed) {
    const along = signedBy(by, { sum, count }, windowMs, mapping);
    parts.push(['sum', along.sum], ['count', along.count], ['all', all]);
  } else {
    parts.push(['sum', countsBy(by, sum, windowMs, mapping)], ['count', all]);
  }
  const expr = parts
    .map(([part, operand]) => setLabel(operand, PART, part))
    .reduce((left, right) => binary(left, 'or', right));
  return promRequest(`${role}-${signed ? 'signed' : 'sums'}`, expr, query, window);
}

/** A sum and the number of outcomes in it. */
interface Counted {
  n: number;
  sum: number;
}

function tallyParts(
  parts: Map<MetricRole, Series[]>,
  query: ModelQuery,
  mapping: TelemetryMapping
): Tally<Map<MetricRole, Counted>> {
  const tally = new Tally<Map<MetricRole, Counted>>(() => new Map());
  for (const [role, all] of parts) {
    const scale = scaleOf(role, mapping);
    for (const { labels, times, values } of all) {
      const part = labels[PART] as Part;
      times.forEach((time, i) => {
        const counted = getOrAdd(tally.at(versionOf(labels, query, mapping), time), role, () => ({ n: 0, sum: 0 }));
        if (part === 'sum') {
          counted.sum += scale * values[i];
        } else if (part === 'count') {
          counted.n += values[i];
        }
      });
    }
  }
  return tally;
}

/**
 * The sums of one version at one time, all for the number of outcomes of the first metric: another metric's sum is
 * stretched to it where it has seen more or fewer.
 */
function sumsOf(roles: Map<MetricRole, Counted>): ErrorSums {
  const [first] = roles.values();
  const sums: ErrorSums = { n: first?.n ?? 0 };
  for (const [role, { n, sum }] of roles) {
    const name = SUMS[role];
    if (name && n > 0) {
      sums[name] = sum * (sums.n / n);
    }
  }
  return sums;
}

/** What is odd about the sums, besides how they were counted. */
function oddities(tally: Tally<Map<MetricRole, Counted>>, { metrics }: TelemetryMapping): QueryResultMetaNotice[] {
  const total = new Map<MetricRole, Counted>();
  for (const [, byTime] of tally.entries()) {
    for (const roles of byTime.values()) {
      for (const [role, { n, sum }] of roles) {
        const counted = getOrAdd(total, role, () => ({ n: 0, sum: 0 }));
        counted.n += n;
        counted.sum += sum;
      }
    }
  }
  const notices: QueryResultMetaNotice[] = [];
  const [first, ...others] = total;
  for (const [role, { sum }] of total) {
    if (!Number.isFinite(sum)) {
      notices.push({
        severity: 'warning',
        text: `${metrics[role]}_sum is no finite number for some processes, and stays so until they restart: a value that is none was added to it. Leave such outcomes out; a percentage error, where the actual value is 0.`,
      });
    }
  }
  for (const [role, { n }] of others) {
    if (Math.abs(n - first[1].n) > Math.max(1, UNLIKE * first[1].n)) {
      notices.push({
        severity: 'warning',
        text: `${metrics[first[0]]} has ${Math.round(first[1].n)} outcomes and ${metrics[role]} has ${Math.round(n)}, where each outcome belongs into both. Their means are put together here as if they were of the same outcomes.`,
      });
    }
  }
  return notices;
}

/** By what share the numbers of outcomes of two metrics may differ before it is said. */
const UNLIKE = 0.01;

/** How much of the outcomes is not in signed sums, and how much is extrapolated. */
function signedNotices(series: readonly Series[], name: string, windowMs: number): QueryResultMetaNotice[] {
  const sum = (part: Part, counted?: string) =>
    series
      .filter(isPart(part))
      .filter(({ labels }) => counted === undefined || labels[COUNTED] === counted)
      .reduce((total, { values }) => total + values.reduce((a, b) => a + b, 0), 0);
  const all = sum('all');
  const counted = sum('count');
  const estimated = sum('count', 'estimate');
  const window = describeDuration(windowMs);
  const notices: QueryResultMetaNotice[] = [];
  // What is extrapolated differs a little from one way of extrapolating to another.
  if (all - counted > Math.max(0.5, estimated > 0 ? 0.05 * all : 0)) {
    notices.push({
      severity: 'info',
      text: `${share(all - counted, all)} of the outcomes are left out: they came before a restart in a window of ${window}, or while nothing was scraped, and ${name}_sum, which may fall, does not tell what it was then.`,
    });
  }
  if (estimated > 0) {
    notices.push({
      severity: 'info',
      text: `${share(estimated, counted)} of the outcomes are extrapolated: their series were first seen in a window of ${window}, on an instance that had not been scraped at its start.`,
    });
  }
  return notices;
}
