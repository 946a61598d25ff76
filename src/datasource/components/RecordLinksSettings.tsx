import { type DataSourceInstanceSettings } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Combobox, FieldSet, FieldValidationMessage } from '@grafana/ui';
import React, { useState } from 'react';

import { type KibanaProduct, kibanaRoot } from '../../query/kibana';
import { traceTypes } from '../recordLinks';
import { type ModelwatchJsonData } from '../settings';
import { kibanaTexts, productOptions, tracesText } from '../recordLinkTexts';
import { NameField, TextInput } from './MappingFields';
import { type SourceSettingsProps } from './PrometheusSettings';

const hasTraces = ({ type }: DataSourceInstanceSettings) => traceTypes.includes(type);

/** Where links of a record lead: to itself in a Kibana, if it is in Elasticsearch, and to its trace. */
export function RecordLinksSettings({
  jsonData,
  disabled = false,
  inElasticsearch,
  onChange,
}: SourceSettingsProps & { inElasticsearch: boolean }) {
  return (
    <FieldSet label="Links of records">
      {inElasticsearch && <KibanaFields stored={jsonData.kibana ?? {}} {...{ disabled, onChange }} />}
      <NameField label={tracesText.title} description={tracesText.purpose}>
        {(id) => (
          <DataSourcePicker
            inputId={id}
            width={50}
            current={jsonData.traces?.datasourceUid ?? null}
            noDefault
            filter={hasTraces}
            disabled={disabled}
            placeholder="None"
            onChange={({ uid }) => onChange({ traces: { datasourceUid: uid } })}
            onClear={() => onChange({ traces: undefined })}
          />
        )}
      </NameField>
    </FieldSet>
  );
}

interface KibanaFieldsProps {
  stored: NonNullable<ModelwatchJsonData['kibana']>;
  disabled: boolean;
  onChange(changes: Partial<ModelwatchJsonData>): void;
}

function KibanaFields({ stored, disabled, onChange }: KibanaFieldsProps) {
  const [wrong, setWrong] = useState<string>();
  const change = (changes: Partial<KibanaFieldsProps['stored']>) => {
    const kibana = { ...stored, ...changes };
    onChange({ kibana: Object.values(kibana).some((value) => value) ? kibana : undefined });
  };
  return (
    <>
      <NameField label={kibanaTexts.product.title} description={kibanaTexts.product.purpose}>
        {(id) => (
          <Combobox<KibanaProduct>
            id={id}
            width={50}
            disabled={disabled}
            options={productOptions}
            value={stored.product ?? 'kibana'}
            onChange={({ value }) => change({ product: value === 'kibana' ? undefined : value })}
          />
        )}
      </NameField>
      <NameField label={kibanaTexts.url.title} description={kibanaTexts.url.purpose}>
        {(id) => (
          <>
            <TextInput
              id={id}
              disabled={disabled}
              placeholder="https://kibana.example/s/team"
              value={stored.url ?? ''}
              onCommit={(address) => {
                const url = kibanaRoot(address);
                setWrong(address !== '' && url === undefined ? address : undefined);
                if (address === '' || url !== undefined) {
                  change({ url });
                }
              }}
            />
            {wrong !== undefined && (
              <FieldValidationMessage>
                {`'${wrong}' is no address of a server. Write it as the browser shows it, with https:// before it.`}
              </FieldValidationMessage>
            )}
          </>
        )}
      </NameField>
      <NameField label={kibanaTexts.dataView.title} description={kibanaTexts.dataView.purpose}>
        {(id) => (
          <TextInput
            id={id}
            disabled={disabled}
            placeholder="None"
            value={stored.dataView ?? ''}
            onCommit={(dataView) => change({ dataView: dataView || undefined })}
          />
        )}
      </NameField>
    </>
  );
}
