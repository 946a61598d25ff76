import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { defaultQuery } from '../../query/query';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { type Suggestions } from '../suggestions';
import { testIds } from '../testIds';
import { type ModelwatchQuery } from '../types';
import QueryEditor from './QueryEditor';
import QueryHelp from './QueryHelp';
import { stubBrowser } from './testBrowser';

beforeAll(stubBrowser);

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [{ name: 'model', type: 'query' }] }),
}));

const compile = jest.fn();
const models = jest.fn();
const datasource = {
  compile,
  settings: { source: 'prometheus' },
  suggestions: { models } as unknown as Suggestions,
} as unknown as ModelwatchDataSource;

function open(changes: Partial<ModelwatchQuery> = {}) {
  const onChange = jest.fn();
  const query = { ...defaultQuery, model: { ...defaultQuery.model, name: 'intent' }, refId: 'A', ...changes };
  render(<QueryEditor datasource={datasource} query={query} onChange={onChange} onRunQuery={jest.fn()} />);
  return onChange;
}

describe('the query editor', () => {
  it('labels every input', () => {
    open({
      kind: 'quality',
      quality: { ...defaultQuery.quality, measure: 'fBeta', average: 'class', interval: true },
      model: { ...defaultQuery.model, name: 'intent', matchers: [{ label: 'site', operator: '=', value: 'eu' }] },
    });
    for (const label of [
      'Model',
      'Versions',
      'Positive class',
      'Measure',
      'Average',
      'Class',
      'Beta',
      'Confidence',
      'Interval',
      'Support',
      'Zero division',
      'Source',
      'Window',
      'By version',
      'Label 1',
      'Operator 1',
      'Value 1',
    ]) {
      expect(screen.getByLabelText(label)).toBeInTheDocument();
    }
    expect(screen.getByRole('button', { name: 'Remove matcher 1' })).toBeInTheDocument();
  });

  it('completes a query that was stored in part, and keeps what is not ours', async () => {
    const onChange = open();
    await userEvent.click(screen.getByRole('radio', { name: 'Operations' }));
    expect(onChange).toHaveBeenCalledWith(
      expect.objectContaining({ refId: 'A', kind: 'operations', quality: defaultQuery.quality })
    );
  });

  it('takes a window that is a duration, and says what is wrong with another', async () => {
    const onChange = open();
    const input = screen.getByLabelText('Window');
    fireEvent.change(input, { target: { value: 'soon' } });
    fireEvent.blur(input);
    expect(screen.getByText('Write a number and a unit, such as 30m, 24h or 7d.')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.change(input, { target: { value: '24h' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ window: '24h' }));
  });

  it('takes quantiles, and an empty list for the mean', () => {
    const onChange = open({ kind: 'operations' });
    const input = screen.getByLabelText('Quantiles');
    fireEvent.change(input, { target: { value: '0.9, 2' } });
    fireEvent.blur(input);
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.change(input, { target: { value: '' } });
    fireEvent.blur(input);
    expect(onChange).toHaveBeenCalledWith(
      expect.objectContaining({ operations: { measure: 'responseTime', quantiles: [] } })
    );
  });

  it('shows what is compiled, and why nothing is', async () => {
    compile.mockResolvedValueOnce('sum(model_outcomes_total{model="<b>"})');
    open();
    const toggle = screen.getByRole('button', { name: 'Compiled PromQL' });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(compile).not.toHaveBeenCalled();
    await userEvent.click(toggle);
    await waitFor(() => expect(screen.getByTestId(testIds.compiledQuery)).toHaveTextContent('model="<b>"'));
    compile.mockRejectedValueOnce(new Error('No model is chosen. Choose one.'));
    await userEvent.click(toggle);
    await userEvent.click(toggle);
    await waitFor(() => expect(screen.getByText('No model is chosen. Choose one.')).toBeInTheDocument());
  });

  it('says why there are no suggestions, and can be used all the same', async () => {
    models.mockRejectedValue(new Error('Prom cannot be reached. Check that it runs.'));
    open();
    await act(async () => userEvent.click(screen.getByLabelText('Model')));
    expect(await screen.findByTestId(testIds.suggestionProblem)).toHaveTextContent('Prom cannot be reached');
  });
});

describe('the query help', () => {
  it('asks an example of the model that is chosen', async () => {
    const onClickExample = jest.fn();
    const query = { ...defaultQuery, model: { ...defaultQuery.model, name: 'intent' }, refId: 'C' };
    render(<QueryHelp datasource={datasource} query={query} onClickExample={onClickExample} />);
    await userEvent.click(screen.getByRole('button', { name: /Macro F1 by version/ }));
    expect(onClickExample).toHaveBeenCalledWith(
      expect.objectContaining({ refId: 'C', kind: 'quality', byVersion: true, model: query.model })
    );
  });
});
