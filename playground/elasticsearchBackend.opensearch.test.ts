/** @jest-environment ./test/browserWithNode.js */
import {
  indexOf,
  psiBins,
  psiCount,
  recordedResult,
  recordedWorld,
  recording,
  recordingNames,
} from '../test/elasticRecordings';
import { describeOnOpenSearch, onOpenSearch } from '../test/onOpenSearch';
import { type ElasticsearchFrame } from './elasticsearchFrames';

/** What the recorded answers do not tell of the records: their place in the index, and where percentiles lie between two. */
const untold: Record<string, (frame: ElasticsearchFrame) => unknown> = {
  'records-logs': withoutPlaces,
  'records-raw': withoutPlaces,
  'records-raw-document': withoutPlaces,
  'latency-percentiles-over-time': rounded(0),
  'extended-stats': rounded(9),
};

function withoutPlaces({ schema, data }: ElasticsearchFrame) {
  const values = data.values.map((column, i) =>
    column.map((value) => {
      const isSort = schema.fields[i].name === 'sort';
      const record = value as { sort: [number, number] };
      return isSort ? (value as number[])[0] : schema.name === 'A' ? { ...record, sort: record.sort[0] } : value;
    })
  );
  return { schema, data: { ...data, values } };
}

function rounded(digits: number) {
  return ({ schema, data }: ElasticsearchFrame) => ({
    schema,
    data: {
      ...data,
      values: data.values.map((column) =>
        column.map((value) => (typeof value === 'number' ? Number(value.toFixed(digits)) : value))
      ),
    },
  });
}

describeOnOpenSearch('the stand-in for the Elasticsearch backend of Grafana, on a real OpenSearch', () => {
  const node = onOpenSearch(recordedWorld);
  const answer = (name: string) => {
    const { request, headers } = recording(name);
    return node.query(request, headers, { index: indexOf(name) });
  };

  it('has recordings to be held to', () => {
    expect(recordingNames.length).toBeGreaterThanOrEqual(26);
  });

  it.each(recordingNames.filter((name) => !name.startsWith('psi-')))('answers %s as Grafana did', async (name) => {
    const { status, response } = await answer(name);
    const told = untold[name] ?? ((frame: ElasticsearchFrame) => frame);
    const { frames: recorded, ...others } = recordedResult(name);
    const { frames, ...ours } = response.results.A;
    expect(frames?.map(told)).toEqual(recorded?.map(told));
    expect(ours).toEqual(others);
    expect(status).toBe(recording(name).status);
  });

  it('answers a drift score as Grafana did, but for the numbers: the counts behind them were not recorded', async () => {
    const name = 'psi-by-bucket-script-over-time';
    const [recorded] = recordedResult(name).frames ?? [];
    const [frame] = (await answer(name)).response.results.A.frames ?? [];
    expect(frame.schema).toEqual(recorded.schema);
    expect(frame.data.values[0]).toEqual(recorded.data.values[0]);
    for (let hour = 0; hour < 18; hour++) {
      const counts = psiBins.map((_, bin) => psiCount(hour, bin));
      const total = counts.reduce((sum, count) => sum + count);
      const psi = psiBins.reduce((sum, { share }, bin) => {
        const now = Math.max(counts[bin] / total, 1e-4);
        return sum + (now - share) * Math.log(now / share);
      }, 0);
      expect(frame.data.values[1][hour]).toBeCloseTo(psi, 10);
    }
  });

  it('pages through logs without losing or repeating a record', async () => {
    const { request } = recording('records-logs');
    const seen: string[] = [];
    let searchAfter: unknown;
    for (let page = 0; page < 5; page++) {
      const settings = { limit: '50', ...(searchAfter !== undefined && { searchAfter }) };
      const queries = [{ ...request.queries[0], metrics: [{ id: '1', type: 'logs', settings }] }];
      const [frame] =
        (await node.query({ ...request, queries }, {}, { index: indexOf('records-logs') })).response.results.A.frames ??
        [];
      const column = (name: string) => frame.data.values[frame.schema.fields.findIndex((one) => one.name === name)];
      seen.push(...(column('_id') as string[]));
      searchAfter = column('sort').at(-1);
    }
    expect(seen).toHaveLength(206);
    expect(new Set(seen).size).toBe(206);
  });

  it('has no frame, no column and no row where there is no index', async () => {
    const { request } = recording('confusion-two-classes');
    const { response, status } = await node.query(request, {}, { index: 'no-such-index' });
    expect(status).toBe(200);
    expect(response.results.A).toEqual({ status: 200 });
  });
});
