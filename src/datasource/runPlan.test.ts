import { toDataFrame } from '@grafana/data';
import { firstValueFrom, toArray } from 'rxjs';

import { type Plan, type UpstreamRequest } from '../engines/engine';
import { readSeries } from '../frames/readSeries';
import { RequestSharing } from './requestSharing';
import { type PlanContext, runPlan } from './runPlan';
import { FROM, numberFrame, panelRequest, TestUpstream, TO } from './testUpstream';

const asked = (expr: string, changes: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  ...{ name: expr, target: { expr }, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 60 },
  ...changes,
});

/** Sums up each answer. */
const sums = (...requests: UpstreamRequest[]): Plan<number[]> => ({
  requests,
  read: (answers) => answers.map((frames) => readSeries(frames).reduce((sum, { values }) => sum + values[0], 0)),
});

function world(answer: TestUpstream['answer']): { upstream: TestUpstream; context: PlanContext } {
  const upstream = new TestUpstream();
  upstream.answer = answer;
  return { upstream, context: { request: panelRequest([]), refId: 'A', upstream, sharing: new RequestSharing() } };
}

const run = (plan: Plan<number[]>, context: PlanContext) => firstValueFrom(runPlan(plan, context));

describe('running a plan', () => {
  it('reads the answers in the order of the requests, whichever comes first', async () => {
    const { context } = world((expr) => (expr === 'two' ? [numberFrame(2), numberFrame(20)] : [numberFrame(1)]));
    expect(await run(sums(asked('one'), asked('two'), asked('one')), context)).toEqual({
      value: [1, 22, 1],
      notices: [],
    });
  });

  it('answers once, and completes', async () => {
    const { context } = world(() => [numberFrame(1)]);
    expect(await firstValueFrom(runPlan(sums(asked('one')), context).pipe(toArray()))).toHaveLength(1);
  });

  it('touches nothing without requests, and needs no data source then', async () => {
    const { upstream, context } = world(() => []);
    const plan: Plan<string> = { requests: [], read: (answers) => `${answers.length} answers` };
    expect(await firstValueFrom(runPlan(plan, context))).toEqual({ value: '0 answers', notices: [] });
    expect(upstream.arrived).toEqual([]);
    expect(await firstValueFrom(runPlan(plan, { ...context, upstream: undefined }))).toMatchObject({
      value: '0 answers',
    });
  });

  it('says so where there is a request and nobody to ask', async () => {
    const { context } = world(() => []);
    await expect(run(sums(asked('one')), { ...context, upstream: undefined })).rejects.toThrow(
      "the plan has the request 'one', and there is no data source to ask"
    );
  });

  it('gives each request its own window, step and name, and nothing of the panel beyond', async () => {
    const { upstream, context } = world(() => []);
    await run(sums(asked('one'), asked('two', { from: FROM - 1000, to: TO - 1000, intervalMs: 15_000 })), context);
    const [one, two] = upstream.arrived;
    expect([one.targets[0].refId, two.targets[0].refId]).toEqual(['A-one', 'A-two']);
    expect([two.range.from.valueOf(), two.range.to.valueOf(), two.interval]).toEqual([FROM - 1000, TO - 1000, '15s']);
    expect(one.range).toBe(context.request.range);
  });

  it('fails with a sentence as soon as a required request fails', async () => {
    const { context } = world((expr) => (expr === 'bad' ? { status: 500, message: 'oops' } : [numberFrame(1)]));
    await expect(run(sums(asked('good'), asked('bad')), context)).rejects.toThrow(
      'Prom answered with an error (500): oops. Look at its log, and refresh to ask again.'
    );
  });

  it('reads on without an optional request that fails, with a notice', async () => {
    const { context } = world((expr) => (expr === 'bad' ? { status: 403 } : [numberFrame(1)]));
    const { value, notices } = await run(sums(asked('good'), asked('bad', { optional: true })), context);
    expect(value).toEqual([1, 0]);
    expect(notices).toEqual([
      {
        severity: 'warning',
        text: 'A part of the query failed. You may not query the data source Prom (403). Ask an administrator for the permission to query it.',
      },
    ]);
  });

  it('passes warnings of the upstream on, each once, and leaves out what is only informative', async () => {
    const warned = (text: string, severity: 'info' | 'warning') =>
      toDataFrame({ fields: [], meta: { notices: [{ severity, text }] } });
    const { context } = world(() => [warned('cut off', 'warning'), warned('cut off', 'warning'), warned('hi', 'info')]);
    const { notices } = await run(sums(asked('one')), context);
    expect(notices.map(({ text }) => text)).toEqual(['cut off']);
  });

  it('cancels what nobody else waits for when it is left', async () => {
    const { upstream, context } = world(() => 'never');
    const one = runPlan(sums(asked('slow')), context).subscribe();
    const other = runPlan(sums(asked('slow')), { ...context, refId: 'B' }).subscribe();
    expect(upstream.arrived).toHaveLength(1);
    one.unsubscribe();
    expect(upstream.cancelled).toBe(0);
    other.unsubscribe();
    expect(upstream.cancelled).toBe(1);
  });
});
