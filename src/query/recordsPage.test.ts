import fc from 'fast-check';

import { auditChoices, defaultQuery, matcherOperators, type ModelQuery, timeBases } from './query';
import { readRecordsPage, recordPageUrl, RECORDS_PAGE, recordsPageUrl } from './recordsPage';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$x', '${y:raw}', '"', "'", '\\', '</script>', 'a\nb', 'a+b c', '|', '%7C', '&model=other', '#', '')
);
const given = texts.filter((text) => text !== '');
const times = fc.integer({ min: -8.64e15, max: 8.64e15 });

const queries: fc.Arbitrary<ModelQuery> = fc
  .record({
    model: fc.record({
      name: texts,
      versions: fc.array(texts),
      matchers: fc.array(fc.record({ label: given, operator: fc.constantFrom(...matcherOperators), value: texts })),
    }),
    timeBasis: fc.constantFrom(...timeBases),
    audit: fc.record({
      as: fc.constant('records' as const),
      only: fc.constantFrom(...auditChoices.filter((choice) => choice !== 'errors')),
      search: texts,
      id: texts,
      cell: fc.record({ actual: texts, predicted: texts }),
      pageSize: fc.constant(100),
      cursor: fc.constant(''),
    }),
  })
  .map((asked) => ({ ...defaultQuery, kind: 'audit', ...asked }));

const searchOf = (url: string) => new URL(url, 'https://grafana.example').search;
const read = (url: string) => readRecordsPage(searchOf(url));

it('opens just the records that were asked for, whatever their names are', () => {
  fc.assert(
    fc.property(texts, queries, times, times, (datasource, query, from, to) => {
      const url = recordsPageUrl({ datasource, query, from, to });
      expect(new URL(url, 'https://grafana.example').pathname).toBe(RECORDS_PAGE);
      expect(read(url)).toEqual({ datasource, query, from, to });
      // Nothing for Grafana's variables to be put into, nor what ends an attribute.
      expect(url).not.toMatch(/[\s$"'<>\\{}+#]/);
    })
  );
});

it('opens just the record that was asked for, and knows the list that it is of', () => {
  fc.assert(
    fc.property(texts, queries, given, fc.option(times, { nil: undefined }), (datasource, query, id, time) => {
      const url = recordPageUrl({ datasource, query, id, time });
      expect(read(url)).toEqual({ datasource, query, record: { id, ...(time !== undefined && { time }) } });
    })
  );
});

it('keeps moments that move', () => {
  const url = recordsPageUrl({ datasource: 'a', query: defaultQuery, from: 'now-6h', to: 'now' });
  expect(read(url)).toMatchObject({ from: 'now-6h', to: 'now' });
});

it('is of the records behind a query of another kind, on its clock', () => {
  const query: ModelQuery = {
    ...defaultQuery,
    kind: 'confusion',
    model: { name: 'loans', versions: ['2'], positiveClass: 'yes', matchers: [] },
    audit: { ...defaultQuery.audit, cell: { actual: 'yes', predicted: 'no' } },
  };
  expect(read(recordsPageUrl({ datasource: 'a', query, from: 1, to: 2 })).query).toEqual({
    ...query,
    kind: 'audit',
    model: { name: 'loans', versions: ['2'], matchers: [] },
  });
});

it("takes a query's own window for the time range", () => {
  const url = recordsPageUrl({ datasource: 'a', query: { ...defaultQuery, window: '1h' }, from: 5, to: 7_200_000 });
  expect(read(url)).toMatchObject({ from: 3_600_000, to: 7_200_000, query: { window: '' } });
});

it('of errors is of failed requests, which belong to no cell', () => {
  const audit = { ...defaultQuery.audit, search: 'Timeout', cell: { actual: 'a', predicted: 'b' } };
  const query: ModelQuery = { ...defaultQuery, kind: 'errors', errors: { as: 'byType' }, audit };
  expect(read(recordsPageUrl({ datasource: 'a', query, from: 1, to: 2 })).query).toMatchObject({
    kind: 'audit',
    audit: { only: 'errors', search: 'Timeout', cell: { actual: '', predicted: '' } },
  });
});

it('reads of an address written by hand what can be read', () => {
  const page = readRecordsPage('?only=nothing&clock=sun&matcher=region&matcher=a|~|b&matcher=c|=|d|e&time=5&from=');
  expect(page).toEqual({
    datasource: '',
    query: {
      ...defaultQuery,
      kind: 'audit',
      timeBasis: 'prediction',
      model: { name: '', versions: [], matchers: [{ label: 'c', operator: '=', value: 'd|e' }] },
    },
  });
});
