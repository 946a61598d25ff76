import { type DataFrame } from '@grafana/data';

import { type AnnotationOptions } from '../../query/annotation';
import { type ModelQuery } from '../../query/query';
import { type Annotator } from '../annotations/annotator';
import { versionEvents, versionLookBack } from '../annotations/firstSeen';
import { planQuality } from '../annotations/quality';
import { recordsKnowNoRestarts } from '../annotations/restarts';
import { isRefusal, type TimeWindow } from '../engine';
import { getOrAdd } from '../tally';
import { recordFilter } from './matchers';
import { explainNone, info } from './notices';
import { timeOn } from './records';
import { type SampleFacts, sampleEngine } from './sampleEngine';
import { type RecordSource } from './source';

/** Annotations from audit records, in the browser. */
export function sampleAnnotator(source: RecordSource): Annotator<SampleFacts> {
  const engine = sampleEngine(source);
  return {
    plan(asked, query, mapping, window, facts) {
      if (asked.event === 'restart') {
        return recordsKnowNoRestarts;
      }
      if (asked.event === 'quality') {
        return planQuality(engine, asked, query, mapping, window, facts);
      }
      // What the engine cannot answer of the model's predictions, it cannot mark.
      const answerable = engine.plan(query, mapping, window, facts);
      return isRefusal(answerable)
        ? answerable
        : { requests: [], read: () => answerVersions(asked, query, window, source) };
    },
  };
}

/** Versions whose first prediction was made in the window. */
function answerVersions(
  asked: AnnotationOptions,
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource
): DataFrame[] {
  const { model } = query;
  const from = window.from - versionLookBack(asked);
  const passes = recordFilter(model, 'predictions');
  const before = new Set<string>();
  const first = new Map<string, number>();
  for (const record of source.records(model.name, from, window.to, 'prediction')) {
    if (record.error === undefined && passes(record)) {
      const time = timeOn('prediction', record) ?? NaN;
      if (time > window.from) {
        getOrAdd(first, record.version, () => time);
      } else {
        before.add(record.version);
      }
    }
  }
  const notices = source.notices(model.name, from, window.to, 'prediction').map(info);
  if (first.size === 0) {
    notices.push(explainNone('is a prediction with a time (@timestamp)', query, window, source));
  }
  const remedy = 'Give the records a column model.version.';
  return versionEvents({ before, first }, asked, query, window, notices, remedy);
}
