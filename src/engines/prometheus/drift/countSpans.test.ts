import { toDataFrame } from '@grafana/data';

import { type Span } from '../../drift/variables';
import { selector } from '../promql';
import { countSpans, isGrid } from './countSpans';

const MINUTE = 60_000;
const span = (to: number, length = 10, versions: string[] = []): Span => ({
  from: (to - length) * MINUTE,
  to: to * MINUTE,
  versions,
});
const exprOf = (lengthMs: number, versions: readonly string[]) =>
  selector({ metric: `counts_${lengthMs / MINUTE}_${versions.join()}`, matchers: [] });
const plan = (...spans: Span[]) => countSpans('features', spans, exprOf);

const series = (times: number[], values: number[]) =>
  toDataFrame({
    fields: [
      { name: 'Time', values: times.map((time) => time * MINUTE) },
      { name: 'Value', values },
    ],
  });

describe('counting spans', () => {
  it('asks once over time where their ends are even steps that Grafana meets', () => {
    const { requests } = plan(span(30), span(10), span(20));
    expect(requests).toMatchObject([
      { name: 'features-0', from: 10 * MINUTE, to: 30 * MINUTE, intervalMs: 10 * MINUTE, target: { range: true } },
    ]);
    // Grafana rounds a step of exactly the range over the number of points.
    expect((requests[0].to - requests[0].from) / requests[0].maxDataPoints).toBeLessThan(requests[0].intervalMs);
  });

  it('asks for each where ends are no multiples of the step, and for two', () => {
    for (const { requests } of [plan(span(11), span(21), span(31)), plan(span(10), span(20))]) {
      expect(requests.every(({ target }) => target.instant === true)).toBe(true);
    }
    expect(plan(span(11), span(21), span(31)).requests.map(({ from, to }) => [from / MINUTE, to / MINUTE])).toEqual([
      [1, 11],
      [11, 21],
      [21, 31],
    ]);
  });

  it('counts each length and each choice of versions by an expression of its own', () => {
    const { requests } = plan(span(10), span(10, 20), span(10, 20, ['v1']));
    expect(requests.map(({ target }) => target.expr)).toEqual(['counts_10_', 'counts_20_', 'counts_20_v1']);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(3);
  });

  it('puts together what was counted of spans that are alike, by their ends', () => {
    const { requests, read } = plan(span(10), span(20), span(30), span(47), span(10, 5));
    expect(requests).toHaveLength(3);
    // Grafana evaluates from a multiple of the step on, which may be before the first end.
    const counts = read([[series([0, 10, 20, 30], [9, 1, 2, 3])], [series([46.9], [4])], [series([10], [5])]]);
    expect(counts.map(({ lengthMs }) => lengthMs / MINUTE)).toEqual([10, 5]);
    expect(counts[0].series.map(({ times, values }) => [times.map((time) => time / MINUTE), values])).toEqual([
      [
        [10, 20, 30],
        [1, 2, 3],
      ],
      [[47], [4]],
    ]);
  });

  it('knows a grid', () => {
    const group = { lengthMs: 1, versions: [], stepMs: 10 };
    expect(isGrid({ ...group, ends: [10, 20, 30] })).toBe(true);
    expect(isGrid({ ...group, ends: [10, 20] })).toBe(false);
    expect(isGrid({ ...group, ends: [11, 21, 31] })).toBe(false);
  });
});
