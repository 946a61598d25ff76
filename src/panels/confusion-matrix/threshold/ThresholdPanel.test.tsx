import {
  createDataFrame,
  type DataFrame,
  dateTime,
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  type PanelProps,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import { ConfusionMatrixPanel } from '../ConfusionMatrixPanel';
import { type ConfusionMatrixOptions, defaultOptions } from '../options';
import { defaultThresholdOptions, type ThresholdOptions } from './thresholdOptions';

jest.mock('../drawing', () => ({ drawMatrix: jest.fn() }));
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PanelDataErrorView: ({ message }: { message?: string }) => <div role="alert">{message}</div>,
}));

/** Prometheus' buckets, cumulative: of each class 100 outcomes. */
const upTo = { reject: [0, 10, 30, 60, 100, 100], approve: [0, 60, 90, 99, 100, 100] };
const LE = ['0', '0.25', '0.5', '0.75', '1.0', '+Inf'];

function buckets(labels: Record<string, string> = {}, counts: Record<string, number[]> = upTo): DataFrame[] {
  return Object.entries(counts).flatMap(([actual, upTo]) =>
    LE.map((le, i) =>
      createDataFrame({
        refId: 'A',
        fields: [
          { name: 'Time', type: FieldType.time, values: [1] },
          { name: 'Value', type: FieldType.number, values: [upTo[i]], labels: { actual, le, ...labels } },
        ],
      })
    )
  );
}

type Props = PanelProps<ConfusionMatrixOptions>;

type Given = Partial<ThresholdOptions> & { positiveClass?: string };

function show({ positiveClass = 'reject', ...threshold }: Given = {}, series = buckets(), more: Partial<Props> = {}) {
  const props: Partial<Props> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange: getDefaultTimeRange() },
    options: { ...defaultOptions, positiveClass, threshold: { ...defaultThresholdOptions, ...threshold } },
    fieldConfig: { defaults: {}, overrides: [] },
    width: 900,
    height: 500,
    timeZone: 'utc',
    timeRange: { from: dateTime(0), to: dateTime(1), raw: { from: 'now-1h', to: 'now' } },
    replaceVariables: (text) => text,
    ...more,
  };
  return render(<ConfusionMatrixPanel {...(props as Props)} />);
}

const slider = () => screen.getByRole('slider', { name: 'Score threshold' });
const at = () => Number(slider().getAttribute('aria-valuenow'));
const press = (...keys: string[]) =>
  keys.forEach((key) => {
    fireEvent.keyDown(slider(), { key });
    fireEvent.keyUp(slider(), { key });
  });
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const measures = () => screen.getByTestId('threshold-measures');
const input = () => screen.getByLabelText<HTMLInputElement>('Threshold');
/** The counts of the matrix, rows are actual; its table follows the drawing. */
const matrix = async () =>
  (await within(screen.getByTestId('confusion-matrix-table')).findAllByRole('row'))
    .slice(1)
    .map((row) => within(row).getAllByRole('cell').slice(0, 2).map(({ textContent }) => textContent)); // prettier-ignore

/** jsdom knows no pointers, and puts every element at its origin. */
function pointer(target: Element, type: 'pointerdown' | 'pointermove' | 'pointerup', clientX: number, clientY = 0) {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY, button: 0 });
  act(() => void target.dispatchEvent(event));
}

beforeEach(() => locationService.push('/d/quality'));

describe('a panel over scores by actual class', () => {
  it('shows matrix, measures and area at the threshold of its options', async () => {
    show();
    expect(at()).toBe(0.5);
    expect(input().value).toBe('0.50');
    expect(await matrix()).toEqual([['90', '10'], ['30', '70']]); // prettier-ignore
    expect(measures()).toHaveTextContent('Precision87.5 %78.5 to 93.1Recall70.0 %60.4 to 78.1F177.8 %');
    expect(screen.getByText('ROC AUC (binned) 0.862')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: /At the threshold 0.50: false positive rate 10.0 %, recall 70.0 %/ })).toBeInTheDocument(); // prettier-ignore
    expect(screen.getByRole('img', { name: /reject 100 above the line, approve 100 below it/ })).toBeInTheDocument();
  });

  it('shows counts where there are counts, and where it is told to', () => {
    const counts = { actual: ['a', 'b'], predicted: ['b', 'b'], count: [1, 2] };
    const frame = createDataFrame({
      fields: Object.entries(counts).map(([name, values]) => ({ name, values: values as unknown[] })),
    });
    show({}, [frame]);
    expect(screen.queryByTestId('threshold-view')).not.toBeInTheDocument();
    expect(screen.getByRole('application')).toBeInTheDocument();
    show({ enabled: false });
    expect(screen.getByRole('alert')).toHaveTextContent(/^No fields hold the actual and the predicted class\./);
  });
});

describe('the slider', () => {
  it('goes by keys from edge to edge, and matrix and measures follow', async () => {
    show();
    press('ArrowRight');
    expect(at()).toBe(0.75);
    expect(await matrix()).toEqual([['99', '1'], ['60', '40']]); // prettier-ignore
    expect(measures()).toHaveTextContent('Precision97.6 %');
    expect(measures()).toHaveTextContent('Recall40.0 %');
    press('ArrowDown', 'ArrowLeft');
    expect(at()).toBe(0.25);
    press('PageUp');
    expect(at()).toBe(0.75);
    press('Home');
    expect(await matrix()).toEqual([['0', '100'], ['0', '100']]); // prettier-ignore
    press('End');
    expect(await matrix()).toEqual([['100', '0'], ['100', '0']]); // prettier-ignore
    expect(measures()).toHaveTextContent('Precision–');
  });

  it('says to a screen reader where it is and what that does', () => {
    show();
    expect(slider()).toHaveAttribute('aria-valuetext', '0.50, precision 87.5 %, recall 70.0 %');
    expect(slider()).toHaveAttribute('aria-valuemin', '0');
    expect(slider()).toHaveAttribute('aria-valuemax', '1');
    expect(slider()).toHaveAttribute('tabindex', '0');
  });

  it('is dragged, on the histograms too, and rests at edges only', () => {
    show();
    const area = screen.getByTestId('threshold-slider');
    // From 10 to 890 pixels.
    pointer(area, 'pointermove', 100);
    expect(at()).toBe(0.5);
    pointer(area, 'pointerdown', 270);
    expect(at()).toBe(0.25);
    pointer(area, 'pointermove', 640);
    expect(at()).toBe(0.75);
    pointer(area, 'pointermove', 5000);
    expect(at()).toBe(1);
    pointer(area, 'pointerup', 5000);
    pointer(area, 'pointermove', 10);
    expect(at()).toBe(1);
  });

  it('has a number beside it, which takes what the data can say', () => {
    show();
    fireEvent.change(input(), { target: { value: '0.3' } });
    expect(at()).toBe(0.5);
    fireEvent.keyDown(input(), { key: 'Enter' });
    expect(at()).toBe(0.25);
    expect(input().value).toBe('0.25');
    expect(screen.getByRole('button', { name: /The threshold 0.30 lies inside a bin of the data and was moved to its edge 0.25\./ })).toBeInTheDocument(); // prettier-ignore
    fireEvent.change(input(), { target: { value: 'much' } });
    fireEvent.blur(input());
    expect(input().value).toBe('0.25');
  });
});

describe('the buttons', () => {
  it('lead to the best F1 and back', () => {
    show({ at: 0.75 });
    click('Best F1');
    expect(at()).toBe(0.25);
    click('Reset');
    expect(at()).toBe(0.75);
    expect(screen.queryByRole('button', { name: 'Least cost' })).not.toBeInTheDocument();
  });

  it('lead to the least cost, once something costs', () => {
    show({ costs: { truePositive: 0, falsePositive: 5, falseNegative: 1, trueNegative: 0 } });
    expect(measures()).toHaveTextContent('Cost80');
    expect(measures()).toHaveTextContent('Cost per 1,000400');
    click('Least cost');
    expect(at()).toBe(0.75);
    expect(measures()).toHaveTextContent('Cost65');
  });
});

describe('the curve', () => {
  const plot = () => within(screen.getByTestId('threshold-curve')).getByRole('img');

  it('changes between ROC and precision and recall', () => {
    show();
    fireEvent.click(screen.getByRole('radio', { name: 'PR' }));
    expect(screen.getByText(/^PR AUC \(binned\) 0\.\d{3}$/)).toBeInTheDocument();
    expect(plot()).toHaveAccessibleName(/At the threshold 0.50: recall 70.0 %, precision 87.5 %\./);
    press('End');
    expect(plot()).toHaveAccessibleName(/At the threshold 1.00 the curve has no point\./);
    expect(screen.queryByTestId('threshold-marker')).not.toBeInTheDocument();
  });

  it('has the threshold on it, which a click on the curve moves', () => {
    show();
    const marker = () => ['cx', 'cy'].map((name) => Number(screen.getByTestId('threshold-marker').getAttribute(name)));
    const before = marker();
    press('ArrowRight');
    expect(marker()[0]).toBeLessThan(before[0]);
    expect(marker()[1]).toBeGreaterThan(before[1]);
    pointer(plot(), 'pointerdown', before[0] + 3, before[1] - 3);
    expect(at()).toBe(0.5);
    expect(marker()).toEqual(before);
  });

  it('is absent where it is not wanted', () => {
    show({ curve: 'none' });
    expect(screen.queryByTestId('threshold-curve')).not.toBeInTheDocument();
  });
});

describe('what the data cannot say', () => {
  const records = (actual: string[], score: number[]) => [
    createDataFrame({
      refId: 'A',
      fields: [
        { name: 'actual', values: actual as unknown[] },
        { name: 'score', values: score as unknown[] },
      ],
    }),
  ];

  it('is told in sentences: of one class there is no ROC curve', () => {
    show({}, records(['reject', 'reject'], [0.2, 0.7]));
    expect(screen.getByText('There is no ROC curve without outcomes of both classes.')).toBeInTheDocument();
    expect(screen.getByText('ROC AUC')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^About the data: Every outcome is reject/ })).toBeInTheDocument();
    expect(screen.getByTestId('threshold-legend')).toHaveTextContent(
      'Above the line:reject1 right1 wrongBelow it:not reject0 right0 wrong'
    );
  });

  it('and without the positive class none of precision and recall', () => {
    show({ curve: 'precisionRecall' }, records(['approve', 'approve'], [0.2, 0.7]));
    expect(screen.getByText('There is no curve without outcomes of the positive class.')).toBeInTheDocument();
  });

  it('exact scores have an exact area, and those outside of 0 to 1 are reached', async () => {
    show({ at: 0 }, records(['reject', 'approve', 'reject', 'approve'], [4.5, -3, 2, 3]));
    expect(screen.getByText('ROC AUC 0.750')).toBeInTheDocument();
    press('Home');
    expect(at()).toBeLessThan(-3);
    expect(await matrix()).toEqual([['0', '2'], ['0', '2']]); // prettier-ignore
    press('End');
    expect(at()).toBeGreaterThanOrEqual(4.5);
    expect(await matrix()).toEqual([['2', '0'], ['2', '0']]); // prettier-ignore
  });

  it('counts of no outcomes at all say so', () => {
    show({}, buckets({}, { reject: [0, 0, 0, 0, 0, 0], approve: [0, 0, 0, 0, 0, 0] }));
    expect(screen.getByRole('alert')).toHaveTextContent(/^Every count is 0 in this time range/);
  });
});

describe('several versions', () => {
  // Grafana's Combobox measures its texts on a canvas; the matrix is not drawn here.
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  beforeAll(() => {
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
    global.IntersectionObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    } as never;
  });
  afterAll(() => jest.restoreAllMocks());
  const half = (counts: number[]) => counts.map((count) => count / 2);
  const worse = { reject: half([0, 50, 70, 90, 100, 100]), approve: half([0, 50, 80, 95, 100, 100]) };
  const both = [...buckets({ version: 'v1' }), ...buckets({ version: 'v2' }, worse)];
  const version = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name} 0\\.`) });

  it('have a curve each, and the matrix is of the one that is chosen, at first the most frequent', async () => {
    show({}, both);
    expect(version('v1')).toHaveAttribute('aria-pressed', 'true');
    expect(await matrix()).toEqual([['90', '10'], ['30', '70']]); // prettier-ignore
    fireEvent.click(version('v2'));
    expect(version('v2')).toHaveAttribute('aria-pressed', 'true');
    expect(await matrix()).toEqual([['40', '10'], ['35', '15']]); // prettier-ignore
    expect(at()).toBe(0.5);
  });
});

describe('a dashboard variable', () => {
  it('is set once the threshold rests, not while it moves', () => {
    show({ variable: '$cut' });
    const area = screen.getByTestId('threshold-slider');
    pointer(area, 'pointerdown', 270);
    pointer(area, 'pointermove', 640);
    expect(locationService.getSearch().get('var-cut')).toBeNull();
    pointer(area, 'pointerup', 640);
    expect(locationService.getSearch().get('var-cut')).toBe('0.75');
    press('ArrowLeft');
    expect(locationService.getSearch().get('var-cut')).toBe('0.5');
    click('Best F1');
    expect(locationService.getSearch().get('var-cut')).toBe('0.25');
    click('Reset');
    expect(locationService.getSearch().get('var-cut')).toBe('0.5');
  });

  it('is read, at first and whenever it changes', () => {
    locationService.push('/d/quality?var-cut=0.25');
    show({ variable: 'cut' });
    expect(at()).toBe(0.25);
    act(() => locationService.partial({ 'var-cut': '0.75' }));
    expect(at()).toBe(0.75);
    press('ArrowLeft');
    expect(at()).toBe(0.5);
    act(() => locationService.partial({ 'var-cut': '0.75' }));
    expect(at()).toBe(0.75);
  });

  it('is followed back to where it was before the slider moved', () => {
    locationService.push('/d/quality?var-cut=0.5');
    show({ variable: 'cut' });
    press('ArrowRight');
    expect(at()).toBe(0.75);
    act(() => locationService.partial({ 'var-cut': '0.5' }));
    expect(at()).toBe(0.5);
  });

  it('is written once for a drag of many moves', () => {
    show({ variable: 'cut' });
    const partial = jest.spyOn(locationService, 'partial');
    const area = screen.getByTestId('threshold-slider');
    pointer(area, 'pointerdown', 270);
    [300, 450, 600, 640, 700].forEach((x) => pointer(area, 'pointermove', x));
    pointer(area, 'pointerup', 700);
    expect(partial.mock.calls).toEqual([[{ 'var-cut': '0.75' }, true]]);
    partial.mockRestore();
  });

  it('is read where it has its default, which no address holds', () => {
    show({ variable: 'cut' }, buckets(), { replaceVariables: (text) => (text === '${cut:raw}' ? '0.75' : text) });
    expect(at()).toBe(0.75);
  });

  it.each(['abc', '0.2,0.4', '"; drop', '</script>'])('that holds %j is passed over, with a notice', (value) => {
    locationService.partial({ 'var-cut': value });
    show({ variable: 'cut' });
    expect(at()).toBe(0.5);
    expect(screen.getByRole('button', { name: /The variable \$cut holds '/ })).toHaveAccessibleName(
      expect.stringContaining(`'${value}'`)
    );
  });

  it('that is empty leaves the threshold to the options', () => {
    locationService.partial({ 'var-cut': '' });
    show({ variable: 'cut', at: 0.25 });
    expect(at()).toBe(0.25);
    expect(screen.queryByRole('button', { name: /^About the data/ })).not.toBeInTheDocument();
  });
});

describe('without a positive class', () => {
  it('the reader is asked, and the choice becomes an option', () => {
    const onOptionsChange = jest.fn();
    show({ positiveClass: '' }, buckets(), { onOptionsChange });
    expect(screen.getByRole('status')).toHaveTextContent(
      /^Of which class are these the scores\? .* approve and reject\./
    );
    fireEvent.click(screen.getByRole('radio', { name: 'reject' }));
    expect(onOptionsChange).toHaveBeenCalledWith({ ...defaultOptions, positiveClass: 'reject' });
  });

  it('nothing is markup, whatever classes are called', () => {
    const odd = '<img src=x onerror=alert(1)>';
    const { container } = show({ positiveClass: odd }, buckets({}, { [odd]: upTo.reject, approve: upTo.approve }));
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByRole('img', { name: /<img src=x onerror=alert\(1\)> 100 above the line/ })).toBeInTheDocument();
  });
});

it('scores that cannot be used say why', () => {
  show(
    {},
    buckets().filter(({ fields }) => !['1.0', '+Inf'].includes(fields[1].labels?.le ?? ''))
  );
  expect(screen.getByRole('alert')).toHaveTextContent(/end at le="0.75".* Keep le="\+Inf" in the query\./);
});

it('a refresh keeps the threshold where the reader left it', () => {
  const options = { ...defaultOptions, positiveClass: 'reject' };
  const { rerender } = show();
  press('ArrowRight');
  const data = { state: LoadingState.Done, series: buckets(), timeRange: getDefaultTimeRange() };
  const props = { id: 1, data, options, fieldConfig: { defaults: {}, overrides: [] }, width: 900, height: 500 };
  rerender(<ConfusionMatrixPanel {...({ ...props, timeZone: 'utc', replaceVariables: (text: string) => text } as unknown as Props)} />); // prettier-ignore
  expect(at()).toBe(0.75);
});
