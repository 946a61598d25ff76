import {
  createDataFrame,
  type DataFrame,
  dateTime,
  type FieldConfigPropertyItem,
  FieldType,
  identityOverrideProcessor,
  LoadingState,
  type PanelProps,
  standardFieldConfigEditorRegistry,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import {
  accuracySeries,
  creditDistributions,
  driftAnswer,
  driftEnd,
  driftOverTime,
  driftStart,
  manyDistributions,
} from '../../../test/driftFrames';
import { MetricDriftPanel } from './MetricDriftPanel';
import { defaultOptions, type MetricDriftOptions } from './options';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PanelDataErrorView: ({ message }: { message?: string }) => <div role="alert">{message}</div>,
}));

beforeAll(() => {
  const ids = ['unit', 'decimals', 'mappings', 'thresholds', 'links', 'noValue', 'max'];
  const items = ids.map((id) => ({ id, path: id, process: identityOverrideProcessor, shouldApply: () => true }));
  standardFieldConfigEditorRegistry.setInit(() => items as unknown as FieldConfigPropertyItem[]);
  global.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
beforeEach(() => locationService.push('/'));

type Props = PanelProps<MetricDriftOptions>;

function show(series: DataFrame[], options: Partial<MetricDriftOptions> = {}, more: Partial<Props> = {}) {
  const [from, to] = [dateTime(driftStart), dateTime(driftEnd)];
  const timeRange = { from, to, raw: { from, to } };
  const props: Partial<Props> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange },
    options: { ...defaultOptions, ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    width: 900,
    height: 420,
    timeZone: 'utc',
    timeRange,
    replaceVariables: (text) => text,
    ...more,
  };
  return render(<MetricDriftPanel {...(props as Props)} />);
}

const list = () => screen.getByRole('application');
const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(list(), { key }));
const rows = () => screen.getAllByTestId('drift-row').map(({ textContent }) => textContent);
const live = () => screen.getByTestId('drift-live').textContent;

describe('the ranking', () => {
  it('shows each variable with its score and what it means, in words too', () => {
    show(driftAnswer());
    expect(screen.getByText('2 of 8 variables have drifted, of 1 nothing can be told')).toBeVisible();
    expect(rows().slice(0, 2)).toEqual(['employment1.3Drift', 'income0.56Drift']);
  });

  it('is a table for a screen reader, with the sentence of each', async () => {
    show(driftAnswer());
    const table = await screen.findByRole('table');
    const [, income] = within(table).getAllByRole('row').slice(1);
    expect(income).toHaveTextContent(/^incomePSI 0\.56DriftPSI 0\.56: far above its sampling floor/);
  });

  it('tells of the variable that keys walk to, and opens it and comes back', () => {
    show(driftAnswer());
    press('ArrowDown', 'ArrowDown');
    expect(live()).toMatch(/^income: Drift\. PSI 0\.56: far above/);
    press('Enter');
    expect(screen.getByTestId('drift-detail')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: /^Distributions of income in 8 bins/ })).toBeInTheDocument();
    fireEvent.keyDown(screen.getByTestId('drift-detail'), { key: 'Escape' });
    expect(rows()).toHaveLength(creditDistributions.length);
  });

  it('draws of hundreds only those that are seen, and finds the others by name', () => {
    show(driftAnswer(manyDistributions(500)));
    expect(rows().length).toBeLessThan(40);
    fireEvent.change(screen.getByLabelText('Filter variables by name'), { target: { value: 'feature_499' } });
    expect(rows()).toEqual([expect.stringContaining('feature_499')]);
  });

  it('takes unit and decimals from the standard options', () => {
    show(driftAnswer(), {}, { fieldConfig: { defaults: { decimals: 3 }, overrides: [] } });
    expect(rows()[1]).toBe('income0.557Drift');
  });
});

describe('a click on a variable', () => {
  const click = (row: number) => fireEvent.click(list(), { clientX: 50, clientY: 28 * (row + 0.5) });

  it('sets the dashboard variable to its name, whatever the name is', () => {
    const hostile = 'a "b" \\ $x {y}\n</script> é';
    show(driftAnswer([{ ...creditDistributions[0], variable: hostile }, creditDistributions[1]]), {
      variable: '$feature',
      openOnClick: false,
    });
    click(1);
    expect(locationService.getSearchObject()['var-feature']).toBe(hostile);
    expect(screen.queryByTestId('drift-detail')).toBeNull();
  });

  it('opens its links from a button of its own', () => {
    const links = [{ title: 'Wiki', url: 'https://wiki/${__data.fields.variable}', targetBlank: true }];
    const replaceVariables: Props['replaceVariables'] = (text, scoped) => {
      const context = scoped?.__dataContext?.value as { frame: DataFrame } | undefined;
      return text.replace('${__data.fields.variable}', String(context?.frame.fields[0].values[0]));
    };
    show(driftAnswer(), {}, { fieldConfig: { defaults: { links }, overrides: [] }, replaceVariables });
    fireEvent.click(screen.getAllByRole('button', { name: 'Links of employment' })[0]);
    expect(screen.getByRole('menuitem', { name: /Wiki/ })).toHaveAttribute('href', 'https://wiki/employment');
  });
});

describe('the view Distribution', () => {
  // The choice of variables measures its text; nothing is drawn on a canvas here.
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  beforeEach(() => {
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is of the variable that the dashboard names, and of the farthest moved one without', () => {
    show(driftAnswer(), { view: 'distribution', variable: 'feature' });
    expect(screen.getByRole('list', { name: /Categories/ })).toHaveTextContent('gig worker14.0 % new');
    act(() => locationService.partial({ 'var-feature': 'income' }));
    expect(screen.getByRole('img', { name: /^Distributions of income/ })).toBeInTheDocument();
  });

  it('says where a baseline is frozen', async () => {
    show(driftAnswer(), { view: 'distribution' });
    fireEvent.click(screen.getByRole('button', { name: 'Baseline' }));
    expect(await screen.findByText(/press 'Freeze as baseline' in its query/)).toBeInTheDocument();
  });
});

describe('drift over time', () => {
  it('is a chart for each of a few variables, and strips for many', () => {
    show(driftOverTime(4, 30));
    expect(screen.getAllByRole('img')).toHaveLength(4);
    show(driftOverTime(80, 30));
    expect(screen.getByTestId('drift-strips')).toHaveAccessibleName(/^8 of 80 variables drift at the end/);
  });

  it('is beside the ranking where the data have both', () => {
    show([...driftAnswer(), ...driftOverTime(80, 30)]);
    fireEvent.click(screen.getByRole('radio', { name: 'Over time' }));
    press('Home');
    expect(live()).toMatch(/^feature_\d+: PSI 0\.\d+, above its sampling floor 0\.022, above the threshold 0\.1$/);
  });
});

describe('a metric', () => {
  it('is a control chart that says since when it is at another level', () => {
    const { times, values } = accuracySeries(672, 0.05);
    const fields = [
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'accuracy', type: FieldType.number, values, config: { unit: 'percentunit' } },
    ];
    show([createDataFrame({ fields })]);
    expect(screen.getByRole('region', { name: 'accuracy' })).toHaveTextContent(
      /Drift.*since 2026-05-06 \d\d:\d\d: down\./
    );
  });
});

describe('bad input', () => {
  it.each([
    ['no frame', [], {}, 'There are no data.'],
    ['no fields', [createDataFrame({ fields: [] })], {}, 'There are no data.'],
  ])('%s is a sentence', (_, frames, options, sentence) => {
    show(frames, options);
    expect(screen.getByRole('alert')).toHaveTextContent(sentence);
  });

  it.each([
    ['ranking', 'There is nothing to rank'],
    ['time', 'There is no drift over time'],
    ['control', 'There are no metrics'],
  ] as const)('a view %s without its data says what it needs', (view, sentence) => {
    show(view === 'ranking' ? driftOverTime(2, 3) : driftAnswer(), { view });
    expect(screen.getByText(new RegExp(sentence))).toBeInTheDocument();
  });

  it('a failed query is said', () => {
    const range = { from: dateTime(0), to: dateTime(1), raw: { from: '', to: '' } };
    const data = { state: LoadingState.Error, series: [], timeRange: range, errors: [{ message: 'refused' }] };
    show([], {}, { data });
    expect(screen.getByRole('alert')).toHaveTextContent('The query failed: refused');
  });

  it('in hardly any room is no crash', () => {
    show([...driftAnswer(), ...driftOverTime(3, 4)], {}, { width: 20, height: 10 });
    show(driftAnswer([creditDistributions[0]]), { view: 'distribution' }, { width: 0, height: 0 });
    expect(screen.getByTestId('drift-detail')).toBeInTheDocument();
  });
});
