import { type DataFrame, toDataFrame } from '@grafana/data';
import { firstValueFrom } from 'rxjs';

import { type Engine, type Plan, type StepByStep, type UpstreamRequest } from '../engines/engine';
import { readSeries } from '../frames/readSeries';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type Answering, explainPlan, planQuery } from './answerQuery';
import { FactsCache } from './factsCache';
import { RequestSharing } from './requestSharing';
import { runPlan } from './runPlan';
import { FROM, numberFrame, panelRequest, TestUpstream, TO } from './testUpstream';

const asked = (expr: string): UpstreamRequest => ({
  ...{ name: expr, target: { expr }, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 60 },
});
const numberIn = (frames: DataFrame[]) => readSeries(frames)[0].values[0];

/** Asks how many there are, then for one of so many, then for its count; refuses where there is none. */
const engine: Engine<string, StepByStep> = {
  discover: () => ({ requests: [asked('facts')], read: ([frames]) => `of ${numberIn(frames)}` }),
  plan: (_query, _mapping, _window, facts) => ({
    first: {
      requests: [asked(`how many ${facts}`)],
      read: ([frames]) => {
        const many = numberIn(frames);
        return many === 0
          ? { sentence: 'There is none. Make one.' }
          : {
              first: {
                requests: [asked(`which of ${many}`)],
                read: ([found]): Plan<DataFrame[]> => ({
                  requests: [asked(`count ${numberIn(found)}`)],
                  read: ([counts]) => [toDataFrame({ fields: [{ name: 'count', values: [numberIn(counts)] }] })],
                }),
              },
            };
      },
    },
  }),
  alerting: { sentence: 'No alerts.' },
};

function world(numbers: Record<string, number>) {
  const upstream = new TestUpstream();
  upstream.answer = (expr) => (expr in numbers ? [numberFrame(numbers[expr])] : { status: 500, message: 'oops' });
  const answering: Answering<string> = {
    ...{ engine, mapping: defaultMapping, isLabel: () => true, upstream, sharing: new RequestSharing() },
    ...{ facts: new FactsCache(), templates: { replace: (text = '') => text } },
  };
  const plan = () => firstValueFrom(planQuery(migrateQuery({}), 'A', panelRequest([]), answering));
  const arrived = () => upstream.arrived.map(({ targets }) => (targets[0] as unknown as { expr: string }).expr);
  return { answering, plan, arrived };
}

describe('an engine that answers step by step', () => {
  it('is asked for each step, and gives the plan of the last one', async () => {
    const { plan, arrived, answering } = world({ facts: 7, 'how many of 7': 3, 'which of 3': 2, 'count 2': 99 });
    const { plan: last, notices } = await plan();
    expect(arrived()).toEqual(['facts', 'how many of 7', 'which of 3']);
    expect(explainPlan(last)).toBe('count 2');
    expect(notices).toEqual([]);
    const { value } = await firstValueFrom(runPlan(last, { ...answering, request: panelRequest([]), refId: 'A' }));
    expect(value[0].fields[0].values).toEqual([99]);
  });

  it('refuses in a later step with its sentence', async () => {
    const { plan, arrived } = world({ facts: 7, 'how many of 7': 0 });
    await expect(plan()).rejects.toThrow('There is none. Make one.');
    expect(arrived()).toEqual(['facts', 'how many of 7']);
  });

  it('fails where a step fails', async () => {
    const { plan } = world({ facts: 7, 'how many of 7': 3 });
    await expect(plan()).rejects.toThrow('oops');
  });
});
