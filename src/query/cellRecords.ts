import { type DiscoverOutcomes } from './kibana';
import { defaultQuery, type ModelQuery } from './query';

/** Where the records behind a matrix are. */
export interface RecordsBehind {
  /** The uid of the data source that has them. */
  datasource: string;
  /** The same outcomes in Discover; absent without a Kibana, or where KQL cannot say which they are. */
  discover?: DiscoverOutcomes;
}

/** A cell of a matrix: its classes, and the versions that it counts, where they are not all that were asked for. */
export interface Cell {
  actual: string;
  predicted: string;
  versions?: readonly string[];
}

/**
 * The query for the records behind a cell of a confusion query, over the window that the matrix says it answers: as many as
 * the cell counts. Undefined where none asks for just these: what a model would have predicted at another threshold is in
 * no record, and no query names two empty classes, or an empty version.
 */
export function cellRecords(query: ModelQuery, { actual, predicted, versions }: Cell): ModelQuery | undefined {
  const { kind, model, timeBasis, threshold } = query;
  const atThreshold = threshold.trim() !== '';
  if (kind !== 'confusion' || atThreshold || (actual === '' && predicted === '') || versions?.includes('')) {
    return undefined;
  }
  // An empty class of a query's cell is any class.
  const empty = Object.entries({ actual, predicted }).filter(([, name]) => name === '');
  return {
    ...defaultQuery,
    kind: 'audit',
    model: {
      name: model.name,
      versions: versions ? [...versions] : model.versions,
      matchers: [...model.matchers, ...empty.map(([label]) => ({ label, operator: '=' as const, value: '' }))],
    },
    timeBasis,
    audit: { ...defaultQuery.audit, cell: { actual, predicted } },
  };
}
