/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../../../scripts/opensearchRecords';
import { testDriftOn } from '../../../../test/driftOnRecords';
import { records } from '../../../../test/driftRecords';
import { describeOnOpenSearch, onOpenSearch } from '../../../../test/onOpenSearch';

/**
 * Drift of the same records in a real OpenSearch and in the browser is equal, where edges are named and where they follow
 * from the reference (test/driftOnRecords.ts has the assertions). Names and categories are hostile.
 */
jest.setTimeout(120_000);

describeOnOpenSearch('drift from a real OpenSearch', () => {
  testDriftOn(onOpenSearch(() => records.map(indexing)));
});
