/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../../../scripts/opensearchRecords';
import { testDriftOn } from '../../../../test/driftOnRecords';
import { ODD_NUMBER, ODD_TEXT, records } from '../../../../test/driftRecords';
import { driftRulesOn, watched } from '../../../../test/driftRule';
import { describeOnElasticsearch7, onElasticsearch7 } from '../../../../test/onElasticsearch7';

/**
 * Drift of the same records in a real Elasticsearch 7.17 and in the browser is equal, where edges are named and where they
 * follow from the reference (test/driftOnRecords.ts has the assertions). Names and categories are hostile.
 */
jest.setTimeout(120_000);

describeOnElasticsearch7('drift from a real Elasticsearch 7.17', () => {
  const node = onElasticsearch7(() => records.map(indexing));
  testDriftOn(node);

  it.each([
    { features: ['age'] },
    { features: [ODD_TEXT] },
    { features: [ODD_NUMBER], measure: 'wasserstein' },
    { of: 'score', edges: '0.1, 0.3, 0.6' },
  ])('is what a rule watches: %j', async (drift) => {
    await driftRulesOn(node).expectSame(watched(drift));
  });
});
