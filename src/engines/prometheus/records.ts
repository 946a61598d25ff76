import { type ModelQuery } from '../../query/query';
import { type Refusal } from '../engine';

/** What only records can answer, and where to ask for it. */
export function refuseRecords({ kind }: ModelQuery): Refusal {
  return {
    sentence:
      kind === 'errors'
        ? 'Prometheus holds no records of errors. Ask for the error rate under Operations, which is by type, or ask a data source that reads audit records.'
        : 'Prometheus counts predictions and keeps no record of any. Ask a data source that reads audit records, from Elasticsearch or from a file.',
  };
}
