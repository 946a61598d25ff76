import { type DataSourceSettings } from '@grafana/data';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';

import { completeMapping, type PartialMapping } from '../../query/mapping';
import { presets } from '../../query/presets';
import { type ModelwatchJsonData } from '../settings';
import { testIds } from '../testIds';
import ConfigEditor from './ConfigEditor';
import { stubBrowser } from './testBrowser';

beforeAll(stubBrowser);

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  DataSourcePicker: ({ inputId }: { inputId: string }) => <input id={inputId} />,
  getDataSourceSrv: () => ({ get: () => Promise.reject(new Error('None.')), getInstanceSettings: () => undefined }),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

/** The settings as Grafana shows them, which keep what is chosen. */
function open(mapping: PartialMapping = {}) {
  let latest: ModelwatchJsonData = { mapping };
  function Page() {
    const [jsonData, setJsonData] = useState<ModelwatchJsonData>(latest);
    latest = jsonData;
    const options = { name: 'Models', jsonData, readOnly: false } as DataSourceSettings<ModelwatchJsonData>;
    return <ConfigEditor options={options} onOptionsChange={({ jsonData }) => setJsonData(jsonData)} />;
  }
  render(<Page />);
  return () => completeMapping(latest.mapping);
}

/** By keyboard: jsdom gives a list no height, so that none of its options is drawn. */
async function pick(label: RegExp, text: string) {
  const input = screen.getByLabelText(label);
  await userEvent.click(input);
  fireEvent.change(input, { target: { value: text } });
  await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await userEvent.keyboard('{ArrowDown}{Enter}');
}

const preset = (id: string) => presets.find((one) => one.id === id)!;
const about = () => screen.getByTestId(testIds.presetAbout);

describe('the choice of a model server', () => {
  it('fills in its names, and says what they cover, where that is documented, and what the server does not tell', async () => {
    const stored = open({ metrics: { outcomes: 'my_outcomes' } });
    expect(screen.getByLabelText(/^Server/)).toHaveValue('Modelwatch');
    await pick(/^Server/, 'NVIDIA Triton');
    const { mapping, covers, documentation } = preset('triton');
    expect(stored()).toEqual(completeMapping({ ...mapping, metrics: { ...mapping.metrics, outcomes: 'my_outcomes' } }));
    expect(screen.getByLabelText(/^Server/)).toHaveValue('NVIDIA Triton');
    expect(screen.getByLabelText(/^Predictions/)).toHaveValue('nv_inference_request_success');
    expect(screen.getByLabelText(/^Outcomes/)).toHaveValue('my_outcomes');
    expect(about()).toHaveTextContent(covers);
    expect(within(about()).getByRole('link')).toHaveAttribute('href', documentation);
    expect(about()).toHaveTextContent('What NVIDIA Triton does not tell:');
    expect(about()).toHaveTextContent(mapping.absent?.cpu as string);
  });

  it('shows what is known of a metric besides its name, and that a metric is absent', () => {
    open(preset('triton').mapping);
    expect(
      screen.getByText('Times 0.000001; summed up, and counted by nv_inference_request_success.')
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/^CPU/)).toHaveAttribute('placeholder', 'There is no such metric');
    expect(screen.getByTestId(testIds.mappingStatus('process_cpu_seconds_total'))).toHaveTextContent(
      'Triton exposes the utilization'
    );
  });

  it('gives way to names of your own: another metric has no details of the old one, and is not absent', async () => {
    const stored = open(preset('triton').mapping);
    await pick(/^Response time/, 'my_duration_seconds');
    expect(stored().metrics.duration).toBe('my_duration_seconds');
    expect(stored().details.duration).toBeUndefined();
    expect(stored().details.memory).toEqual({ ofHost: true });
    expect(screen.getByLabelText(/^Server/)).toHaveValue('');
    await pick(/^CPU/, 'process_cpu_seconds_total');
    expect(stored().absent.cpu).toBeUndefined();
    expect(stored().metrics.cpu).toBe('process_cpu_seconds_total');
  });
});
