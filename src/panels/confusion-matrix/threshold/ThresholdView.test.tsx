import { createDataFrame, type DataFrame, dateTime, FieldType, LoadingState, type PanelProps } from '@grafana/data';
import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import { ConfusionMatrixPanel } from '../ConfusionMatrixPanel';
import { type ConfusionMatrixOptions, defaultOptions } from '../options';

const partial = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  locationService: { partial: (...args: unknown[]) => partial(...args) },
  PanelDataErrorView: ({ message }: { message?: string }) => <p>{message}</p>,
}));

/** Prometheus' buckets: 100 reject and 100 approve, cumulative. */
const buckets: Array<[actual: string, upTo: number[]]> = [
  ['reject', [0, 10, 30, 60, 100, 100]],
  ['approve', [0, 60, 90, 99, 100, 100]],
];
const LE = ['0', '0.25', '0.5', '0.75', '1', '+Inf'];

function frames(): DataFrame[] {
  return buckets.flatMap(([actual, upTo]) =>
    LE.map((le, i) =>
      createDataFrame({
        refId: 'A',
        fields: [
          { name: 'Time', type: FieldType.time, values: [1] },
          { name: 'Value', type: FieldType.number, values: [upTo[i]], labels: { actual, le } },
        ],
      })
    )
  );
}

function open(options: Partial<ConfusionMatrixOptions> = {}, replaceVariables = (text: string) => text) {
  const range = { from: dateTime(0), to: dateTime(1), raw: { from: dateTime(0), to: dateTime(1) } };
  const props = {
    id: 1,
    data: { state: LoadingState.Done, series: frames(), timeRange: range },
    timeRange: range,
    timeZone: 'utc',
    options: { ...defaultOptions, positiveClass: 'reject', ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    width: 900,
    height: 500,
    replaceVariables,
  } as unknown as PanelProps<ConfusionMatrixOptions>;
  render(<ConfusionMatrixPanel {...props} />);
}

const slider = () => screen.getByRole('slider', { name: 'Threshold' });
const scores = () => screen.getByTestId('confusion-matrix-scores');

describe('the panel over scores by actual class', () => {
  it('shows matrix and measures at the threshold of its options', () => {
    open();
    expect(slider()).toHaveAttribute('aria-valuetext', '0.5');
    expect(scores()).toHaveTextContent('Precision87.5 %');
    expect(scores()).toHaveTextContent('Recall70.0 %');
    expect(screen.getByRole('img', { name: /ROC AUC \(binned\)/ })).toBeInTheDocument();
  });

  it('follows the keys from edge to edge', () => {
    open();
    fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(slider()).toHaveAttribute('aria-valuetext', '0.75');
    expect(scores()).toHaveTextContent('Recall40.0 %');
    fireEvent.keyDown(slider(), { key: 'Home' });
    expect(scores()).toHaveTextContent('Recall100.0 %');
    fireEvent.keyDown(slider(), { key: 'End' });
    expect(scores()).toHaveTextContent('Precision–');
  });

  it('takes a number that is typed, as far as the data can say it', () => {
    open();
    const input = screen.getByLabelText('Threshold as a number');
    fireEvent.change(input, { target: { value: '0.3' } });
    fireEvent.blur(input);
    expect(slider()).toHaveAttribute('aria-valuetext', '0.25');
    expect(input).toHaveValue('0.25');
  });

  it('goes to the least cost, by the costs in the options', () => {
    open({ costs: { truePositive: 0, falsePositive: 5, falseNegative: 1, trueNegative: 0 } });
    fireEvent.click(screen.getByRole('button', { name: 'Least cost' }));
    expect(slider()).toHaveAttribute('aria-valuetext', '0.75');
    expect(within(scores()).getByText('Cost')).toBeInTheDocument();
  });

  it('writes the threshold to a dashboard variable and reads it from there', () => {
    open({ thresholdVariable: '$cut' }, (text) => (text === '${cut}' ? '0.25' : text));
    expect(slider()).toHaveAttribute('aria-valuetext', '0.25');
    fireEvent.click(screen.getByRole('button', { name: 'Best F1' }));
    fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    fireEvent.keyUp(slider(), { key: 'ArrowRight' });
    expect(partial).toHaveBeenLastCalledWith({ 'var-cut': '0.5' }, true);
  });

  it('asks for the positive class where nobody named one', () => {
    open({ positiveClass: '' });
    expect(screen.getByText(/Choose the positive class/)).toHaveTextContent('approve');
  });
});
