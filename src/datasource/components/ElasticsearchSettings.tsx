import { type DataSourceInstanceSettings } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Alert, Combobox, Field, FieldSet } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import { type PartialRecordMapping } from '../../query/recordFields';
import { applyRecordPreset, recordPresetOf, recordPresets } from '../../query/recordPresets';
import { probeFields } from '../fieldProbe';
import { lastDay } from '../lastDay';
import { readSettings } from '../settings';
import { ElasticsearchSuggestions } from '../sources/elasticsearchSuggestions';
import { elasticsearchUpstream, getUpstream, OPENSEARCH_TYPE } from '../upstream';
import { type SourceSettingsProps } from './PrometheusSettings';
import { RecordFieldsMapping } from './RecordFieldsMapping';
import { useProbe } from './useProbe';
import { useSuggestions } from './useSuggestions';

/** Whoever looks for OpenSearch's own data source finds it, and is told what to do. */
const canBePicked = ({ type }: DataSourceInstanceSettings) =>
  elasticsearchUpstream.types.includes(type) || type === OPENSEARCH_TYPE;

/** Whom to ask, and in which fields the audit records have what. */
export function ElasticsearchSettings({ jsonData, name, disabled = false, onChange }: SourceSettingsProps) {
  const [pickerId, presetId] = [useId(), useId()];
  const { upstreamUid, recordMapping: stored = {} } = jsonData;
  // As text, since the settings are a new object with every keystroke.
  const key = JSON.stringify(stored);
  const mapping = useMemo(() => readSettings({ recordMapping: JSON.parse(key) }).recordMapping, [key]);
  const suggestions = useMemo(
    () => new ElasticsearchSuggestions(() => getUpstream(upstreamUid, name, {}, elasticsearchUpstream), mapping),
    [upstreamUid, name, mapping]
  );
  // What a condition may ask for lies among the documents that the others leave out too.
  const inIndex = useMemo(
    () =>
      new ElasticsearchSuggestions(() => getUpstream(upstreamUid, name, {}, elasticsearchUpstream), {
        ...mapping,
        only: [],
      }),
    [upstreamUid, name, mapping]
  );
  const suggest = useSuggestions(inIndex, undefined);
  const probe = useMemo(
    () => (upstreamUid ? () => probeFields(suggestions, lastDay()) : undefined),
    [upstreamUid, suggestions]
  );
  const { findings, problem } = useProbe(probe);
  const change = (recordMapping: PartialRecordMapping) => onChange({ recordMapping });
  const preset = recordPresetOf(mapping);

  return (
    <>
      <FieldSet label="Data source that is asked">
        <Field
          label="Elasticsearch data source"
          description="Its address, index, authentication and permissions are used as they are. OpenSearch is asked through a data source of the type Elasticsearch too."
          htmlFor={pickerId}
        >
          <DataSourcePicker
            inputId={pickerId}
            current={upstreamUid ?? null}
            noDefault
            filter={canBePicked}
            disabled={disabled}
            placeholder="Choose an Elasticsearch data source"
            onChange={({ uid }) => onChange({ upstreamUid: uid })}
            onClear={() => onChange({ upstreamUid: undefined })}
          />
        </Field>
        {problem && (
          <Alert severity="warning" title="The fields below could not be looked up">
            {problem}
          </Alert>
        )}
      </FieldSet>
      <FieldSet label="Records">
        <Field
          label="Kind of records"
          description={preset?.about ?? 'Fields of your own, as below.'}
          htmlFor={presetId}
        >
          <Combobox<string>
            id={presetId}
            width={50}
            disabled={disabled}
            placeholder="Fields of your own"
            options={recordPresets.map(({ id, name }) => ({ value: id, label: name }))}
            value={preset?.id ?? null}
            onChange={({ value }) => {
              const chosen = recordPresets.find(({ id }) => id === value);
              if (chosen) {
                change(applyRecordPreset(chosen, stored));
              }
            }}
          />
        </Field>
      </FieldSet>
      <RecordFieldsMapping
        stored={stored}
        mapping={mapping}
        findings={findings}
        suggest={suggest}
        disabled={disabled}
        onChange={(changes) => change({ ...stored, ...changes })}
      />
    </>
  );
}
