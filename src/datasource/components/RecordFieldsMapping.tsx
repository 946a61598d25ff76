import { Combobox, FieldSet, Text } from '@grafana/ui';
import React from 'react';

import { parseDuration } from '../../query/duration';
import {
  defaultFields,
  defaultRecordMapping,
  type PartialRecordMapping,
  type RecordMapping,
} from '../../query/recordFields';
import { type FieldFindings, fieldStatus } from '../fieldProbe';
import { fieldTexts, readRoles, type ReadRole } from '../fieldTexts';
import { intervalText } from '../interval';
import { matching } from './inputs';
import { MatcherRows } from './MatcherRows';
import { NameField, readList, Status, TextInput } from './MappingFields';
import { type Suggest } from './useSuggestions';

interface Props {
  /** What differs from the defaults. */
  stored: PartialRecordMapping;
  mapping: RecordMapping;
  findings?: FieldFindings;
  suggest: Suggest;
  disabled: boolean;
  onChange(changes: PartialRecordMapping): void;
}

const units = [
  { value: 1e-9, label: 'Nanoseconds' },
  { value: 1e-6, label: 'Microseconds' },
  { value: 1e-3, label: 'Milliseconds' },
  { value: 1, label: 'Seconds' },
];

/** Every field of a record that queries read, to be mapped to one's own; with what is found under it now. */
export function RecordFieldsMapping(props: Props) {
  return (
    <>
      <FieldNames {...props} />
      <OnlyRecords {...props} />
    </>
  );
}

function FieldNames({ stored, mapping, findings, disabled, onChange }: Props) {
  const known = [...(findings?.types.keys() ?? [])].sort();
  const change = (role: ReadRole, name: string) => {
    const { [role]: _, ...others } = stored.fields ?? {};
    onChange({ fields: name === '' || name === defaultFields[role] ? others : { ...others, [role]: name } });
  };
  return (
    <FieldSet label="Fields">
      {readRoles.map((role) => (
        <NameField
          key={role}
          label={fieldTexts[role].title}
          description={`The field that ${fieldTexts[role].purpose}.`}
        >
          {(id) => (
            <>
              <Combobox<string>
                id={id}
                width={50}
                disabled={disabled}
                placeholder={defaultFields[role]}
                value={mapping.fields[role] === defaultFields[role] ? null : mapping.fields[role]}
                options={(typed: string) => Promise.resolve(matching(known, typed))}
                createCustomValue
                isClearable
                onChange={(option) => change(role, option?.value.trim() ?? '')}
              />
              {findings && <Status name={role} {...fieldStatus(role, mapping, findings)} />}
            </>
          )}
        </NameField>
      ))}
      <NameField label="Unit of the response time" description="In which the field holds it.">
        {(id) => (
          <Combobox<number>
            id={id}
            width={50}
            disabled={disabled}
            placeholder={`${mapping.durationScale} s`}
            options={units}
            value={units.find(({ value }) => value === mapping.durationScale)?.value ?? null}
            onChange={({ value }) =>
              onChange({ durationScale: value === defaultRecordMapping.durationScale ? undefined : value })
            }
          />
        )}
      </NameField>
      <NameField
        label="Longest label delay"
        description="How long after its prediction an outcome may still become known, such as 12h or 30d: so far back outcomes are looked for. Shorter is quicker."
      >
        {(id) => (
          <TextInput
            id={id}
            disabled={disabled}
            placeholder={intervalText(defaultRecordMapping.labelDelayMs)}
            value={stored.labelDelayMs === undefined ? '' : intervalText(mapping.labelDelayMs)}
            onCommit={(text) => {
              const labelDelayMs = parseDuration(text);
              // What is no duration is not taken; nothing is the default.
              if (labelDelayMs !== undefined || text === '') {
                onChange({ labelDelayMs });
              }
            }}
          />
        )}
      </NameField>
      <NameField
        label="Features in"
        description="The object whose fields are a prediction's inputs. Empty where these are all fields that have no other meaning."
      >
        {(id) => (
          <TextInput
            id={id}
            disabled={disabled}
            placeholder="All other fields"
            value={mapping.featuresIn}
            onCommit={(name) => onChange({ featuresIn: name === defaultRecordMapping.featuresIn ? undefined : name })}
          />
        )}
      </NameField>
      <NameField
        label="Fields that are not shown"
        description="Neither shown nor searched in audit records, with all that lies in them, such as user, features.income. Separated by commas. Whoever may query the Elasticsearch data source itself can still read them."
      >
        {(id) => (
          <TextInput
            id={id}
            disabled={disabled}
            placeholder="None"
            value={mapping.redacted.join(', ')}
            onCommit={(text) => onChange({ redacted: readList(text) })}
          />
        )}
      </NameField>
    </FieldSet>
  );
}

/** Conditions as they are stored: one that is being written is none yet. */
function OnlyRecords({ stored, suggest, disabled, onChange }: Props) {
  return (
    <FieldSet label="Only records where" disabled={disabled}>
      <p>
        <Text color="secondary">
          For an index that holds other documents too: what does not meet all of these conditions is neither counted nor
          shown. A document without the field has an empty value, so != with no value takes those that have the field.
        </Text>
      </p>
      <MatcherRows
        matchers={stored.only ?? []}
        suggest={suggest}
        words={{ label: 'Field', matcher: 'condition' }}
        onChange={(only) => onChange({ only: only.length > 0 ? only : undefined })}
      />
    </FieldSet>
  );
}
