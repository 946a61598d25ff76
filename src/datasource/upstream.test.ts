import { type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';

import { getUpstream, type UpstreamServices } from './upstream';

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

const sentence = (uid: string | undefined, from: UpstreamServices) =>
  getUpstream(uid, 'Models', {}, from).then(
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
});
