/**
 * What a dashboard asks for that computes the same panels by itself, as Grafana's transformations do: the records that a
 * panel is about, all pages of them, or the counters that it is about, at every scrape.
 */
import { searchOf } from '../playground/elasticsearchRequest';
import { and, duringRange, exists, is } from '../src/engines/elasticsearch/lucene';
import { parseDuration } from '../src/query/duration';
import { defaultMapping, type MetricRole } from '../src/query/mapping';
import { type ModelQuery } from '../src/query/query';
import { defaultRecordMapping } from '../src/query/recordFields';
import { showsCompleteness, showsRecords } from '../src/query/relevant';
import { MODEL } from './demoWorld';

export interface Span {
  /** In milliseconds since the epoch. */
  from: number;
  to: number;
}

/** What is asked for one panel; two that are equal could be asked once. */
export interface Raw {
  key: string;
  /** Asks for all of it. */
  fetch(url: string): Promise<void>;
}

/** What a series looks back over, it must have of the time before the range too. */
function reach({ result, window }: ModelQuery, { from, to }: Span): Span {
  return { from: from - (result === 'series' ? (parseDuration(window) ?? 0) : 0), to };
}

/** What Elasticsearch gives in one page. */
const MOST_RECORDS = 10_000;

/** The records of a panel. A table shows one page of them, whoever asks. */
export function rawRecords(query: ModelQuery, span: Span): Raw {
  const { fields, labelDelayMs } = defaultRecordMapping;
  const { from, to } = reach(query, span);
  const onOutcomes = query.timeBasis === 'outcome' && (query.kind === 'quality' || query.kind === 'confusion');
  const isPage = showsRecords(query) && !showsCompleteness(query);
  const learnt = [exists(fields.observed), duringRange(fields.observed, from, to)];
  const filter = and([is(fields.model, MODEL), ...(onOutcomes ? learnt : [])]);
  const size = isPage ? query.audit.pageSize : MOST_RECORDS;
  const target = {
    refId: 'A',
    query: filter,
    metrics: [{ id: '1', type: 'raw_data', settings: { size: String(size) } }],
  };
  const search = searchOf(target, { from: onOutcomes ? from - labelDelayMs : from, to }, fields.time);
  return {
    key: JSON.stringify([search.query, size]),
    fetch: async (url) => {
      let after: unknown[] | undefined;
      do {
        const page = await searchPage(url, { ...search, ...(after && { search_after: after }) });
        after = !isPage && page.length === size ? page[page.length - 1].sort : undefined;
      } while (after);
    },
  };
}

async function searchPage(url: string, search: object): Promise<Array<{ sort: unknown[] }>> {
  const header = { index: 'model-audit-*', ignore_unavailable: true };
  const { responses } = await post<{
    responses: Array<{ hits?: { hits: Array<{ sort: unknown[] }> }; error?: unknown }>;
  }>(`${url}/_msearch`, 'application/x-ndjson', `${JSON.stringify(header)}\n${JSON.stringify(search)}\n`);
  const [{ hits, error }] = responses;
  if (!hits) {
    throw new Error(`The records could not be fetched: ${JSON.stringify(error)}`);
  }
  return hits.hits;
}

const SCRAPE_SECONDS = 15;

/** The counters of a panel; none where Prometheus has nothing to answer it from. */
export function rawSeries(query: ModelQuery, span: Span): Raw[] {
  const { from, to } = reach(query, span);
  return rolesOf(query).map((role) => {
    const name = role === 'duration' ? `${defaultMapping.metrics[role]}_bucket` : defaultMapping.metrics[role];
    const asked = {
      query: `${name}{model="${MODEL}"}`,
      start: String(from / 1000),
      end: String(to / 1000),
      step: String(SCRAPE_SECONDS),
    };
    return {
      key: asked.query,
      fetch: async (url) => {
        const form = 'application/x-www-form-urlencoded';
        const body = new URLSearchParams(asked).toString();
        const { data } = await post<{ data?: { result: unknown[] } }>(`${url}/api/v1/query_range`, form, body);
        if (!data?.result.length) {
          throw new Error(`There are no series ${asked.query}.`);
        }
      },
    };
  });
}

function rolesOf(query: ModelQuery): MetricRole[] {
  const { kind, operations } = query;
  if (showsRecords(query)) {
    return [];
  }
  if (kind === 'quality' || kind === 'confusion') {
    return ['outcomes'];
  }
  if (kind === 'errors') {
    return ['errors'];
  }
  switch (kind === 'operations' && operations.measure) {
    case 'responseTime':
      return ['duration'];
    case 'throughput':
      return ['predictions'];
    case 'labelCoverage':
      return ['outcomes', 'predictions'];
    case 'errorRate':
      return ['errors'];
    case 'errorShare':
      return ['errors', 'predictions'];
    default:
      return [];
  }
}

async function post<T>(url: string, type: string, body: string): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }
  return (await response.json()) as T;
}
