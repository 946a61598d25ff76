/** What the form asks of data sources: the plan of a rule from ours, its past from the user's own. */
import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  toDataFrame,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { type AlertRule } from '../../alerting/rule';
import { type PastEvaluation } from '../../alerting/simulate';
import { hasPast } from '../../engines/elasticsearch/alert/past';
import { type AlertPlan, type AlertQuestion, isRefusal, type Refusal, type TimeWindow } from '../../engines/engine';
import { fixedRange } from '../fixedRange';
import { readFailure } from './failures';
import { historyRequest, historyWindow, readHistory } from './history';
import { framesOfEach, planHistory, requestsTogether } from './historyOfRecords';

/** What the form uses of our data source's class. */
interface ModelwatchInstance extends DataSourceApi {
  settings: { upstreamUid?: string };
  alertPlan(question: AlertQuestion, request: DataQueryRequest): Promise<AlertPlan | Refusal>;
}

export interface PlanInput {
  dataSource: NonNullable<DataQuery['datasource']>;
  question: AlertQuestion;
  window: TimeWindow;
}

/** A plan, and the user's own data source that it asks. */
export interface Planned {
  plan: AlertPlan;
  upstream: AlertRule['upstream'] & { name: string };
}

let serial = 0;

export async function loadPlan({ dataSource, question, window }: PlanInput): Promise<Planned | Refusal> {
  const ours = (await getDataSourceSrv().get(dataSource)) as ModelwatchInstance;
  const plan = await ours.alertPlan(question, {
    requestId: `modelwatch-alert-plan-${++serial}`,
    interval: '1m',
    intervalMs: window.intervalMs,
    range: fixedRange(window),
    scopedVars: {},
    targets: [],
    timezone: 'browser',
    app: 'modelwatch-alert',
    startTime: Date.now(),
  });
  if (isRefusal(plan)) {
    return plan;
  }
  const { type, uid, name } = await getDataSourceSrv().get(ours.settings.upstreamUid);
  return { plan, upstream: { type, uid, name } };
}

/** What the inputs of a plan would have answered over the last week. */
export async function loadHistory({ plan, upstream, now }: Planned & { now: number }): Promise<PastEvaluation[]> {
  const source = await getDataSourceSrv().get(upstream.uid);
  const window = historyWindow(now);
  const ask = async (request: DataQueryRequest): Promise<DataFrame[]> => {
    const answer = await lastValueFrom(from(source.query(request)) as Observable<DataQueryResponse>);
    const error = answer.errors?.[0] ?? answer.error;
    if (error) {
      throw new Error(`${upstream.name} does not answer for the last 7 days: ${readFailure(error).said}`);
    }
    return answer.data.map((frame) => toDataFrame(frame));
  };
  if (hasPast(plan.inputs)) {
    const { requests, read } = planHistory(plan.inputs, window);
    const frames = await Promise.all(requestsTogether(requests, source).map(ask));
    return read(framesOfEach(requests, frames.flat()));
  }
  const answers = await Promise.all(
    plan.inputs.map(async (input) => [input.name, await ask(historyRequest(input, window, source))] as const)
  );
  return readHistory(plan.inputs, new Map(answers), window);
}
