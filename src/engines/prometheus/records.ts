import { type ModelQuery } from '../../query/query';
import { showsCompleteness } from '../../query/relevant';
import { type Refusal } from '../engine';

/** What only records can answer, and where to ask for it. */
export function refuseRecords(query: ModelQuery): Refusal {
  if (showsCompleteness(query)) {
    return {
      sentence:
        'Prometheus keeps no records that could be complete or not. Ask for the label coverage or the error share under Operations, or ask a data source that reads audit records, from Elasticsearch or from a file.',
    };
  }
  return {
    sentence:
      query.kind === 'errors'
        ? 'Prometheus holds no records of errors. Ask for the error rate under Operations, which is by type, or ask a data source that reads audit records.'
        : 'Prometheus counts predictions and keeps no record of any. Ask a data source that reads audit records, from Elasticsearch or from a file.',
  };
}
