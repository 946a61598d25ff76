/** For tests: records answered by the engine that answers for files, as the data source would hand them over. */
import { readAudit } from '../../frames/auditFrame';
import { isRefusal } from '../../engines/engine';
import { type AuditRecord } from '../../engines/sample/records';
import { recordsSource } from '../../engines/sample/recordsSource';
import { sampleEngine } from '../../engines/sample/sampleEngine';
import { defaultMapping } from '../../query/mapping';
import { defaultQuery, type ModelQuery } from '../../query/query';
import { type RecordsAnswer } from './answer';
import { type RecordsAsked } from './askRecords';

export const model = 'loans';

export function record(more: Partial<AuditRecord> = {}): AuditRecord {
  return { model, version: '2', predicted: 'yes', features: {}, ...more };
}

/** All records of the model up to the time 100,000. */
export function asked(more: Partial<ModelQuery> = {}): RecordsAsked {
  const query: ModelQuery = {
    ...defaultQuery,
    kind: 'audit',
    timeBasis: 'prediction',
    model: { name: model, versions: [], matchers: [] },
    ...more,
  };
  return { datasource: 'records', query, from: 0, to: 100_000 };
}

export function answerer(records: readonly AuditRecord[]) {
  const engine = sampleEngine(recordsSource(records));
  return async ({ query, from, to }: RecordsAsked): Promise<RecordsAnswer> => {
    const plan = engine.plan(query, defaultMapping, { from, to, intervalMs: 1000 }, null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    const [frame] = plan.read([]);
    const notices = (frame.meta?.notices ?? []).map(({ text }) => text);
    return { rows: [], ...readAudit(frame), frame, notices };
  };
}
