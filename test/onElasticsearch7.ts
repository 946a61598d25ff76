import { elasticsearch7Problem, startElasticsearch7 } from '../scripts/elasticsearch7';
import { setUpIndices } from '../scripts/elasticsearch-setup';
import { type BulkAction } from '../scripts/opensearchClient';
import { describeWhere, onSearchNode, type OnSearchNode } from './onSearchNode';

/** As `describe`, on machines that can run Elasticsearch 7.17: elsewhere its tests are skipped, with a sentence that says why. */
export const describeOnElasticsearch7 = describeWhere('Elasticsearch 7.17', elasticsearch7Problem());

/** `onSearchNode` on Elasticsearch 7.17: the index templates are in place before, not the pipelines, for which it lacks the processors. */
export function onElasticsearch7(actions: () => Iterable<BulkAction>): OnSearchNode {
  return onSearchNode({ start: startElasticsearch7, setUp: setUpIndices }, actions);
}
