import { type DataSourceInstanceSettings } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Alert, Field, FieldSet } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import { type PartialMapping } from '../../query/mapping';
import { type ModelwatchJsonData, readSettings } from '../settings';
import { PrometheusSuggestions } from '../sources/prometheusSuggestions';
import { getUpstream, prometheusUpstream } from '../upstream';
import { ExistingMeasures } from './ExistingMeasures';
import { MappingFields } from './MappingFields';
import { PresetPicker } from './PresetPicker';
import { useFindings } from './useFindings';
import { useSuggestions } from './useSuggestions';

const isPrometheus = ({ type }: DataSourceInstanceSettings) => prometheusUpstream.types.includes(type);

export interface SourceSettingsProps {
  jsonData: ModelwatchJsonData;
  /** Of the data source, for sentences. */
  name: string;
  disabled?: boolean;
  onChange(changes: Partial<ModelwatchJsonData>): void;
}

/** Whom to ask, and under which names a model's telemetry lies there. */
export function PrometheusSettings({ jsonData, name, disabled = false, onChange }: SourceSettingsProps) {
  const pickerId = useId();
  const { upstreamUid, mapping: stored } = jsonData;
  const mapping = useMemo(() => readSettings({ mapping: stored }).mapping, [stored]);
  const suggestions = useMemo(
    () => new PrometheusSuggestions(() => getUpstream(upstreamUid, name, {}), mapping),
    [upstreamUid, name, mapping]
  );
  const suggest = useSuggestions(suggestions, undefined);
  const { findings, problem } = useFindings(upstreamUid, name, mapping);
  const changeMapping = (changes: PartialMapping) => onChange({ mapping: { ...stored, ...changes } });

  return (
    <>
      <FieldSet label="Data source that is asked">
        <Field
          label="Prometheus data source"
          description="Its address, authentication and permissions are used as they are. Mimir, Thanos and VictoriaMetrics are asked through a Prometheus data source too."
          htmlFor={pickerId}
        >
          <DataSourcePicker
            inputId={pickerId}
            current={upstreamUid ?? null}
            noDefault
            filter={isPrometheus}
            disabled={disabled}
            placeholder="Choose a Prometheus data source"
            onChange={({ uid }) => onChange({ upstreamUid: uid })}
            onClear={() => onChange({ upstreamUid: undefined })}
          />
        </Field>
        {problem && (
          <Alert severity="warning" title="The names below could not be looked up">
            {problem}
          </Alert>
        )}
      </FieldSet>
      <PresetPicker
        stored={stored ?? {}}
        mapping={mapping}
        disabled={disabled}
        onChange={(chosen) => onChange({ mapping: chosen })}
      />
      <MappingFields
        stored={stored ?? {}}
        mapping={mapping}
        findings={findings}
        suggest={suggest}
        disabled={disabled}
        onChange={changeMapping}
      />
      <ExistingMeasures
        measures={stored?.existing ?? []}
        findings={findings}
        suggest={suggest}
        disabled={disabled}
        onChange={(existing) => changeMapping({ existing })}
      />
    </>
  );
}
