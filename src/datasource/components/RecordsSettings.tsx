import { Alert, Button, Combobox, Field, FieldSet, FileUpload, Input, Stack, TextArea } from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';

import { isRefusal } from '../../engines/engine';
import { type RecordFormat, tooLong } from '../../engines/sample/parse/parseRecords';
import { readSettings, recordFormats, type StoredRecords } from '../settings';
import { type ReadOptions, readStored, readText, toStored } from '../sources/readRecords';
import { describeContents, describeRecords, summarize } from '../sources/recordsSummary';
import { testIds } from '../testIds';
import { type SourceSettingsProps } from './PrometheusSettings';

const formatNames: Record<RecordFormat, string> = {
  csv: 'CSV',
  json: 'JSON',
  ndjson: 'NDJSON (one object a line)',
};
const formatOptions = recordFormats.map((value) => ({ value, label: formatNames[value] }));

/** Predictions and outcomes from a file or pasted, kept in the settings; with what was read of them. */
export function RecordsSettings({ jsonData, disabled = false, onChange }: SourceSettingsProps) {
  const id = useId();
  const stored = useMemo(() => readSettings({ records: jsonData.records }).records, [jsonData.records]);
  const [pasted, setPasted] = useState('');
  const [problem, setProblem] = useState<string>();
  const [format, setFormat] = useState<RecordFormat | undefined>(stored?.format);
  const [model, setModel] = useState(stored?.model ?? '');

  const take = (text: string, name?: string) => {
    const options: ReadOptions = { ...(name && { name }), ...(format && { format }), ...(model && { model }) };
    try {
      readText(text, options);
      onChange({ records: toStored(text, options) });
      setProblem(undefined);
      setPasted('');
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const takeFile = async (file: File | undefined) => {
    const refusal = file && tooLong(file.size);
    if (!file || isRefusal(refusal)) {
      setProblem(refusal?.sentence);
      return;
    }
    take(await file.text(), file.name);
  };

  return (
    <FieldSet label="Records">
      {stored && (
        <StoredSummary stored={stored} disabled={disabled} onRemove={() => onChange({ records: undefined })} />
      )}
      <Field
        label="File"
        description="CSV, JSON or NDJSON with a row for each prediction: what was predicted, what came out, score, time. It is kept in the settings of this data source, which everybody can read who sees it."
      >
        <FileUpload
          accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
          showFileName={false}
          onFileUpload={(event) => {
            void takeFile(event.currentTarget.files?.[0]);
          }}
        >
          Choose a file
        </FileUpload>
      </Field>
      <Field label="Or paste them" htmlFor={`${id}-text`}>
        <TextArea
          id={`${id}-text`}
          rows={6}
          disabled={disabled}
          value={pasted}
          placeholder={'actual,predicted,score\napprove,approve,0.12\nreject,approve,0.44'}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      </Field>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        <Field label="Format" htmlFor={`${id}-format`} noMargin>
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
        <Field label="Model, where records name none" htmlFor={`${id}-model`} noMargin>
          <Input
            id={`${id}-model`}
            width={30}
            disabled={disabled}
            value={model}
            placeholder="uploaded"
            onChange={(event) => setModel(event.currentTarget.value)}
          />
        </Field>
        <Button disabled={disabled || pasted.trim() === ''} onClick={() => take(pasted)}>
          Take these records
        </Button>
      </Stack>
      {problem && (
        <Alert severity="error" title="The records could not be read" data-testid={testIds.recordsProblem}>
          {problem}
        </Alert>
      )}
    </FieldSet>
  );
}

interface StoredSummaryProps {
  stored: StoredRecords;
  disabled: boolean;
  onRemove(): void;
}

function StoredSummary({ stored, disabled, onRemove }: StoredSummaryProps) {
  const { title, lines, failed } = useMemo(() => describe(stored), [stored]);
  return (
    <Alert severity={failed ? 'error' : 'info'} title={title} data-testid={testIds.recordsSummary}>
      <Stack direction="column" gap={1}>
        <ul>
          {lines.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
        <div>
          <Button size="sm" variant="secondary" icon="trash-alt" disabled={disabled} onClick={onRemove}>
            Remove these records
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}

function describe(stored: StoredRecords): { title: string; lines: string[]; failed: boolean } {
  try {
    const { records, findings, format } = readStored(stored);
    const summary = summarize(records);
    const from = stored.name ? ` from ${stored.name}` : '';
    return {
      title: `${describeRecords(summary)}${from}, read as ${formatNames[format]}`,
      lines: [...describeContents(summary), ...findings],
      failed: false,
    };
  } catch (error) {
    return { title: 'The stored records cannot be read', lines: [sentenceOf(error)], failed: true };
  }
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
