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
