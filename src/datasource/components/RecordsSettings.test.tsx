/** @jest-environment ./test/browserWithNode.js */
import { type DataSourceSettings } from '@grafana/data';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import React, { useState } from 'react';

import { MAX_TEXT_LENGTH } from '../../engines/sample/parse/parseRecords';
import { type ModelwatchJsonData } from '../settings';
import { toStored } from '../sources/readRecords';
import { testIds } from '../testIds';
import ConfigEditor from './ConfigEditor';
import { stubBrowser } from './testBrowser';

beforeAll(stubBrowser);

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  DataSourcePicker: ({ inputId }: { inputId: string }) => <input id={inputId} />,
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

const CSV = [
  'model,version,time,predicted,actual,score,income',
  'loans,v1,2026-11-20T00:00:00Z,reject,reject,0.9,20',
  'loans,v2,2026-11-20T01:00:00Z,approve,reject,0.2,40',
  'loans,v2,2026-11-20T02:00:00Z,approve,,0.1,35',
].join('\n');

/** The settings as Grafana holds them: what is changed comes back as a new object. */
function open(first: ModelwatchJsonData, readOnly = false) {
  const stored: ModelwatchJsonData[] = [];
  const Page = () => {
    const [jsonData, setJsonData] = useState(first);
    const options = { name: 'Models', jsonData, readOnly } as DataSourceSettings<ModelwatchJsonData>;
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(changed) => {
          stored.push(changed.jsonData);
          setJsonData(structuredCopy(changed.jsonData));
        }}
      />
    );
  };
  render(<Page />);
  return stored;
}

const structuredCopy = (jsonData: ModelwatchJsonData): ModelwatchJsonData => JSON.parse(JSON.stringify(jsonData));

const paste = (text: string) => fireEvent.change(screen.getByLabelText('Or paste them'), { target: { value: text } });
const take = () => fireEvent.click(screen.getByRole('button', { name: 'Take these records' }));
const summary = () => screen.findByTestId(testIds.recordsSummary);
const problem = () => screen.findByTestId(testIds.recordsProblem);

function choose(...files: File[]) {
  const input = document.querySelector('input[type=file]');
  if (!input) {
    throw new Error('There is no input for files.');
  }
  fireEvent.change(input, { target: { files } });
}

describe('what the data source answers from', () => {
  it('is Prometheus until somebody chooses, and each choice shows its own settings', () => {
    const stored = open({ upstreamUid: 'prom' });
    expect(screen.getByRole('radio', { name: /Prometheus/ })).toBeChecked();
    expect(screen.getByLabelText(/^Prometheus data source/)).toBeInTheDocument();

    fireEvent.click(screen.getByRole('radio', { name: /Built-in sample/ }));
    expect(screen.queryByLabelText(/^Outcomes/)).not.toBeInTheDocument();
    expect(screen.getByText(/Three simulated models answer in the browser/)).toBeInTheDocument();

    fireEvent.click(screen.getByRole('radio', { name: /Records from a file/ }));
    expect(screen.getByLabelText('Or paste them')).toBeInTheDocument();
    // What belongs to the Prometheus is kept for whoever changes back.
    expect(stored).toEqual([
      { upstreamUid: 'prom', source: 'sample' },
      { upstreamUid: 'prom', source: 'records' },
    ]);
  });
});

describe('records in the settings', () => {
  it('are read from a text, stored, and said', async () => {
    const stored = open({ source: 'records' });
    paste(CSV);
    take();
    const said = await summary();
    expect(said).toHaveTextContent('3 records of 1 model (loans), read as CSV');
    expect(said).toHaveTextContent(
      'loans: 3 records, 2 with an outcome; versions v1, v2; classes approve, reject; from'
    );
    expect(said).toHaveTextContent(
      'Columns found: @timestamp, model.version, prediction.label, outcome.label, prediction.score, features.income.'
    );
    expect(stored).toEqual([{ source: 'records', records: await toStored(CSV, {}) }]);
    expect(screen.getByLabelText('Or paste them')).toHaveValue('');
  });

  it('are read from a file, by its name', async () => {
    const stored = open({ source: 'records' });
    choose(new File([CSV], 'november.csv'));
    expect(await summary()).toHaveTextContent('3 records of 1 model (loans) from november.csv, read as CSV');
    expect(stored[0].records?.name).toBe('november.csv');
  });

  it('take the format and the name of the model that are chosen', async () => {
    const stored = open({ source: 'records' });
    fireEvent.change(screen.getByLabelText(/^Model, where records name none/), { target: { value: ' spam ' } });
    paste('{"predicted":"a","actual":"a"}\n{"predicted":"a","actual":"b"}');
    take();
    expect(await summary()).toHaveTextContent('2 records of 1 model (spam), read as NDJSON (one object a line)');
    expect(stored[0].records?.model).toBe('spam');
  });

  it('that could be read in part only say which rows were left out', async () => {
    open({ source: 'records' });
    paste(`${CSV}\nloans,v2,soon,approve,approve,0.5,1`);
    take();
    expect(await summary()).toHaveTextContent(/Row 5.*time.*soon/);
  });

  it('that cannot be read say why, and leave what is stored as it is', async () => {
    const stored = open({ source: 'records', records: await toStored(CSV, {}) });
    await summary();
    paste('color,shape\nred,round');
    take();
    expect(await problem()).toHaveTextContent('No column is known.');
    expect(screen.getByLabelText('Or paste them')).toHaveValue('color,shape\nred,round');
    expect(await summary()).toHaveTextContent('3 records');
    expect(stored).toEqual([]);
  });

  it('of a file that is too large are not even opened', async () => {
    const stored = open({ source: 'records' });
    const file = new File([CSV], 'huge.csv');
    Object.defineProperty(file, 'size', { value: MAX_TEXT_LENGTH + 1 });
    const read = jest.spyOn(FileReader.prototype, 'readAsText');
    choose(file);
    expect(await problem()).toHaveTextContent('at most 20 MB are read in the browser');
    expect(read).not.toHaveBeenCalled();
    expect(stored).toEqual([]);
    read.mockRestore();
  });

  it('of a file that the browser cannot read say so', async () => {
    open({ source: 'records' });
    const read = jest.spyOn(FileReader.prototype, 'readAsText').mockImplementation(function (this: FileReader) {
      setTimeout(() => this.onerror?.(new ProgressEvent('error') as ProgressEvent<FileReader>));
    });
    choose(new File([CSV], 'gone.csv'));
    expect(await problem()).toHaveTextContent('The file gone.csv cannot be read');
    read.mockRestore();
  });

  it('that are a lot of text are taken when they are pasted, not held in the text area', async () => {
    const stored = open({ source: 'records' });
    const rows = Array.from({ length: 20_000 }, () => 'approve,approve');
    const text = ['predicted,actual', ...rows].join('\n');
    fireEvent.paste(screen.getByLabelText('Or paste them'), { clipboardData: { getData: () => text } });
    expect(await summary()).toHaveTextContent('20,000 records of 1 model (uploaded)');
    expect(stored).toHaveLength(1);
  });

  it('of the last of several files count', async () => {
    const stored = open({ source: 'records' });
    choose(new File([CSV], 'first.csv'));
    choose(new File([CSV], 'second.csv'));
    expect(await summary()).toHaveTextContent('from second.csv');
    await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(stored.map(({ records }) => records?.name)).toEqual(['second.csv']);
  });

  it('that are stored are read when the page opens, and can be removed', async () => {
    const stored = open({ source: 'records', records: await toStored(CSV, { name: 'old.csv' }) });
    const said = await summary();
    expect(said).toHaveTextContent('3 records of 1 model (loans) from old.csv');
    fireEvent.click(within(said).getByRole('button', { name: 'Remove these records' }));
    await waitFor(() => expect(screen.queryByTestId(testIds.recordsSummary)).not.toBeInTheDocument());
    expect(stored[0].records).toBeUndefined();
  });

  it('that are stored and spoilt say what to do', async () => {
    open({ source: 'records', records: { packed: 'no gzip' } });
    expect(await summary()).toHaveTextContent(/cannot be read.*Paste them or choose the file again/);
  });

  it('that are large say where they will not fit', async () => {
    // Random digits do not compress.
    const rows = Array.from(
      { length: 12_000 },
      (_, i) =>
        `a,a,0.${Math.abs(Math.sin(i + 1))
          .toString()
          .slice(2, 16)}`
    );
    open({ source: 'records' });
    paste(['predicted,actual,score', ...rows].join('\n'));
    take();
    expect(await summary()).toHaveTextContent(/kB of the settings\. A Grafana before version 12\.3 .* MySQL/);
  });

  it('cannot be changed where the settings are provisioned', async () => {
    open({ source: 'records', records: await toStored(CSV, {}) }, true);
    const said = await summary();
    expect(within(said).getByRole('button', { name: 'Remove these records' })).toBeDisabled();
    expect(screen.getByLabelText('Or paste them')).toBeDisabled();
    expect(document.querySelector('input[type=file]')).toBeDisabled();
  });
});
