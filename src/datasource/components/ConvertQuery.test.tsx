import { type PanelData } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { defaultMapping } from '../../query/mapping';
import { defaultQuery } from '../../query/query';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { testIds } from '../testIds';
import { type ModelwatchQuery } from '../types';
import { SentenceError } from '../upstreamErrors';
import { ConvertQuery } from './ConvertQuery';

const variables = [
  { name: 'model', multi: false },
  { name: 'models', multi: true },
];
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getTemplateSrv: () => ({ getVariables: () => variables }),
}));

const getUpstream = jest.fn();
jest.mock('../upstream', () => ({ getUpstream: (...args: unknown[]) => getUpstream(...args) }));

const datasource = {
  name: 'Models',
  settings: { source: 'prometheus', upstreamUid: 'prom-1', mapping: defaultMapping },
} as unknown as ModelwatchDataSource;

const ours = { type: 'modelwatch-monitoring-datasource', uid: 'mw' };

async function open(changes: Partial<ModelwatchQuery> = {}, more: Partial<Parameters<typeof ConvertQuery>[0]> = {}) {
  const onChange = jest.fn();
  const model = { ...defaultQuery.model, name: '$model' };
  const query = { ...defaultQuery, model, refId: 'B', datasource: ours, hide: true, ...changes };
  render(<ConvertQuery datasource={datasource} query={query} onChange={onChange} {...more} />);
  await userEvent.click(screen.getByRole('button', { name: 'Convert to Prometheus query' }));
  return onChange;
}

beforeEach(() => {
  getUpstream.mockReset();
  getUpstream.mockResolvedValue({ type: 'prometheus', uid: 'prom-1', name: 'Prod' });
});

describe('the conversion of a query', () => {
  it('is made only once it is asked for', async () => {
    render(<ConvertQuery datasource={datasource} query={{ ...defaultQuery, refId: 'A' }} />);
    expect(screen.getByRole('button', { name: 'Convert to Prometheus query' })).toHaveAttribute(
      'aria-expanded',
      'false'
    );
    expect(getUpstream).not.toHaveBeenCalled();
  });

  it('shows the query, with its variables', async () => {
    await open();
    expect(await screen.findByTestId(testIds.convertedQuery)).toHaveTextContent('model=~`${model:regex}`');
    expect(screen.getByText(/A query of Prod that Grafana's alerting/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy JSON' })).toBeInTheDocument();
  });

  it('says what to do where the panel has one data source', async () => {
    await open({}, { queries: [{ refId: 'B', datasource: ours }] });
    expect(await screen.findByText(/choose '-- Mixed --' as the data source of the panel/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Replace this query' })).not.toBeInTheDocument();
  });

  it('replaces the query in place in a mixed panel', async () => {
    const queries = [
      { refId: 'A', datasource: { uid: 'other' } },
      { refId: 'B', datasource: ours },
    ];
    const onChange = await open({}, { queries });
    await userEvent.click(await screen.findByRole('button', { name: 'Replace this query' }));
    expect(onChange).toHaveBeenCalledWith({
      refId: 'B',
      hide: true,
      datasource: { type: 'prometheus', uid: 'prom-1' },
      expr: expect.stringContaining('sum by (actual, predicted)'),
      instant: true,
      range: false,
      format: 'time_series',
      legendFormat: '{{actual}} predicted {{predicted}}',
      editorMode: 'code',
      exemplar: false,
    });
  });

  it('does not replace one query by several', async () => {
    const queries = [
      { refId: 'A', datasource: { uid: 'other' } },
      { refId: 'B', datasource: ours },
    ];
    await open({ kind: 'operations' }, { queries });
    expect(await screen.findByText(/ask for one quantile in each query/)).toBeInTheDocument();
    expect(screen.getAllByTestId(testIds.convertedQuery)).toHaveLength(3);
    expect(screen.queryByRole('button', { name: 'Replace this query' })).not.toBeInTheDocument();
  });

  it('says why there is none', async () => {
    await open({ kind: 'curve', model: { ...defaultQuery.model, name: 'm', positiveClass: 'yes' } });
    expect(await screen.findByRole('status')).toHaveTextContent(/^A curve cannot be converted/);
  });

  it('says why Prometheus cannot be had', async () => {
    getUpstream.mockRejectedValue(new SentenceError('You may not see it (403). Ask an administrator.'));
    await open();
    expect(await screen.findByRole('status')).toHaveTextContent('You may not see it (403). Ask an administrator.');
  });

  it('knows that a variable is one value where the panel is repeated by it', async () => {
    const model = { ...defaultQuery.model, name: '$models' };
    await open({ model });
    expect(await screen.findByRole('status')).toHaveTextContent(/which can hold several values at once/);
    const data = { request: { scopedVars: { models: { value: 'a' } } } } as unknown as PanelData;
    document.body.innerHTML = '';
    await open({ model }, { data });
    expect(await screen.findByTestId(testIds.convertedQuery)).toHaveTextContent('model=~`${models:regex}`');
  });
});
