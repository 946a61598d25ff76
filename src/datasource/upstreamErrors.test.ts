import { queryFailure, SentenceError } from './upstreamErrors';

describe('why a query failed', () => {
  it.each([
    [
      { status: 400, message: 'bad_data: invalid parameter "query": 1:16: parse error' },
      'Prom refused the query (400): bad_data: invalid parameter "query": 1:16: parse error. Check the names in the mapping of the data source settings.',
    ],
    [
      { status: 403, data: { message: "You'll need additional permissions" } },
      'You may not query the data source Prom (403). Ask an administrator for the permission to query it.',
    ],
    [
      { status: 404, data: { message: 'Data source not found' } },
      'The data source Prom was not found (404). Choose another one in the data source settings.',
    ],
    [
      { status: 422, message: 'execution: query processing would load too many samples into memory.' },
      'The query is too large for Prom: execution: query processing would load too many samples into memory. Choose a shorter time range or window, or narrow it by version or matchers.',
    ],
    [
      { status: 429, message: '' },
      'Prom refused the query, since it gets too many (429). Refresh less often, or raise its limits.',
    ],
    [
      { status: 500, message: 'something broke' },
      'Prom answered with an error (500): something broke. Look at its log, and refresh to ask again.',
    ],
    [
      { status: 500, message: 'Post "http://prom:9090": dial tcp 127.0.0.1:9090: connect: connection refused' },
      'Prom cannot be reached: Post "http://prom:9090": dial tcp 127.0.0.1:9090: connect: connection refused. Check that it runs, and the address in its settings.',
    ],
    [
      { status: 502, statusText: 'Bad Gateway' },
      'Prom cannot be reached: Bad Gateway. Check that it runs, and the address in its settings.',
    ],
    [
      { status: 504, statusText: 'Gateway Timeout' },
      'Prom took too long to answer: Gateway Timeout. Choose a shorter time range or window, or raise the timeout in its settings.',
    ],
    [
      { message: 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)' },
      'Prom took too long to answer: context deadline exceeded (Client.Timeout exceeded while awaiting headers). Choose a shorter time range or window, or raise the timeout in its settings.',
    ],
    [
      { status: 500, message: 'unexpected status code: 403' },
      'Elasticsearch does not let Prom read (403). Check the user or key in its settings, and that it may read the index.',
    ],
    [
      { status: 404, data: { error: { type: 'index_not_found_exception', reason: 'no such index [audit]' } } },
      "Prom has no index 'audit'. Check the index name in its settings, and that records have arrived.",
    ],
    [
      'Could not find an available index for this time range.',
      'Prom has no index for this time range. Check the index name in its settings, and that records have arrived.',
    ],
    [
      {
        message:
          'Text fields are not optimised for operations that require per-document field data like aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on [outcome.label] in order to load field data by uninverting the inverted index.',
      },
      'The field outcome.label is text, and aggregations need a keyword field, such as outcome.label.keyword. Map one in the data source settings.',
    ],
    [
      { message: 'Trying to create too many buckets. Must be less than or equal to: [65535]' },
      'The query is too large for Prom: Trying to create too many buckets. Must be less than or equal to: [65535]. Choose a shorter time range or window, or narrow it by version or matchers.',
    ],
    [
      { message: '[script] Too many dynamic script compilations within, max: [75/5m]' },
      'Prom compiles no more scripts for now, since it was asked for too many. Refresh in five minutes, or raise script.max_compilations_rate.',
    ],
    [
      { message: 'cannot execute [inline] scripts' },
      'Prom allows no scripts, which measures of predicted values take. Allow inline scripts (script.allowed_types), or ask for other measures.',
    ],
    [
      { message: 'cannot execute scripts using [aggs] context' },
      'Prom allows no scripts, which measures of predicted values take. Allow inline scripts (script.allowed_types), or ask for other measures.',
    ],
    [
      { message: '[parent] Data too large, data for [<http_request>] would be [1/1b], which is larger than the limit' },
      'Prom has not enough memory for this query. Choose a shorter time range, a longer step or fewer classes by matchers, or give its nodes more memory.',
    ],
    [
      { message: 'too_many_nested_clauses: Query contains too many nested clauses; maxClauseCount is set to 1024' },
      'Prom takes no query of so many parts. Choose fewer versions, matchers or words to search for, or raise indices.query.bool.max_clause_count.',
    ],
    [{ type: 'cancelled', status: -1 }, 'The query to Prom was cancelled. Refresh to ask again.'],
    [
      new TypeError('Failed to fetch'),
      'Prom cannot be reached: Failed to fetch. Check that it runs, and the address in its settings.',
    ],
    ['just a text', 'Prom answered with an error: just a text. Look at its log, and refresh to ask again.'],
    [undefined, 'Prom answered with an error. Look at its log, and refresh to ask again.'],
    [new SentenceError('It is closed. Open it.'), 'It is closed. Open it.'],
  ])('%j', (error, sentence) => {
    expect(queryFailure(error, 'Prom')).toBe(sentence);
  });

  it('never shows a text without end', () => {
    expect(queryFailure({ status: 500, message: 'x'.repeat(100_000) }, 'Prom').length).toBeLessThan(700);
  });
});
