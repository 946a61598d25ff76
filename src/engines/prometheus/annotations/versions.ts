import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { readSeries, type Series } from '../../../frames/readSeries';
import { type AnnotationOptions } from '../../../query/annotation';
import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { versionEvents, versionLookBack } from '../../annotations/firstSeen';
import { type Plan, type TimeWindow } from '../../engine';
import { lookBack } from '../../lookBack';
import { positive } from '../counts';
import { explainEmpty, type PrometheusFacts } from '../facts';
import { aggregate, over } from '../promql';
import { instantRequest, rangeRequest } from '../requests';
import { modelSelector } from '../selectors';

/**
 * Versions whose first prediction is counted in the window: a counter that is 0 says that a version is loaded, not that it
 * has predicted. At which step each was first seen comes from a series a version, and which were there before from one
 * number a version; no series of a class or instance is fetched.
 */
export function planVersions(
  asked: AnnotationOptions,
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> {
  const label = mapping.labels.version;
  const predictions = modelSelector('predictions', query, mapping);
  const counted = (range: number) => positive(aggregate('max', [label], over('max_over_time', predictions, range)));
  const lookBackMs = versionLookBack(asked);
  const versionOf = ({ labels }: Series) => labels[label] ?? '';
  return {
    requests: [
      rangeRequest('versions', counted(lookBack(query, window)), window),
      instantRequest('versions-before', counted(lookBackMs), {
        ...window,
        from: window.from - lookBackMs,
        to: window.from,
      }),
    ],
    read: (answers) => {
      const [inWindow, before] = answers.map(readSeries);
      const notices: QueryResultMetaNotice[] =
        inWindow.length === 0
          ? [{ severity: 'warning', text: explainEmpty('predictions', query, mapping, facts) }]
          : [];
      const first = new Map(
        inWindow.flatMap((series): Array<[string, number]> => {
          // The first step may lie before the window.
          const time = series.times.find((time) => time > window.from);
          return time === undefined ? [] : [[versionOf(series), time]];
        })
      );
      const seen = { before: new Set(before.map(versionOf)), first };
      const remedy = 'Map the label that holds it in the data source settings.';
      return versionEvents(seen, asked, query, window, notices, remedy);
    },
  };
}
