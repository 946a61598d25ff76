import { type DataSourceInstanceSettings, type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Alert, Field, FieldSet, Stack } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import { type PartialMapping } from '../../query/mapping';
import { type ModelwatchJsonData, readSettings } from '../settings';
import { Suggestions } from '../suggestions';
import { getUpstream, prometheusTypes } from '../upstream';
import { ExistingMeasures } from './ExistingMeasures';
import { MappingFields } from './MappingFields';
import { useFindings } from './useFindings';
import { useSuggestions } from './useSuggestions';

const isPrometheus = ({ type }: DataSourceInstanceSettings) => prometheusTypes.includes(type);

/** The data source's settings: whom to ask, and under which names a model's telemetry lies there. */
export default function ConfigEditor({
  options,
  onOptionsChange,
}: DataSourcePluginOptionsEditorProps<ModelwatchJsonData>) {
  const pickerId = useId();
  const { jsonData, name, readOnly } = options;
  const { upstreamUid } = jsonData;
  const stored = jsonData.mapping;
  const mapping = useMemo(() => readSettings({ mapping: stored }).mapping, [stored]);
  const suggestions = useMemo(
    () => new Suggestions(() => getUpstream(upstreamUid, name, {}), mapping),
    [upstreamUid, name, mapping]
  );
  const suggest = useSuggestions(suggestions, undefined);
  const { findings, problem } = useFindings(upstreamUid, name, mapping);

  const change = (changes: Partial<ModelwatchJsonData>) =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...changes } });
  const changeMapping = (changes: PartialMapping) => change({ mapping: { ...stored, ...changes } });

  return (
    <Stack direction="column" gap={2}>
      <FieldSet label="Data source that is asked">
        <Field
          label="Prometheus"
          description="Its address, authentication and permissions are used as they are. Mimir, Thanos and VictoriaMetrics are asked through a Prometheus data source too."
          htmlFor={pickerId}
        >
          <DataSourcePicker
            inputId={pickerId}
            current={upstreamUid ?? null}
            noDefault
            filter={isPrometheus}
            disabled={readOnly}
            placeholder="Choose a Prometheus data source"
            onChange={({ uid }) => change({ upstreamUid: uid })}
            onClear={() => change({ upstreamUid: undefined })}
          />
        </Field>
        {problem && (
          <Alert severity="warning" title="The names below could not be looked up">
            {problem}
          </Alert>
        )}
      </FieldSet>
      <MappingFields
        stored={stored ?? {}}
        mapping={mapping}
        findings={findings}
        suggest={suggest}
        disabled={readOnly}
        onChange={changeMapping}
      />
      <ExistingMeasures
        measures={stored?.existing ?? []}
        findings={findings}
        suggest={suggest}
        disabled={readOnly}
        onChange={(existing) => changeMapping({ existing })}
      />
    </Stack>
  );
}
