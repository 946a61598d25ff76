import { setUpAudit } from '../scripts/elasticsearch-setup';
import { javaProblem, startOpensearch } from '../scripts/opensearch';
import { type BulkAction } from '../scripts/opensearchClient';
import { describeWhere, onSearchNode, type OnSearchNode } from './onSearchNode';

/** As `describe`, on machines that can run OpenSearch: elsewhere its tests are skipped, with a sentence that says why. */
export const describeOnOpenSearch = describeWhere('OpenSearch', javaProblem());

/** `onSearchNode` on OpenSearch: index template and pipeline are in place before. */
export function onOpenSearch(actions: () => Iterable<BulkAction>): OnSearchNode {
  return onSearchNode(
    { start: (dataFolder) => startOpensearch({ dataFolder }), setUp: (_, url) => setUpAudit(url) },
    actions
  );
}
