import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { readSeries, type Series } from '../../frames/readSeries';
import { type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery, type QualityMeasure } from '../../query/query';
import { type ErrorSums } from '../../statistics/regression';
import { type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { measureErrors } from '../valueAnswers';
import { countNotices } from './confusion';
import { countsBy } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { refuseNative } from './histograms';
import { sumSinceRestart } from './pairedSums';
import { aggregate } from './promql';
import { promRequest } from './requests';
import { modelSelector, scaleOf, splitLabels, versionOf } from './selectors';

type SumName = Exclude<keyof ErrorSums, 'n' | 'spread'>;

/** Which sums a measure is made of; the first one's `_count` is the number of outcomes. */
const SUMS: Partial<Record<QualityMeasure, Array<[SumName, MetricRole]>>> = {
  mae: [['absolute', 'absoluteError']],
  rmse: [['squared', 'squaredError']],
  mape: [['percentage', 'percentageError']],
  bias: [['error', 'outcomeError']],
  r2: [
    ['squared', 'squaredError'],
    ['actual', 'outcomeValue'],
    ['actualSquared', 'squaredValue'],
  ],
};

/** The metrics that a measure of predicted values needs. */
export function rolesOf(measure: QualityMeasure): MetricRole[] {
  return (SUMS[measure] ?? []).map(([, role]) => role);
}

/** Sums that can fall; a measure with one of them takes all its sums over the same stretch (pairedSums.ts). */
const MAY_FALL: MetricRole[] = ['outcomeError', 'outcomeValue'];

/** A measure of predicted values, from sums that the model adds up as outcomes become known. */
export function planRegression(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const sums = SUMS[query.quality.measure] ?? [];
  const roles = rolesOf(query.quality.measure);
  const native = roles.map((role) => refuseNative(role, mapping, facts)).find((refusal) => refusal !== undefined);
  if (native) {
    return native;
  }
  const paired = roles.some((role) => MAY_FALL.includes(role));
  const sum = (role: MetricRole, suffix: '_sum' | '_count', since: boolean): UpstreamRequest => {
    const split = splitLabels(query, mapping);
    const windowMs = lookBack(query, window);
    const [summed, count] = [suffix, '_count'].map((end) => modelSelector(role, query, mapping, end));
    const expr = since
      ? aggregate('sum', split, sumSinceRestart(summed, count, windowMs, mapping))
      : countsBy(split, summed, windowMs, mapping);
    return promRequest(`${role}${suffix}${since ? '-since' : ''}`, expr, query, window);
  };
  return {
    requests: [
      ...sums.map(([, role]) => sum(role, '_sum', paired)),
      sum(roles[0], '_count', paired),
      ...(paired ? [sum(roles[0], '_count', false)] : []),
    ],
    read: (answers) => {
      const parts = answers.map(readSeries);
      const n = parts[sums.length];
      const counted = parts[parts.length - 1];
      const tally = new Tally<ErrorSums>(() => ({ n: 0 }));
      const add = (name: 'n' | SumName, series: Series[], scale: number) =>
        series.forEach(({ labels, times, values }) => {
          const version = versionOf(labels, query, mapping);
          times.forEach((time, i) => {
            const at = tally.at(version, time);
            at[name] = (at[name] ?? 0) + values[i] * scale;
          });
        });
      add('n', n, 1);
      sums.forEach(([name, role], i) => add(name, parts[i], scaleOf(role, mapping)));
      const notices = [...countNotices(counted, lookBack(query, window)), ...(paired ? leftOut(n, counted) : [])];
      const missing = roles.filter((_, i) => parts[i].length === 0);
      if (missing.length > 0) {
        notices.push({ severity: 'warning', text: explainEmpty(missing[0], query, mapping, facts) });
      }
      return measureFrames(missing.length > 0 ? [] : measureErrors(tally, query), query, window, notices);
    },
  };
}

/** How many of the outcomes could not be told from those before the window or a restart. */
function leftOut(since: Series[], counted: Series[]): QueryResultMetaNotice[] {
  const sum = (series: Series[]) => series.reduce((all, { values }) => all + values.reduce((a, b) => a + b, 0), 0);
  const [used, all] = [sum(since), sum(counted)];
  // Estimated counts are a little off themselves.
  const share = all > 0 ? 1 - used / all : 0;
  return share > 0.001
    ? [
        {
          severity: 'info',
          text: `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} % of the outcomes are left out: a sum that may fall cannot be followed across a restart, so it is taken since the last one.`,
        },
      ]
    : [];
}
