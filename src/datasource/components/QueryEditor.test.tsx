import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { checkQuery } from '../../query/check';
import { type AuditOptions, defaultQuery, type QualityOptions, queryKinds } from '../../query/query';
import { relevantQuery } from '../../query/relevant';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { type SourceKind } from '../settings';
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
const answering = (source: SourceKind) =>
  ({
    compile,
    settings: { source },
    suggestions: { models } as unknown as Suggestions,
  }) as unknown as ModelwatchDataSource;
const datasource = answering('prometheus');

function open(changes: Partial<ModelwatchQuery> = {}, source: SourceKind = 'prometheus') {
  const onChange = jest.fn();
  const query = { ...defaultQuery, model: { ...defaultQuery.model, name: 'intent' }, refId: 'A', ...changes };
  render(<QueryEditor datasource={answering(source)} query={query} onChange={onChange} onRunQuery={jest.fn()} />);
  return onChange;
}

const quality = (changes: Partial<QualityOptions>): Partial<ModelwatchQuery> => ({
  kind: 'quality',
  quality: { ...defaultQuery.quality, ...changes },
});
const auditOf = (changes: Partial<AuditOptions>): Partial<ModelwatchQuery> => ({
  kind: 'audit',
  audit: { ...defaultQuery.audit, ...changes },
});
const shown = (...labels: string[]) => labels.filter((label) => screen.queryByLabelText(label) !== null);

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
    const toggle = screen.getByRole('button', { name: 'Compiled query' });
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

describe('what a query does not use is not shown', () => {
  const ofClasses = ['Average', 'Class', 'Beta', 'Zero division', 'Score threshold'];
  const ofCells = ['Actual class', 'Predicted class', 'Record id'];
  const ofPages = ['Search', 'Page size', 'Page from'];
  const all = [
    ...ofClasses,
    'Positive class',
    'Result',
    'Scores',
    'Source',
    'Calibration',
    'Interval',
    'Support',
    'Clock',
    'Confidence',
    'Show',
    'Records',
    ...ofCells,
    ...ofPages,
  ];

  it.each<[string, Partial<ModelwatchQuery>, SourceKind, string[]]>([
    ['a confusion matrix', {}, 'prometheus', ['Score threshold']],
    ['one at a threshold', { threshold: '0.5' }, 'prometheus', ['Score threshold', 'Positive class']],
    [
      'accuracy',
      quality({}),
      'prometheus',
      ['Zero division', 'Score threshold', 'Result', 'Source', 'Interval', 'Support'],
    ],
    [
      'accuracy from records, which can be estimated',
      quality({}),
      'records',
      ['Zero division', 'Score threshold', 'Result', 'Source', 'Interval', 'Support', 'Clock'],
    ],
    [
      'estimated precision, of the positive class',
      quality({ measure: 'precision', average: 'class', source: 'estimated', interval: true }),
      'elasticsearch',
      ['Average', 'Class', 'Score threshold', 'Positive class', 'Result', 'Source', 'Support', 'Calibration'],
    ],
    [
      'F-beta of one class',
      quality({ measure: 'fBeta', average: 'class', interval: true }),
      'sample',
      [...ofClasses, 'Positive class', 'Result', 'Interval', 'Support', 'Clock', 'Confidence'],
    ],
    [
      'ROC AUC from Prometheus',
      quality({ measure: 'rocAuc', average: 'class' }),
      'prometheus',
      ['Positive class', 'Result', 'Source', 'Interval', 'Support'],
    ],
    [
      'ROC AUC from records',
      quality({ measure: 'rocAuc' }),
      'records',
      ['Positive class', 'Result', 'Scores', 'Interval', 'Support', 'Clock'],
    ],
    [
      'ROC AUC from Elasticsearch, always in bins',
      quality({ measure: 'rocAuc' }),
      'elasticsearch',
      ['Positive class', 'Result', 'Interval', 'Support', 'Clock'],
    ],
    ['MAE', quality({ measure: 'mae', average: 'class' }), 'records', ['Result', 'Interval', 'Support', 'Clock']],
    ['a ROC curve', { kind: 'curve' }, 'prometheus', ['Positive class']],
    [
      'a reliability curve',
      { kind: 'curve', curve: 'reliability' },
      'sample',
      ['Positive class', 'Clock', 'Confidence'],
    ],
    ['a distribution of scores', { kind: 'distribution' }, 'prometheus', ['Positive class']],
    ['a distribution of errors', { kind: 'distribution', distribution: { of: 'error' } }, 'sample', ['Clock']],
    ['response time', { kind: 'operations' }, 'sample', ['Result']],
    [
      'label coverage, which has a clock',
      { kind: 'operations', operations: { measure: 'labelCoverage', quantiles: [] } },
      'sample',
      ['Result', 'Clock'],
    ],
    ['errors by type', { kind: 'errors' }, 'sample', ['Show', 'Result']],
    ['their records', { kind: 'errors', errors: { as: 'records' } }, 'sample', ['Show', ...ofPages]],
    ['records', { kind: 'audit' }, 'sample', ['Show', 'Records', ...ofCells, ...ofPages, 'Clock']],
    ['records of errors', auditOf({ only: 'errors' }), 'sample', ['Show', 'Records', 'Record id', ...ofPages]],
    ['the completeness of records', auditOf({ as: 'completeness' }), 'sample', ['Show']],
    [
      'a query that came from records, whose clock Prometheus does not know',
      { timeBasis: 'prediction' },
      'prometheus',
      ['Score threshold', 'Clock'],
    ],
  ])('%s', (_what, changes, source, expected) => {
    open(changes, source);
    expect(shown(...all)).toEqual(all.filter((label) => expected.includes(label)));
  });

  it.each<[SourceKind, string[]]>([
    ['prometheus', ['Create alert', 'Compiled query', 'Convert to Prometheus query']],
    ['elasticsearch', ['Create alert', 'Compiled query']],
    ['records', []],
    ['sample', []],
  ])('nor what a source cannot do: %s', (source, expected) => {
    open({}, source);
    const buttons = ['Create alert', 'Compiled query', 'Convert to Prometheus query'];
    expect(buttons.filter((name) => screen.queryByRole('button', { name }) !== null)).toEqual(expected);
    expect(screen.queryByText(/^No alerts/) !== null).toBe(expected.length === 0);
  });
});

describe('pages of records', () => {
  it('take a whole number of records, and say what is wrong with another', () => {
    const onChange = open({ kind: 'audit' });
    const input = screen.getByLabelText('Page size');
    const write = (value: string) => {
      fireEvent.change(input, { target: { value } });
      fireEvent.blur(input);
    };
    write('6000');
    expect(screen.getByText('Write a whole number from 1 to 5,000.')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    write('50');
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ audit: { ...defaultQuery.audit, pageSize: 50 } }));
  });

  it('take a search, an id and a cursor, as they are or as a variable', () => {
    const onChange = open({ kind: 'audit' });
    for (const [label, value, changes] of [
      ['Search', ' $search ', { search: '$search' }],
      ['Record id', ' say "hi" ', { id: ' say "hi" ' }],
      ['Page from', ' 5~1~a ', { cursor: '5~1~a' }],
    ] as const) {
      const input = screen.getByLabelText(label);
      fireEvent.change(input, { target: { value } });
      fireEvent.blur(input);
      expect(onChange).toHaveBeenLastCalledWith(
        expect.objectContaining({ audit: { ...defaultQuery.audit, ...changes } })
      );
    }
  });
});

describe('the new kinds', () => {
  it('take a score threshold from 0 to 1 or a variable, and say what is wrong with another', () => {
    const onChange = open();
    const input = screen.getByLabelText('Score threshold');
    const write = (value: string) => {
      fireEvent.change(input, { target: { value } });
      fireEvent.blur(input);
    };
    write('50');
    expect(screen.getByText('Write a number from 0 to 1, such as 0.5.')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    write(' 0.5 ');
    write('$threshold');
    expect(onChange.mock.calls.map(([{ threshold }]) => threshold)).toEqual(['0.5', '$threshold']);
  });
});

describe('the query help', () => {
  it('gives examples that nothing is wrong with, of every kind', async () => {
    const onClickExample = jest.fn();
    const model = { ...defaultQuery.model, name: 'intent', positiveClass: 'yes' };
    render(
      <QueryHelp
        datasource={datasource}
        query={{ ...defaultQuery, model, refId: 'C' }}
        onClickExample={onClickExample}
      />
    );
    for (const button of screen.getAllByRole('button')) {
      fireEvent.click(button);
    }
    const asked = onClickExample.mock.calls.map(([query]) => query);
    expect(asked.flatMap((query) => checkQuery(relevantQuery(query)))).toEqual([]);
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(queryKinds));
  });

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
