import { type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';

import { elasticsearchUpstream, getUpstream, prometheusUpstream, type UpstreamServices } from './upstream';

const services = (
  found: Partial<DataSourceApi> | undefined,
  { status, rejection, known }: { status?: number; rejection?: unknown; known?: boolean } = {}
): UpstreamServices => ({
  dataSources: {
    get: () =>
      found ? Promise.resolve(found as DataSourceApi) : Promise.reject(rejection ?? { message: 'was not found' }),
    getInstanceSettings: () => (known ? ({} as DataSourceInstanceSettings) : undefined),
  },
  statusOf: () => (status === undefined ? Promise.reject(new Error('offline')) : Promise.resolve(status)),
});

const sentence = (uid: string | undefined, from: UpstreamServices, kind = prometheusUpstream) =>
  getUpstream(uid, 'Models', {}, kind, from).then(
    () => 'found',
    (error: Error) => error.message
  );

describe('the data source that is asked', () => {
  it.each(['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'])(
    'may be of the type %s',
    async (type) => {
      expect(await sentence('prom', services({ name: 'Prom', type }))).toBe('found');
    }
  );

  it('is not chosen yet', async () => {
    expect(await sentence(undefined, services(undefined))).toBe(
      'No Prometheus data source is chosen. Choose one in the settings of the data source Models.'
    );
    expect(await sentence(undefined, services(undefined), elasticsearchUpstream)).toBe(
      'No Elasticsearch data source is chosen. Choose one in the settings of the data source Models.'
    );
  });

  it('was deleted', async () => {
    expect(await sentence('prom', services(undefined, { status: 404 }))).toBe(
      "The data source with the uid 'prom', which Models asks, was deleted. Choose another one in the settings of Models."
    );
  });

  it.each([401, 403])('may not be seen (%d)', async (status) => {
    const expected = `You may not see the data source with the uid 'prom', which Models asks (${status}). Ask an administrator for the permission to query it.`;
    expect(await sentence('prom', services(undefined, { status }))).toBe(expected);
    expect(await sentence('prom', services(undefined, { rejection: { status } }))).toBe(expected);
  });

  it('is missing for a reason that Grafana does not tell', async () => {
    expect(await sentence('prom', services(undefined))).toMatch(
      /was not found: it was deleted, or you may not see it\. Choose another one/
    );
  });

  it('has a plugin that does not load', async () => {
    expect(await sentence('prom', services(undefined, { known: true }))).toMatch(/could not be loaded\. Check/);
  });

  it('is of a type that cannot be asked', async () => {
    expect(await sentence('loki', services({ name: 'Logs', type: 'loki' }))).toBe(
      "The data source Logs is of the type 'loki', which cannot be asked yet. Choose a Prometheus data source in the settings of Models."
    );
  });

  it('is an Elasticsearch where records are asked for, and no OpenSearch by its own plugin', async () => {
    const audit = (type: string) => sentence('audit', services({ name: 'Audit', type }), elasticsearchUpstream);
    expect(await audit('elasticsearch')).toBe('found');
    expect(await audit('prometheus')).toMatch(/Choose an Elasticsearch data source in the settings of Models\.$/);
    expect(await audit('grafana-opensearch-datasource')).toBe(
      "The data source Audit is of the type 'grafana-opensearch-datasource', which cannot be asked yet. Grafana's OpenSearch data source has a query model of its own, which is not spoken here. Add a data source of the type Elasticsearch with the same address, which OpenSearch answers too, and choose that."
    );
  });
});
