import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal, type UpstreamRequest } from '../engine';
import { type PrometheusFacts } from './facts';
import { prometheusEngine } from './prometheusEngine';

const window = { from: 0, to: 7_200_000, intervalMs: 60_000 };
const facts: PrometheusFacts = { seriesOfModel: {}, modelsByMetric: {} };

function requestsOf(asked: object): UpstreamRequest[] {
  const query = migrateQuery({ model: { name: 'm', positiveClass: 'yes' }, ...asked });
  const plan = prometheusEngine.plan(query, defaultMapping, window, facts);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.requests;
}
/** What requests are shared by, besides whom they go to. */
const asked = (query: object) =>
  requestsOf(query).map(({ target, from, to, intervalMs, maxDataPoints }) => ({
    target,
    from,
    to,
    intervalMs,
    maxDataPoints,
  }));

it('asks for the scores of a model and window once, whatever follows from them', () => {
  const brier = asked({ kind: 'quality', quality: { measure: 'brier' } });
  expect(brier).toHaveLength(1);
  for (const other of [
    { kind: 'quality', quality: { measure: 'rocAuc', interval: true, scores: 'exact' } },
    { kind: 'quality', quality: { measure: 'recall', average: 'class' }, threshold: '0.5' },
    { kind: 'curve', curve: 'roc' },
    { kind: 'curve', curve: 'reliability', result: 'series' },
    { kind: 'distribution', distribution: { of: 'score' } },
    { kind: 'confusion', threshold: '0.25' },
  ]) {
    expect(asked(other)).toEqual(brier);
  }
});

it('asks for matrix and measures of classes as the model predicted once', () => {
  const matrix = asked({ kind: 'confusion' });
  expect(asked({ kind: 'quality', quality: { measure: 'accuracy' } })).toEqual(matrix);
  expect(matrix).not.toEqual(asked({ kind: 'confusion', threshold: '0.5' }));
});

it.each([
  ['mae', ['model_outcome_absolute_error']],
  ['rmse', ['model_outcome_squared_error']],
  ['mape', ['model_outcome_absolute_percentage_error']],
  ['bias', ['model_outcome_error']],
  ['r2', ['model_outcome_squared_error', 'model_outcome_value', 'model_outcome_squared_value']],
])('%s asks for one sum with its count a metric', (measure, metrics) => {
  const requests = requestsOf({ kind: 'quality', quality: { measure } });
  expect(requests).toHaveLength(metrics.length);
  requests.forEach(({ target }, i) => {
    const names = new Set(
      String(target.expr)
        .match(/model_\w+/g)
        ?.filter((name) => !name.startsWith('modelwatch'))
    );
    expect(names).toEqual(new Set([`${metrics[i]}_sum`, `${metrics[i]}_count`]));
  });
});

it('never takes a sum that may fall for a counter', () => {
  const [{ target }] = requestsOf({ kind: 'quality', quality: { measure: 'bias' } });
  expect(target.expr).not.toMatch(/(increase|rate|resets|max_over_time)\(model_outcome_error_sum/);
});

it.each([
  [{ kind: 'errors' }, /Ask for the error rate under Operations/],
  [{ kind: 'errors', errors: { as: 'records' } }, /Ask for the error rate under Operations/],
  [{ kind: 'audit', timeBasis: 'prediction' }, /Ask a data source that reads audit records/],
  [{ kind: 'audit', audit: { as: 'completeness' } }, /Prometheus keeps no records that could be complete or not/],
])('says who keeps records: %j', (asked, sentence) => {
  expect(() => requestsOf(asked)).toThrow(sentence);
});
