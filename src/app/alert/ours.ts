import { type DataFrame, type PanelData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { type ModelwatchMeta, modelwatchMeta } from '../../frames/modelwatchMeta';
import { DATA_SOURCE_TYPE } from '../setUpSteps';

/** Whether a panel's query is one of ours, by what is stored of it or by how it was answered. */
export function isOurs({ datasource, refId }: DataQuery, data?: PanelData): boolean {
  return datasource?.type === DATA_SOURCE_TYPE || answerOf(refId, data) !== undefined;
}

export function framesOf(refId: string, data?: PanelData): DataFrame[] {
  return data?.series.filter((frame) => frame.refId === refId) ?? [];
}

/** What our frames say of how a query was answered. */
export function answerOf(refId: string, data?: PanelData): ModelwatchMeta | undefined {
  return framesOf(refId, data)
    .map(modelwatchMeta)
    .find((meta) => meta?.query !== undefined);
}
