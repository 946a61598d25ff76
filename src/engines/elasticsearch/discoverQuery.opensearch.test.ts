/** @jest-environment ./test/browserWithNode.js */
import { discoverQueryIn } from '../../../test/discoverState';
import { HOSTILE } from '../../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { readKql } from '../../../test/readKql';
import { indexing } from '../../../scripts/opensearchRecords';
import { readAudit } from '../../frames/auditFrame';
import { cellRecords } from '../../query/cellRecords';
import { cellInDiscover, type DiscoverQuery, kibanaProducts } from '../../query/kibana';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery, timeBases } from '../../query/query';
import { defaultRecordMapping } from '../../query/recordFields';
import { type TimeWindow } from '../engine';
import { type AuditRecord } from '../sample/records';
import { outcomesInDiscover, recordsInDiscover } from './discoverQuery';
import { elasticsearchEngine } from './elasticsearchEngine';

/**
 * What Discover is asked for, against a real OpenSearch: KQL as Kibana makes an Elasticsearch query of it, Lucene as it is.
 * It finds as many records as the cells of the matrix count and as the records' own query finds, hostile names included.
 */
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 20, 23);
const classes = [...HOSTILE, 'Plain', 'a*', 'not', 'a and b', 'ÄRGER', 'tab\there'];
const records: AuditRecord[] = classes.flatMap((name, i) =>
  Array.from({ length: 6 }, (_, n): AuditRecord => ({
    id: `${name} ${i}-${n}`,
    time: START + i * 60_000 + n,
    model: 'names',
    version: n % 2 === 0 ? 'v1' : name,
    ...(n === 5
      ? { error: { type: name, message: 'it failed' } }
      : { predicted: n < 3 ? name : 'Plain', ...(n > 0 && { actual: name, observed: START + HOUR + n * HOUR }) }),
    features: { place: name },
  }))
);
// The ends of the window cut through the outcomes and through the predictions.
const window: TimeWindow = { from: START + 2, to: START + 4 * HOUR + 1, intervalMs: HOUR };
const engine = elasticsearchEngine(defaultRecordMapping);

describeOnOpenSearch('what Discover is asked for', () => {
  const { answer, url } = onOpenSearch(() => records.map(indexing));

  /** As Discover searches: the query, and the time range with both its ends. */
  async function found({ language, query, from, to }: Omit<DiscoverQuery, 'language'> & { language: string }) {
    const asked = language === 'kuery' ? readKql(query) : { query_string: { query, analyze_wildcard: true } };
    const [gte, lte] = [from, to].map((time) => new Date(time).toISOString());
    const range = { range: { '@timestamp': { gte, lte, format: 'strict_date_optional_time' } } };
    const body = JSON.stringify({ query: { bool: { filter: [asked, range] } } });
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url()}/model-audit-*/_count`, { method: 'POST', headers, body });
    return ((await response.json()) as { count: number }).count;
  }

  async function answered(query: ModelQuery) {
    const facts = await answer(engine.discover(query, defaultMapping, window));
    const [frame] = await answer(engine.plan(query, defaultMapping, window, facts));
    return frame;
  }
  const askedFor = (asked: object) => migrateQuery({ model: { name: 'names' }, audit: { pageSize: 5000 }, ...asked });

  const matchers = [
    [],
    [{ label: 'features.place', operator: '!=', value: HOSTILE[0] }],
    // Outcomes carry no error: a matcher on it is none for them.
    [{ label: 'error_type', operator: '=', value: 'Plain' }],
  ];

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    it.each(matchers.map((given) => ({ given })))(
      'is as much as each cell of the matrix counts: %j',
      async ({ given }) => {
        const query = askedFor({
          kind: 'confusion',
          timeBasis,
          byVersion: true,
          model: { name: 'names', matchers: given },
        });
        const matrix = await answered(query);
        const asked = outcomesInDiscover(query, defaultRecordMapping, window);
        const column = (name: string) => matrix.fields.find((field) => field.name === name)?.values ?? [];
        expect(matrix.length).toBeGreaterThan(10);
        for (let row = 0; row < matrix.length; row++) {
          const [actual, predicted, version, count] = ['actual', 'predicted', 'version', 'count'].map(
            (name) => column(name)[row]
          );
          const ofCell = cellRecords(query, { actual, predicted, versions: [version] });
          expect(ofCell && readAudit(await answered(ofCell))?.rows).toHaveLength(count);
          const product = kibanaProducts[row % 2];
          const outcomes = asked && {
            kibana: { product, url: 'https://kibana', dataView: 'audit' },
            asked,
            fields: defaultRecordMapping.fields,
          };
          const link = outcomes && cellInDiscover(outcomes, { actual, predicted }, [version]);
          expect(await found(discoverQueryIn(link ?? ''))).toBe(count);
        }
      }
    );

    it.each([
      ['kuery', { audit: { only: 'all' } }],
      ['kuery', { audit: { only: 'outcome' } }],
      ['kuery', { audit: { only: 'wrong' } }],
      ['kuery', { audit: { only: 'errors' } }],
      ['kuery', { kind: 'errors', errors: { as: 'records' } }],
      ['kuery', { audit: { id: records[7].id } }],
      ['kuery', { audit: { cell: { actual: HOSTILE[1], predicted: '' } } }],
      ['kuery', { model: { name: 'names', versions: ['v1', HOSTILE[0], HOSTILE[2]] } }],
      ['kuery', { model: { name: 'names', matchers: [{ label: 'predicted', operator: '!~', value: 'Plain|a\\*' }] } }],
      ['lucene', { model: { name: 'names', matchers: [{ label: 'actual', operator: '=', value: '' }] } }],
      ['lucene', { model: { name: 'names', matchers: [{ label: 'predicted', operator: '=~', value: 'P.+' }] } }],
      ['lucene', { audit: { search: 'plain' } }],
    ])('is as many records as the query finds, in %s: %j', async (language, asked) => {
      const { audit, ...more } = { audit: {}, ...asked };
      const query = askedFor({ kind: 'audit', timeBasis, ...more, audit: { pageSize: 5000, ...audit } });
      const rows = readAudit(await answered(query))?.rows ?? [];
      const discover = recordsInDiscover(query, defaultRecordMapping, window);
      expect(discover?.language).toBe(language);
      expect(discover && (await found(discover))).toBe(rows.length);
      // A failed request, and a record without an outcome, have none on the clock of outcomes.
      expect(rows.length > 0 || timeBasis === 'outcome').toBe(true);
    });
  });
});
