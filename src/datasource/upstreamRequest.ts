import { CoreApp, type DataQueryRequest, type DataSourceApi, dateTime, type TimeRange } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { type UpstreamRequest } from '../engines/engine';
import { intervalText } from './interval';
import { type Asker } from './requestSharing';

let serial = 0;

/**
 * A fresh request for the upstream; `request`, the one that Grafana gave us, is left as it is.
 * Ad hoc filters are not forwarded: the engine has compiled them into the selectors that have the label.
 */
export function toUpstreamRequest(
  asked: UpstreamRequest,
  request: DataQueryRequest,
  refId: string,
  upstream: DataSourceApi
): DataQueryRequest {
  const { timezone, dashboardUID, dashboardTitle, panelId, panelName, panelPluginId } = request;
  const { cacheTimeout, queryCachingTTL, skipQueryCache, queryGroupId, hideFromInspector } = request;
  const range = rangeOf(asked, request.range);
  const target: DataQuery = {
    ...asked.target,
    // Stable and unique for each window: Prometheus's incremental cache is keyed by dashboard, panel and refId.
    refId: `${refId}-${asked.name}`,
    // DataSourceWithBackend would post to the uid of a foreign reference, and interpolate nothing.
    datasource: upstream.getRef(),
  };
  return {
    // Unique, since Grafana cancels the older of two requests with one id; the prefix is what the inspector looks for.
    requestId: `${request.requestId}-${refId}-${asked.name}-${++serial}`,
    interval: intervalText(asked.intervalMs),
    intervalMs: asked.intervalMs,
    maxDataPoints: asked.maxDataPoints,
    range,
    rangeRaw: range.raw,
    scopedVars: { ...request.scopedVars },
    targets: [target],
    timezone,
    // In Explore, Prometheus turns answers into tables of its own.
    app: request.app === CoreApp.Explore ? CoreApp.Unknown : request.app,
    startTime: request.startTime,
    headers: { ...request.headers, ...asked.headers },
    dashboardUID,
    dashboardTitle,
    panelId,
    panelName,
    panelPluginId,
    cacheTimeout,
    queryCachingTTL,
    skipQueryCache,
    queryGroupId,
    hideFromInspector,
  };
}

/** What makes two upstream requests the same. Targets hold no variables any more. */
export function sharingKey(asked: UpstreamRequest, request: DataQueryRequest, upstream: DataSourceApi): string {
  const { target, from, to, intervalMs, maxDataPoints } = asked;
  // The time zone decides how Prometheus aligns the steps.
  const { timezone, skipQueryCache = false } = request;
  return JSON.stringify([upstream.uid, target, from, to, intervalMs, maxDataPoints, timezone, skipQueryCache]);
}

export function askerOf({ app, dashboardUID, panelId, requestId, startTime }: DataQueryRequest): Asker {
  return {
    // Explore has no panels; its request ids name its panes, and stay the same.
    identity:
      panelId !== undefined
        ? `${dashboardUID ?? ''}/${panelId}`
        : app === CoreApp.Explore
          ? `explore/${requestId}`
          : undefined,
    run: `${requestId}/${startTime}`,
    startTime,
  };
}

/** The panel's own range where it is the same window, since only a relative one uses the incremental cache. */
function rangeOf({ from, to }: UpstreamRequest, range: TimeRange): TimeRange {
  if (range.from.valueOf() === from && range.to.valueOf() === to) {
    return range;
  }
  // In UTC, as Prometheus aligns steps by the range's own time zone, and an engine counts them in UTC.
  const absolute = { from: dateTime(from).utc(), to: dateTime(to).utc() };
  return { ...absolute, raw: absolute };
}
