import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { type AnnotationOptions } from '../../query/annotation';
import { type ModelQuery } from '../../query/query';
import { type RecordMapping } from '../../query/recordFields';
import { type Annotator } from '../annotations/annotator';
import { versionEvents, versionLookBack } from '../annotations/firstSeen';
import { planQuality } from '../annotations/quality';
import { recordsKnowNoRestarts } from '../annotations/restarts';
import { type Engine, isRefusal, isStaged, type Plan, type StepByStep, type TimeWindow } from '../engine';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists, not } from './lucene';
import { readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { countMetric, stepEnd, terms } from './target';
import { countRequest, type Windows } from './windows';

/** Annotations by aggregations over audit records, through the user's own Elasticsearch data source. */
export function elasticsearchAnnotator(
  engine: Engine<ElasticsearchFacts, StepByStep>,
  records: RecordMapping
): Annotator<ElasticsearchFacts> {
  return {
    plan(asked, query, mapping, window, facts) {
      if (asked.event === 'restart') {
        return recordsKnowNoRestarts;
      }
      if (asked.event === 'quality') {
        return planQuality(atOnce(engine), asked, query, mapping, window, facts);
      }
      // What the engine cannot answer of the model's predictions, it cannot mark.
      const answerable = engine.plan(query, mapping, window, facts);
      return isRefusal(answerable) ? answerable : planVersions(asked, query, records, window, facts);
    },
  };
}

/** Measures are asked in one step. */
function atOnce(engine: Engine<ElasticsearchFacts, StepByStep>): Pick<Engine<ElasticsearchFacts>, 'plan'> {
  return {
    plan: (...asked) => {
      const planned = engine.plan(...asked);
      return isRefusal(planned) || !isStaged(planned)
        ? planned
        : { sentence: 'This is asked in several steps, and so cannot be marked. Choose a measure of quality.' };
    },
  };
}

/** Versions whose first prediction was made in the window: told to a step of the panel, as from Prometheus. */
function planVersions(
  asked: AnnotationOptions,
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> {
  const { fields } = mapping;
  const { from, to, intervalMs } = window;
  const counted = (name: string, times: Omit<Windows, 'timesOf'>) =>
    countRequest(
      name,
      {
        basis: 'prediction',
        query: [...modelRecords(query, mapping, 'predictions'), not(exists(fields.errorType))],
        metrics: [countMetric],
        buckets: [terms(fields.version, '')],
      },
      { ...times, timesOf: () => [] },
      mapping
    );
  const requests = [
    counted('versions', { from, to, stepMs: intervalMs }),
    counted('versions-before', { from: from - versionLookBack(asked), to: from }),
  ];
  return {
    requests,
    read: (answers) => {
      const [inWindow, before] = answers.map((frames, i) => readBuckets(requests[i], frames));
      const notices: QueryResultMetaNotice[] = inWindow.length === 0 ? [explainEmpty([], query, mapping, facts)] : [];
      const first = new Map<string, number>();
      for (const { keys, time } of inWindow) {
        const version = keys[fields.version] ?? '';
        const at = Math.min(to, stepEnd(time ?? to, intervalMs));
        first.set(version, Math.min(first.get(version) ?? at, at));
      }
      const seen = { before: new Set(before.map(({ keys }) => keys[fields.version] ?? '')), first };
      const remedy = 'Map the field that holds it in the data source settings.';
      return versionEvents(seen, asked, query, window, notices, remedy);
    },
  };
}
