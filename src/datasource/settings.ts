import { type DataSourceJsonData } from '@grafana/data';

import { completeMapping, type PartialMapping, type TelemetryMapping } from '../query/mapping';

/** What the data source's settings store. */
export interface ModelwatchJsonData extends DataSourceJsonData {
  /** The uid of the data source that is asked. */
  upstreamUid?: string;
  /** Only what differs from the telemetry contract. */
  mapping?: PartialMapping;
}

export interface Settings {
  upstreamUid: string | undefined;
  mapping: TelemetryMapping;
}

/** Settings as they are used; never throws, since provisioning files are written by hand. */
export function readSettings(jsonData: ModelwatchJsonData | undefined): Settings {
  const { upstreamUid, mapping } = jsonData ?? {};
  return {
    upstreamUid: typeof upstreamUid === 'string' && upstreamUid.trim() !== '' ? upstreamUid.trim() : undefined,
    mapping: completeMapping(tidyMapping(mapping)),
  };
}

function tidyMapping(stored: unknown): PartialMapping {
  if (!isObject(stored)) {
    return {};
  }
  return {
    metrics: texts(stored.metrics),
    labels: texts(stored.labels),
    ...(Array.isArray(stored.instanceLabels) && {
      instanceLabels: stored.instanceLabels.filter(
        (label): label is string => typeof label === 'string' && label.trim() !== ''
      ),
    }),
    existing: Array.isArray(stored.existing)
      ? stored.existing.filter((one) => isObject(one) && typeof one.metric === 'string' && one.metric.trim() !== '')
      : [],
  };
}

function texts(stored: unknown): Record<string, string> {
  return isObject(stored)
    ? Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
