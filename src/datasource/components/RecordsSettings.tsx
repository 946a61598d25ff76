import { css } from '@emotion/css';
import {
  Alert,
  Button,
  Combobox,
  Field,
  FieldSet,
  FileDropzone,
  FileDropzoneDefaultChildren,
  Input,
  LoadingPlaceholder,
  Stack,
  TextArea,
} from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';

import { MAX_TEXT_LENGTH, type RecordFormat } from '../../engines/sample/parse/parseRecords';
import { readSettings, recordFormats } from '../settings';
import { type ReadOptions, readFile, refuseLong } from '../sources/readRecords';
import { describeContents, describeRecords, sizeNotice, summarize } from '../sources/recordsSummary';
import { testIds } from '../testIds';
import { type SourceSettingsProps } from './PrometheusSettings';
import { type Reading, useRecords } from './useRecords';

const formatNames: Record<RecordFormat, string> = {
  csv: 'CSV',
  json: 'JSON',
  ndjson: 'NDJSON (one object a line)',
};
const formatOptions = recordFormats.map((value) => ({ value, label: formatNames[value] }));

/** A pasted text of more characters is taken at once, since a text area would be slow to hold it. */
const MOST_IN_TEXT_AREA = 200_000;

/** Predictions and outcomes from a file or pasted, kept in the settings; with what was read of them. */
export function RecordsSettings({ jsonData, disabled = false, onChange }: SourceSettingsProps) {
  const id = useId();
  const stored = useMemo(() => readSettings({ records: jsonData.records }).records, [jsonData.records]);
  const { reading, problem, busyWith, take } = useRecords(stored, (records) => onChange({ records }));
  const [pasted, setPasted] = useState('');
  const [format, setFormat] = useState(stored?.format);
  const [model, setModel] = useState(stored?.model ?? '');

  const options = (name?: string): ReadOptions => ({
    ...(name && { name }),
    ...(format && { format }),
    ...(model.trim() && { model: model.trim() }),
  });
  const takeText = async (text: string) => {
    const load = async () => {
      refuseLong(text.length);
      return text;
    };
    if (await take('the text', load, options())) {
      setPasted('');
    }
  };
  const takeFile = (file: File) => void take(file.name, () => readFile(file), options(file.name));

  return (
    <FieldSet label="Records" disabled={disabled}>
      {stored && !reading && !busyWith && <LoadingPlaceholder text="Reading the stored records ..." />}
      {reading && <Contents reading={reading} onRemove={() => onChange({ records: undefined })} />}
      <Stack gap={2} wrap="wrap">
        <Field label="Format" description="Chosen here before a file or a text is taken." htmlFor={`${id}-format`}>
          <Combobox<RecordFormat>
            id={`${id}-format`}
            width={30}
            disabled={disabled}
            isClearable
            placeholder="Found by its look"
            options={formatOptions}
            value={format ?? null}
            onChange={(option) => setFormat(option?.value)}
          />
        </Field>
        <Field
          label="Model, where records name none"
          description="By this name queries ask for it."
          htmlFor={`${id}-model`}
        >
          <Input
            id={`${id}-model`}
            width={30}
            disabled={disabled}
            value={model}
            placeholder="uploaded"
            onChange={(event) => setModel(event.currentTarget.value)}
          />
        </Field>
      </Stack>
      <Field
        label="File"
        description="CSV, JSON or NDJSON, with a row for each prediction: what was predicted, what came out, score, time."
      >
        <FileDropzone
          id={`${id}-file`}
          options={{
            multiple: false,
            disabled,
            onDrop: ([file]: File[]) => file && takeFile(file),
          }}
          fileListRenderer={() => null}
        >
          <FileDropzoneDefaultChildren
            primaryText="Drop a file here, or click to choose one"
            secondaryText={`Up to ${MAX_TEXT_LENGTH / 1e6} MB`}
          />
        </FileDropzone>
      </Field>
      <Field label="Or paste them" htmlFor={`${id}-text`}>
        <TextArea
          id={`${id}-text`}
          rows={6}
          disabled={disabled}
          value={pasted}
          placeholder={'actual,predicted,score\napprove,approve,0.12\nreject,approve,0.44'}
          onChange={(event) => setPasted(event.currentTarget.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            if (text.length > MOST_IN_TEXT_AREA) {
              event.preventDefault();
              void takeText(text);
            }
          }}
        />
      </Field>
      <Button disabled={disabled || pasted.trim() === ''} onClick={() => takeText(pasted)}>
        Take these records
      </Button>
      <div role="status">{busyWith && <LoadingPlaceholder text={`Reading ${busyWith} ...`} />}</div>
      {problem && (
        <Alert severity="error" title="The records could not be read" data-testid={testIds.recordsProblem}>
          {problem}
        </Alert>
      )}
      <p>
        Records are kept in the settings of this data source, which Grafana sends to everybody who may query it: leave
        out what must not be seen.
      </p>
    </FieldSet>
  );
}

/** What was read of the stored records. */
function Contents({ reading, onRemove }: { reading: Reading; onRemove(): void }) {
  const { severity, title, lines } = useMemo(() => describe(reading), [reading]);
  return (
    <Alert severity={severity} title={title} data-testid={testIds.recordsSummary}>
      <Stack direction="column" gap={1}>
        <ul className={bullets}>
          {lines.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
        <div>
          <Button size="sm" variant="secondary" icon="trash-alt" onClick={onRemove}>
            Remove these records
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}

const bullets = css({ paddingLeft: 16, overflowWrap: 'anywhere' });

function describe(reading: Reading): { severity: 'error' | 'warning' | 'success'; title: string; lines: string[] } {
  if ('problem' in reading) {
    return { severity: 'error', title: 'The stored records cannot be read', lines: [reading.problem] };
  }
  const { records, findings, format } = reading.parsed;
  const summary = summarize(records);
  const from = reading.of.name ? ` from ${reading.of.name}` : '';
  const notices = [...findings, ...sizeNotice(reading.of.packed)];
  return {
    severity: notices.length > 0 ? 'warning' : 'success',
    title: `${describeRecords(summary)}${from}, read as ${formatNames[format]}`,
    lines: [...describeContents(summary), ...notices],
  };
}
