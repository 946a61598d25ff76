import { type DataSourceSettings } from '@grafana/data';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';

import { type ModelwatchJsonData } from '../settings';
import { testIds } from '../testIds';
import { numberFrame, TestUpstream } from '../testUpstream';
import ConfigEditor from './ConfigEditor';
import { stubBrowser } from './testBrowser';

beforeAll(stubBrowser);

let upstream: TestUpstream;

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  DataSourcePicker: ({ inputId }: { inputId: string }) => <input id={inputId} />,
  getDataSourceSrv: () => ({ get: () => Promise.resolve(upstream), getInstanceSettings: () => undefined }),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

function open(jsonData: ModelwatchJsonData) {
  const onOptionsChange = jest.fn();
  const options = { name: 'Models', jsonData, readOnly: false } as DataSourceSettings<ModelwatchJsonData>;
  render(<ConfigEditor options={options} onOptionsChange={onOptionsChange} />);
  return () => onOptionsChange.mock.calls.map(([{ jsonData }]) => jsonData as ModelwatchJsonData);
}

function commit(label: RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.blur(screen.getByLabelText(label));
}

beforeEach(() => {
  upstream = new TestUpstream();
});

describe('the settings', () => {
  it('label every name, with its default as placeholder', () => {
    open({});
    expect(screen.getByLabelText(/^Prometheus data source/)).toBeInTheDocument();
    expect(screen.getByLabelText(/^Outcomes/)).toHaveAttribute('placeholder', 'model_outcomes_total');
    expect(screen.getByLabelText(/^Actual class/)).toHaveValue('actual');
    expect(screen.getByLabelText(/^Instance labels/)).toHaveAttribute('placeholder', 'job, instance');
  });

  it('say what is under each name now', async () => {
    upstream.answer = (expr) =>
      expr.includes('modelwatch_metric')
        ? [numberFrame(4, { modelwatch_metric: 'model_outcomes_total', model: 'intent' })]
        : [numberFrame(1)];
    open({ upstreamUid: 'prom' });
    await waitFor(() =>
      expect(screen.getByTestId(testIds.mappingStatus('model_outcomes_total'))).toHaveTextContent(
        '4 series of 1 model (intent) in the last 24 hours'
      )
    );
    expect(screen.getByTestId(testIds.mappingStatus('model_predictions_total'))).toHaveTextContent(
      'Nothing under the name model_predictions_total'
    );
  });

  it('say why the names could not be looked up', async () => {
    upstream.answer = () => ({ status: 403 });
    open({ upstreamUid: 'prom' });
    expect(await screen.findByText(/You may not query the data source Prom \(403\)/)).toBeInTheDocument();
  });

  it('store only what differs from the defaults, and an empty label as none', () => {
    const stored = open({ mapping: { labels: { actual: 'truth' } } });
    commit(/^Version/, '');
    commit(/^Actual class/, 'actual');
    commit(/^Instance labels/, 'pod, , zone');
    expect(stored().map(({ mapping }) => mapping)).toEqual([
      { labels: { actual: 'truth', version: '' } },
      { labels: {} },
      { labels: { actual: 'truth' }, instanceLabels: ['pod', 'zone'] },
    ]);
  });

  it('keep existing measures as rows, each input labelled', () => {
    const measure = { measure: 'recall', average: 'class' as const, metric: 'my_recall', classLabel: 'class' };
    const stored = open({ mapping: { existing: [measure] } });
    for (const label of ['Measure 1', 'Average 1', 'Metric 1', 'Class label of existing measure 1']) {
      expect(screen.getByLabelText(label)).toBeInTheDocument();
    }
    fireEvent.click(screen.getByRole('button', { name: 'Remove existing measure 1' }));
    expect(stored()[0].mapping?.existing).toEqual([]);
  });
});

describe('the settings of audit records', () => {
  const records = (recordMapping: ModelwatchJsonData['recordMapping'] = {}, upstreamUid?: string) =>
    open({ source: 'elasticsearch', recordMapping, upstreamUid });
  it('label every field, with its default as placeholder', () => {
    records({ fields: { actual: 'truth' } });
    expect(screen.getByLabelText(/^Elasticsearch data source/)).toBeInTheDocument();
    expect(screen.getByLabelText(/^Predicted class/)).toHaveAttribute('placeholder', 'prediction.label');
    expect(screen.getByLabelText(/^Actual class/)).toHaveValue('truth');
    expect(screen.getByLabelText(/^Unit of the response time/)).toHaveValue('Nanoseconds');
    expect(screen.getByLabelText(/^Longest label delay/)).toHaveAttribute('placeholder', '30d');
    expect(screen.getByLabelText(/^Kind of records/)).toHaveValue('');
  });

  it('say which documents are records, a row for each condition', () => {
    const only = [{ label: 'type', operator: '=' as const, value: 'response' }];
    const stored = records({ only });
    expect(screen.getByRole('group', { name: 'Only records where' })).toBeInTheDocument();
    expect(screen.getByLabelText('Field 1')).toHaveValue('type');
    expect(screen.getByLabelText('Operator 1')).toHaveValue('=');
    expect(screen.getByLabelText('Value 1')).toHaveValue('response');
    fireEvent.click(screen.getByRole('button', { name: 'Add condition' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove condition 1' }));
    expect(stored().map(({ recordMapping }) => recordMapping)).toEqual([
      { only: [...only, { label: '', operator: '=', value: '' }] },
      { only: undefined },
    ]);
  });

  it('take a delay as a duration, nothing as the default, and nothing else', () => {
    const stored = records({ labelDelayMs: 3_600_000, durationScale: 1 });
    commit(/^Longest label delay/, 'soon');
    commit(/^Longest label delay/, '12h');
    commit(/^Longest label delay/, '');
    expect(stored().map(({ recordMapping }) => recordMapping)).toEqual([
      { durationScale: 1, labelDelayMs: 43_200_000 },
      { durationScale: 1, labelDelayMs: undefined },
    ]);
  });

  it('say what is under each field now', async () => {
    upstream = new TestUpstream('elasticsearch');
    upstream.find = (query) => (query.includes('"fields"') ? ['outcome.label'] : []);
    records({}, 'audit');
    await waitFor(() =>
      expect(screen.getByTestId(testIds.mappingStatus('actual'))).toHaveTextContent('outcome.label: there.')
    );
    expect(screen.getByTestId(testIds.mappingStatus('predicted'))).toHaveTextContent(
      'prediction.label: no such field. Map the field that holds the predicted class'
    );
  });

  it('say what to do about a data source that cannot be asked', async () => {
    upstream = new TestUpstream('grafana-opensearch-datasource');
    records({}, 'audit');
    expect(await screen.findByText(/Add a data source of the type Elasticsearch with the same address/)).toBeVisible();
  });
});

describe('where links of records lead', () => {
  it('is the address of a Kibana, as the browser shows it, and a data view in it', () => {
    const stored = open({ source: 'elasticsearch', kibana: { product: 'opensearch', dataView: 'audit' } });
    expect(screen.getByLabelText(/^Log tool/)).toHaveValue('OpenSearch Dashboards');
    expect(screen.getByLabelText(/^Data view/)).toHaveValue('audit');
    commit(/^Its address/, 'https://logs.example/_dashboards/app/home#/');
    commit(/^Data view/, 'audit-2');
    expect(stored().map(({ kibana }) => kibana)).toEqual([
      { product: 'opensearch', dataView: 'audit', url: 'https://logs.example/_dashboards' },
      { product: 'opensearch', dataView: 'audit-2' },
    ]);
  });

  it('is no text that is no address, which is said', () => {
    const stored = open({ source: 'elasticsearch' });
    commit(/^Its address/, 'javascript:alert(1)');
    expect(screen.getByText(/'javascript:alert\(1\)' is no address of a server/)).toBeVisible();
    expect(stored()).toEqual([]);
  });

  it('is a data source of traces for any records, and a Kibana for those in Elasticsearch only', () => {
    open({ source: 'records' });
    expect(screen.getByLabelText(/^Traces/)).toBeInTheDocument();
    expect(screen.queryByLabelText(/^Its address/)).not.toBeInTheDocument();
  });
});
