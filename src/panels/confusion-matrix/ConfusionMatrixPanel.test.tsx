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
import { config, locationService } from '@grafana/runtime';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import React from 'react';

import { discoverQueryIn } from '../../../test/discoverState';
import { recordedFrames, truth } from '../../../test/recorded';
import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { type ModelwatchMeta } from '../../frames/modelwatchMeta';
import { exists } from '../../query/kql';
import { defaultQuery, type ModelQuery } from '../../query/query';
import { defaultFields } from '../../query/recordFields';
import { readRecordsPage } from '../../query/recordsPage';
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

describe('a click on a cell that is counted from records', () => {
  const query: ModelQuery = {
    ...defaultQuery,
    timeBasis: 'prediction',
    model: { ...defaultQuery.model, name: 'loans' },
  };
  const discover = {
    kibana: { product: 'kibana' as const, url: 'https://kibana.example', dataView: 'audit' },
    asked: { language: 'kuery' as const, query: exists('outcome.label'), from: 1, to: 10 },
    fields: defaultFields,
  };
  const meta: ModelwatchMeta = { query, from: 0, to: 10, records: { datasource: 'audit', discover } };
  const counted = [
    { actual: 'approve', predicted: 'approve', count: 5 },
    { actual: 'approve', predicted: 'reject', count: 2 },
    { actual: 'reject', predicted: 'reject', count: 3 },
  ];
  const matrix = (changes: Partial<ModelwatchMeta> = {}, rows: ConfusionRow[] = counted) =>
    confusionFrame(rows, { ...meta, ...changes }, []);

  async function menuOf(series: DataFrame[], options: Partial<ConfusionMatrixOptions> = {}, more: Partial<Props> = {}) {
    show(series, options, more);
    act(() => grid().focus());
    press('ArrowRight', 'Enter');
    return screen.queryAllByRole('menuitem').map((item) => [item.textContent, item.getAttribute('href') ?? '']);
  }
  const titles = (items: string[][]) => items.map(([title]) => title);

  const { exploreEnabled } = config;
  beforeAll(() => (config.exploreEnabled = true));
  afterAll(() => (config.exploreEnabled = exploreEnabled));

  it('offers just these records, in the app, in Explore and in Kibana', async () => {
    const [page, explore, kibana] = await menuOf([matrix()]);
    expect([page[0], explore[0], kibana[0]]).toEqual(['Show records', 'Explore records', 'Open in Kibana']);
    const cell = { actual: 'approve', predicted: 'reject' };
    const asked = { datasource: 'audit', from: 0, to: 10 };
    expect(readRecordsPage(page[1].split('?')[1])).toMatchObject({ ...asked, query: { timeBasis: 'prediction', audit: { cell } } }); // prettier-ignore
    const panes = JSON.parse(new URL(explore[1], 'http://grafana.example').searchParams.get('panes') ?? '');
    expect(panes.records).toMatchObject({ datasource: 'audit', range: { from: '0', to: '10' } });
    expect(panes.records.queries[0]).toMatchObject({ kind: 'audit', model: { name: 'loans' }, audit: { cell } });
    expect(discoverQueryIn(kibana[1]).query).toBe(
      'outcome.label: * and outcome.label: "approve" and prediction.label: "reject"'
    );
  });

  it('says so before, sets variables as well, and keeps the links that are set up', async () => {
    const fieldConfig = { defaults: { links: [{ title: 'Ticket', url: '/ticket' }] }, overrides: [] };
    show([matrix()], { actualVariable: 'actual' }, { fieldConfig });
    fireEvent.mouseMove(grid(), cell(0, 1));
    expect(screen.getByTestId('confusion-matrix-tooltip')).toHaveTextContent(
      'Click to set $actual and open its links and records'
    );
    fireEvent.click(grid(), cell(0, 1));
    expect(partial).toHaveBeenCalledWith({ 'var-actual': 'approve' }, true);
    const items = await screen.findAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Ticket',
      'Show records',
      'Explore records',
      'Open in Kibana',
    ]);
  });

  it.each([
    ['counts at another threshold', matrix({ query: { ...query, threshold: '0.3' } })],
    ['a cell of several classes', matrix({ sums: ['reject'] })],
    ['an empty cell', matrix({}, [counted[0], counted[2]])],
    ['counts of metrics', matrix({ records: undefined })],
  ])('offers none of %s', async (_, frame) => {
    expect(await menuOf([frame])).toEqual([]);
  });

  it('offers none where queries are added together, which no one query asks for', async () => {
    expect(await menuOf([matrix(), { ...matrix(), refId: 'B' }])).toEqual([]);
  });

  it('offers those of the version that is shown, and of all that are added together', async () => {
    const byVersion = { query: { ...query, byVersion: true } };
    const both = matrix(
      byVersion,
      ['v1', 'v2'].flatMap((version) => counted.map((row) => ({ ...row, version })))
    );
    const versionsIn = ([[, href]]: string[][]) => readRecordsPage(href.split('?')[1]).query.model.versions;
    expect(versionsIn(await menuOf([both]))).toEqual(['v1', 'v2']);
    cleanup();
    expect(
      versionsIn(await menuOf([both], { compare: { ...defaultOptions.compare, by: 'version', current: 'v2' } }))
    ).toEqual(['v2']);
  });

  it('leaves Explore out for whom Grafana does not show it', async () => {
    const { bootData } = config;
    config.bootData = { ...bootData, user: { ...bootData?.user, permissions: { 'datasources:query': true } } } as never;
    const items = await menuOf([matrix()]);
    config.bootData = bootData;
    expect(titles(items)).toEqual(['Show records', 'Open in Kibana']);
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
