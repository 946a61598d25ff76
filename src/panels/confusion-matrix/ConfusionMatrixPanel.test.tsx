import {
  createDataFrame,
  type DataFrame,
  dateTime,
  type FieldConfigPropertyItem,
  FieldType,
  getDefaultTimeRange,
  identityOverrideProcessor,
  LoadingState,
  type PanelProps,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import React from 'react';

import { recordedFrames, truth } from '../../../test/recorded';
import { ConfusionMatrixPanel } from './ConfusionMatrixPanel';
import { drawMatrix } from './drawing';
import { plugin } from './module';
import { type ConfusionMatrixOptions, defaultOptions } from './options';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PanelDataErrorView: ({ message }: { message?: string }) => <div role="alert">{message}</div>,
  locationService: { partial: jest.fn() },
}));
jest.mock('./drawing', () => ({ drawMatrix: jest.fn() }));
const draw = jest.mocked(drawMatrix);
const partial = jest.mocked(locationService.partial);

beforeAll(() => {
  const ids = ['unit', 'decimals', 'mappings', 'thresholds', 'links', 'noValue'];
  const items = ids.map((id) => ({ id, path: id, process: identityOverrideProcessor, shouldApply: () => true }));
  standardFieldConfigEditorRegistry.setInit(() => items as unknown as FieldConfigPropertyItem[]);
  const editors = ['select', 'boolean', 'strings', 'number', 'text', 'field-name', 'unit'];
  standardEditorsRegistry.setInit(() => editors.map((id) => ({ id, name: id, editor: () => null })));
  global.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
beforeEach(() => partial.mockClear());

const credit = recordedFrames('prometheus/confusion-two-classes');

type Props = PanelProps<ConfusionMatrixOptions>;
function propsOf(series: DataFrame[], options: Partial<ConfusionMatrixOptions> = {}, more: Partial<Props> = {}): Props {
  const props: Partial<Props> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange: getDefaultTimeRange() },
    options: { ...defaultOptions, ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    width: 900,
    height: 420,
    timeZone: 'utc',
    timeRange: { from: dateTime(0), to: dateTime(1), raw: { from: 'now-1h', to: 'now' } },
    // As Grafana does it for the fields of the clicked row.
    replaceVariables: (text, scopedVars) => {
      const context = scopedVars?.__dataContext?.value as { frame: DataFrame; rowIndex: number } | undefined;
      return text.replace(/\$\{__data\.fields\.(\w+)\}/g, (_, name: string) => {
        const field = context?.frame.fields.find((one) => one.name === name);
        return encodeURIComponent(String(field?.values[context?.rowIndex ?? -1]));
      });
    },
    ...more,
  };
  return props as Props;
}

function show(series: DataFrame[], options: Partial<ConfusionMatrixOptions> = {}, more: Partial<Props> = {}) {
  return render(<ConfusionMatrixPanel {...propsOf(series, options, more)} />);
}

const grid = () => screen.getByRole('application');
const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(grid(), { key }));
const live = () => screen.getByTestId('confusion-matrix-live').textContent;

/** The window's coordinates of a cell's center; jsdom puts every element at its origin. */
function cell(row: number, column: number) {
  const { x, y, width, height } = JSON.parse(grid().getAttribute('data-cells') ?? '');
  return { clientX: x + (column + 0.5) * width, clientY: y + (row + 0.5) * height };
}

describe('a screen reader', () => {
  it('gets a table with the true counts and scores', async () => {
    show(recordedFrames('prometheus/confusion-twelve-odd-names'));
    await screen.findByRole('table');
    const { labels, confusion_rows_actual: rows, support } = truth('intent, last 24 h');
    const headers = screen.getAllByRole('columnheader').map((header) => header.textContent?.replace('Predicted ', ''));
    for (const row of screen.getAllByRole('row').slice(1)) {
      const name = within(row).getByRole('rowheader').textContent ?? '';
      const cells = within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
      const expected = rows[labels.indexOf(name)];
      labels.forEach((label, k) => expect(cells[headers.indexOf(label) - 1]).toBe(String(expected[k])));
      expect(cells[labels.length]).toBe(String(support[labels.indexOf(name)]));
    }
  });

  it('gets the overall scores, also those that are not shown for want of room', () => {
    show(credit, {}, { width: 250 });
    const scores = screen.getByTestId('confusion-matrix-scores');
    expect(scores).toHaveTextContent('Accuracy72.3 %71.3 to 73.3');
    expect(scores).toHaveTextContent('Kappa0.351');
  });

  it('gets the most frequent confusions of a large matrix', async () => {
    const classes = Array.from({ length: 60 }, (_, i) => `c${i}`);
    const actual = classes.flatMap((name) => [name, name]);
    const predicted = classes.flatMap((name, i) => [name, classes[(i + 1) % 60]]);
    const count = classes.flatMap((_, i) => [100, i + 1]);
    show([longTable({ actual, predicted, count })]);
    expect(await screen.findByRole('table')).toHaveTextContent('The 30 most frequent confusions among 60 classes.');
    expect(screen.getAllByRole('row')[0]).toHaveTextContent('60 of 160 c59 were predicted c0 (37.5 %');
  });
});

describe('the keyboard', () => {
  it('walks the cells, and each is read', () => {
    show(credit);
    press('ArrowRight');
    expect(live()).toBe('1,635 of 5,951 approve were predicted reject (27.5 %, 95 % interval 26.4 to 28.6)');
    press('ArrowDown', 'Home');
    expect(live()).toMatch(/^470 of 1,650 reject were predicted approve/);
    press('ArrowDown', 'ArrowLeft', 'End');
    expect(live()).toMatch(/^1,180 of 1,650 reject/);
    fireEvent.keyDown(grid(), { key: 'Home', ctrlKey: true });
    expect(live()).toMatch(/^4,316 of 5,951 approve/);
  });

  it('leaves by Escape', () => {
    show(credit);
    act(() => grid().focus());
    press('ArrowRight', 'Escape');
    expect(live()).toBe('');
    expect(grid()).not.toHaveFocus();
  });

  it('does by Enter what a click does', () => {
    show(credit, { actualVariable: 'actual', predictedVariable: '$guess' });
    press('ArrowRight', 'Enter');
    expect(partial).toHaveBeenCalledWith({ 'var-actual': 'approve', 'var-guess': 'reject' }, true);
  });
});

describe('the pointer', () => {
  it('shows the cell, its row and its column', () => {
    show(credit);
    fireEvent.mouseMove(grid(), cell(0, 1));
    const tooltip = screen.getByTestId('confusion-matrix-tooltip');
    expect(tooltip).toHaveTextContent(
      '1,635 of 5,951 approve were predicted reject (27.5 %, 95 % interval 26.4 to 28.6)'
    );
    fireEvent.mouseLeave(grid());
    expect(screen.queryByTestId('confusion-matrix-tooltip')).not.toBeInTheDocument();
  });

  it('costs no redraw, nor does a render without new data', () => {
    const getContext = jest
      .spyOn(HTMLCanvasElement.prototype, 'getContext')
      .mockImplementation((() => ({ measureText: () => ({ width: 30 }) })) as never);
    const props = propsOf(credit);
    const { rerender } = render(<ConfusionMatrixPanel {...props} />);
    expect(draw).toHaveBeenCalledTimes(1);
    fireEvent.mouseMove(grid(), cell(0, 1));
    rerender(<ConfusionMatrixPanel {...props} renderCounter={2} replaceVariables={(text) => text} />);
    expect(draw).toHaveBeenCalledTimes(1);
    rerender(<ConfusionMatrixPanel {...props} data={{ ...props.data, series: [...credit] }} />);
    expect(draw).toHaveBeenCalledTimes(2);
    getContext.mockRestore();
  });
});

describe('a click', () => {
  const links = { defaults: { links: [
    { title: 'Records', url: '/explore?a=${__data.fields.actual}&p=${__data.fields.predicted}&n=${__data.fields.count}' },
  ] }, overrides: [] }; // prettier-ignore

  it('opens data links that know the cell', async () => {
    show(credit, {}, { fieldConfig: links });
    fireEvent.mouseMove(grid(), cell(0, 1));
    fireEvent.click(grid(), cell(0, 1));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.getAttribute('href'))).toEqual(['/explore?a=approve&p=reject&n=1635']);
    expect(partial).not.toHaveBeenCalled();
  });

  it('by Enter opens them too, and closing them leads back to the cell', async () => {
    show(credit, {}, { fieldConfig: links });
    act(() => grid().focus());
    press('ArrowRight', 'Enter');
    fireEvent.keyDown(await screen.findByRole('menuitem'), { key: 'Escape' });
    await waitFor(() => expect(grid()).toHaveFocus());
    expect(live()).toMatch(/^1,635 of 5,951 approve/);
  });

  it('does nothing, and promises nothing, where nothing is set up', () => {
    show(credit);
    fireEvent.mouseMove(grid(), cell(0, 1));
    expect(screen.getByTestId('confusion-matrix-tooltip')).not.toHaveTextContent('Click');
    fireEvent.click(grid(), cell(0, 1));
    expect(partial).not.toHaveBeenCalled();
    expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
  });

  it('on summed classes sets no variable, since they are no value', () => {
    show(recordedFrames('prometheus/confusion-twelve-odd-names'), { topClasses: 3, predictedVariable: 'p' });
    fireEvent.mouseMove(grid(), cell(0, 3));
    fireEvent.click(grid(), cell(0, 3));
    expect(partial).not.toHaveBeenCalled();
  });
});

describe('standard options', () => {
  it('rename classes by value mappings, but never counts or what a click sets', async () => {
    const mappings = [{ type: 'value', options: { '0': { text: 'approve' }, '1': { text: 'reject' } } }];
    const frame = longTable({ actual: ['0', '1'], predicted: ['0', '0'], count: [5, 1] });
    const fieldConfig = { defaults: { mappings }, overrides: [] } as unknown as Props['fieldConfig'];
    show([frame], { actualVariable: 'actual' }, { fieldConfig });
    press('ArrowDown');
    expect(live()).toMatch(/^1 of 1 reject was predicted approve/);
    press('Enter');
    expect(partial).toHaveBeenCalledWith({ 'var-actual': '1' }, true);
    const cells = await screen.findAllByRole('cell');
    expect(cells.map(({ textContent }) => textContent)).toContain('0');
  });

  it('set the unit of counts and the decimals', () => {
    const fieldConfig = { defaults: { unit: 'currencyUSD', decimals: 2 }, overrides: [] };
    show(credit, {}, { fieldConfig });
    press('ArrowRight');
    expect(live()).toMatch(/^\$1\.64K of \$5\.95K approve .* \(27\.47 %, 95 % interval 26\.36 to 28\.62\)$/);
  });
});

describe('data that cannot be used', () => {
  it('gets a sentence', () => {
    show([longTable({ actual: ['a'], guess: ['a'] })]);
    expect(screen.getByRole('alert')).toHaveTextContent(/^No field holds the predicted class\./);
  });

  it('gets the failure of the query, if it failed', () => {
    const data = {
      state: LoadingState.Error,
      series: [],
      timeRange: getDefaultTimeRange(),
      errors: [{ message: 'connection refused' }],
    };
    show([], {}, { data });
    expect(screen.getByRole('alert')).toHaveTextContent('The query failed: connection refused');
  });

  it('gets nothing while the first answer is on its way', () => {
    const { container } = show(
      [],
      {},
      { data: { state: LoadingState.Loading, series: [], timeRange: getDefaultTimeRange() } }
    );
    expect(container).toBeEmptyDOMElement();
  });

  it('in part is said beside what can be used', () => {
    show([longTable({ actual: ['a', null, null, null], predicted: ['a', 'a', 'a', 'b'] })]);
    expect(screen.getByRole('button', { name: /3 rows have no actual class and were left out\./ })).toBeInTheDocument();
  });

  it('never becomes markup', () => {
    const { container } = show([longTable({ actual: ['<img src=x>'], predicted: ['<img src=x>'] })]);
    press('ArrowRight');
    expect(container.ownerDocument.querySelector('img')).toBeNull();
    expect(live()).toMatch(/^1 of 1 “<img src=x>” was predicted “<img src=x>”/);
  });
});

describe('the plugin', () => {
  it('shows alert states, and has a default for each option that it offers', () => {
    expect(plugin.dataSupport).toEqual({ annotations: true, alertStates: true });
    expect(plugin.defaults).toEqual(defaultOptions);
  });
});

function longTable(columns: Record<string, unknown[]>): DataFrame {
  return createDataFrame({
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      type: typeof values[0] === 'number' ? FieldType.number : FieldType.string,
    })),
  });
}
