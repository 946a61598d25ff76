import { FieldType, toDataFrame } from '@grafana/data';

import { suggestThreshold } from '../../alerting/suggest';
import { HISTORY_STEP_MS, historyRequest, historyWindow, readHistory } from './history';
import { pastNumbers } from './pastNumbers';
import { NOW, sharePlan } from './testPanel';

const window = historyWindow(NOW);
const upstream = { type: 'prometheus', uid: 'prom' };
const [hits] = sharePlan.inputs;

const series = (points: Array<[step: number, value: number]>, labels: Record<string, string> = {}) =>
  toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map(([step]) => window.from + step * HISTORY_STEP_MS) },
      { name: 'Value', type: FieldType.number, labels, values: points.map(([, value]) => value) },
    ],
  });

describe('the request for the past of a rule', () => {
  const request = historyRequest(hits, window, { getRef: () => upstream });

  it('asks the same query over a week of half hours', () => {
    expect(request.targets).toEqual([
      { expr: 'hits_expr', format: 'time_series', instant: false, range: true, refId: 'hits', datasource: upstream },
    ]);
    expect(request.intervalMs).toBe(1_800_000);
    expect(request.maxDataPoints).toBe(337);
    expect(request.range.to.valueOf() - request.range.from.valueOf()).toBe(7 * 24 * 3_600_000);
    expect(request.range.to.toISOString()).toBe('2026-11-24T12:00:00.000Z');
    expect(hits.target.instant).toBe(true);
  });

  it('cancels no other request', () => {
    const other = historyRequest(hits, window, { getRef: () => upstream });
    expect(other.requestId).not.toBe(request.requestId);
    expect(other.headers).not.toBe(request.headers);
  });

  it('looks as far back as an input that ends before now', () => {
    const earlier = historyRequest({ ...hits, toMs: 3_600_000 }, window, { getRef: () => upstream });
    expect(earlier.range.to.toISOString()).toBe('2026-11-24T11:00:00.000Z');
  });
});

describe('the past of a rule', () => {
  it('has an evaluation at each step, with what was there then', () => {
    const evaluations = readHistory(
      [hits],
      new Map([
        [
          'hits',
          [
            series(
              [
                [1, 5],
                [336, 7],
              ],
              { class: 'a' }
            ),
          ],
        ],
      ]),
      window
    );
    expect(evaluations).toHaveLength(336);
    expect(evaluations[335]).toEqual({
      time: window.to,
      answers: new Map([['hits', [{ type: 'number', labels: { class: 'a' }, value: 7 }]]]),
    });
    // A step without a point is no data, and not 0.
    expect(evaluations[1].answers.get('hits')).toEqual([]);
  });

  it('is aligned by the evaluation, where an input ends before it', () => {
    const earlier = { ...hits, toMs: HISTORY_STEP_MS };
    const evaluations = readHistory([earlier], new Map([['hits', [series([[0, 5]])]]]), window);
    expect(evaluations[0].answers.get('hits')).toHaveLength(1);
  });

  it('has no data where nothing was answered', () => {
    const evaluations = readHistory(sharePlan.inputs, new Map([['hits', [toDataFrame({ fields: [] })]]]), window);
    expect([...evaluations[0].answers]).toEqual([
      ['hits', []],
      ['support', []],
    ]);
  });
});

describe('the past numbers of a rule', () => {
  const counts = (labels: Record<string, string>, right: number) => {
    const points = Array.from({ length: 336 }, (_, i): [number, number] => [i + 1, 0]);
    return {
      hits: series(
        points.map(([step]) => [step, right]),
        labels
      ),
      support: series(
        points.map(([step]) => [step, 100]),
        labels
      ),
    };
  };
  const good = counts({ class: 'a' }, 97);
  const bad = counts({ class: 'b' }, 60);
  const answers = new Map([
    ['hits', [good.hits, bad.hits]],
    ['support', [good.support, bad.support]],
  ]);
  const evaluations = readHistory(sharePlan.inputs, answers, window);

  it('are the values and bounds that the rule would have compared, by instance', () => {
    const past = pastNumbers(sharePlan, upstream, evaluations, 0.95);
    expect(past.map((numbers) => [numbers.length, numbers[0].value])).toEqual([
      [336, 0.97],
      [336, 0.6],
    ]);
    // Wilson's interval of 97 in 100 at 95 %.
    expect(past[0][0].lower).toBeCloseTo(0.915, 3);
    expect(past[0][0].upper).toBeCloseTo(0.99, 2);
  });

  it('have no bounds where no interval is defined', () => {
    const [[first]] = pastNumbers({ ...sharePlan, interval: undefined }, upstream, evaluations, 0.95);
    expect(first).toEqual({ value: 0.97, lower: undefined, upper: undefined });
  });

  it('suggest a threshold below the worst instance', () => {
    const past = pastNumbers(sharePlan, upstream, evaluations, 0.95);
    expect(suggestThreshold(past, 'below', sharePlan.style)).toEqual({ threshold: 0.5 });
  });

  it('are none where a query answered nothing', () => {
    const without = readHistory(sharePlan.inputs, new Map([['support', [good.support]]]), window);
    expect(pastNumbers(sharePlan, upstream, without, 0.95)).toEqual([]);
  });
});
