import { type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, RadioButtonGroup, Stack } from '@grafana/ui';
import React, { useId } from 'react';

import { type ModelwatchJsonData, readSettings, type SourceKind } from '../settings';
import { ElasticsearchSettings } from './ElasticsearchSettings';
import { PrometheusSettings } from './PrometheusSettings';
import { RecordLinksSettings } from './RecordLinksSettings';
import { RecordsSettings } from './RecordsSettings';

const sources: Array<{ value: SourceKind; label: string; description: string }> = [
  { value: 'prometheus', label: 'Prometheus', description: 'Metrics of your models, in a Prometheus that you have' },
  {
    value: 'elasticsearch',
    label: 'Elasticsearch',
    description: 'Audit records of your models, in an Elasticsearch or OpenSearch that you have',
  },
  { value: 'records', label: 'Records from a file', description: 'CSV or JSON with predictions and outcomes' },
  { value: 'sample', label: 'Built-in sample', description: 'Simulated models, for a first look' },
];

/** The data source's settings: what it answers from, and what is to be known about that. */
export default function ConfigEditor({
  options,
  onOptionsChange,
}: DataSourcePluginOptionsEditorProps<ModelwatchJsonData>) {
  const id = useId();
  const { jsonData, name, readOnly } = options;
  const { source } = readSettings(jsonData);
  const change = (changes: Partial<ModelwatchJsonData>) =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...changes } });
  const props = { jsonData, name, disabled: readOnly, onChange: change };
  return (
    <Stack direction="column" gap={2}>
      <FieldSet label="Where answers come from">
        <Field label="Source" description={sources.find(({ value }) => value === source)?.description} htmlFor={id}>
          <RadioButtonGroup
            id={id}
            aria-label="Source"
            options={sources}
            value={source}
            disabled={readOnly}
            onChange={(chosen) => change({ source: chosen })}
          />
        </Field>
        {source === 'sample' && (
          <p>
            Three simulated models answer in the browser, without any server: credit-risk (two classes, with scores and
            drift), intent (twelve classes) and house-price (a regression). A fixed time range always shows the same
            numbers.
          </p>
        )}
      </FieldSet>
      {source === 'prometheus' && <PrometheusSettings {...props} />}
      {source === 'elasticsearch' && <ElasticsearchSettings {...props} />}
      {source === 'records' && <RecordsSettings {...props} />}
      {(source === 'elasticsearch' || source === 'records') && (
        <RecordLinksSettings {...props} inElasticsearch={source === 'elasticsearch'} />
      )}
    </Stack>
  );
}
