import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, FieldSet, Input, Text, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import {
  defaultMapping,
  type LabelRole,
  type MetricRole,
  type PartialMapping,
  type TelemetryMapping,
} from '../../query/mapping';
import { describeDetails } from '../mappingDetails';
import { labelRoles, labelTexts, metricRoles, metricTexts } from '../mappingTexts';
import { describeFinding, describeMissingLabel, type Findings, findingOf } from '../probe';
import { type PrometheusSuggestions } from '../sources/prometheusSuggestions';
import { testIds } from '../testIds';
import { matching, useDraft } from './inputs';
import { type Suggest } from './useSuggestions';

interface Props {
  /** What differs from the defaults. */
  stored: PartialMapping;
  mapping: TelemetryMapping;
  findings?: Findings;
  suggest: Suggest<PrometheusSuggestions>;
  disabled: boolean;
  onChange(changes: PartialMapping): void;
}

/** Every name of the telemetry contract, to be mapped to one's own; with what is found under it now. */
export function MappingFields({ stored, mapping, findings, suggest, disabled, onChange }: Props) {
  const { metrics = {}, labels = {}, instanceLabels } = stored;
  const changeMetric = (role: MetricRole, name: string) => {
    const { [role]: _, ...others } = metrics;
    // What a preset knows of its own metric is not so of another one.
    const { [role]: _details, ...details } = stored.details ?? {};
    // A metric that is said to be absent is named by its default too.
    const isDefault = name === '' || (name === defaultMapping.metrics[role] && !stored.absent?.[role]);
    onChange({ metrics: isDefault ? others : { ...others, [role]: name }, ...(stored.details && { details }) });
  };
  const changeLabel = (role: LabelRole, name: string) => {
    const { [role]: _, ...others } = labels;
    // An empty label is kept: it says that there is none.
    onChange({ labels: name === defaultMapping.labels[role] ? others : { ...others, [role]: name } });
  };
  return (
    <>
      <FieldSet label="Metrics">
        {metricRoles.map((role) => {
          const name = mapping.metrics[role];
          const { title, purpose } = metricTexts[role];
          const finding = findings && findingOf(name, findings);
          const why = mapping.absent[role];
          const details = describeDetails(mapping.details[role] ?? {});
          return (
            <NameField key={role} label={title} description={`The metric that ${purpose}.`}>
              {(id) => (
                <>
                  <Combobox<string>
                    id={id}
                    width={50}
                    disabled={disabled}
                    placeholder={why ? 'There is no such metric' : defaultMapping.metrics[role]}
                    value={metrics[role] || null}
                    options={(typed: string) =>
                      suggest
                        .of((from, range) => from.metrics(range))()
                        .then((texts) => matching(texts, typed))
                    }
                    createCustomValue
                    isClearable
                    onChange={(option) => changeMetric(role, option?.value.trim() ?? '')}
                  />
                  {details && <Text variant="bodySmall">{details}</Text>}
                  {why && <Status name={name} found={false} text={why} />}
                  {findings && !why && (
                    <Status
                      name={name}
                      found={finding !== undefined}
                      text={
                        finding ? `${describeFinding(finding)} in the last 24 hours` : `Nothing under the name ${name}`
                      }
                    />
                  )}
                </>
              )}
            </NameField>
          );
        })}
      </FieldSet>
      <FieldSet label="Labels">
        {labelRoles.map((role) => (
          <NameField
            key={role}
            label={labelTexts[role].title}
            description={`The label that ${labelTexts[role].purpose}.`}
          >
            {(id) => (
              <>
                <TextInput
                  id={id}
                  disabled={disabled}
                  placeholder="There is no such label"
                  value={mapping.labels[role]}
                  onCommit={(name) => changeLabel(role, name)}
                />
                {findings?.labels[role] === false && (
                  <Status name={role} found={false} text={describeMissingLabel(role, mapping)} />
                )}
              </>
            )}
          </NameField>
        ))}
        <NameField
          label="Instance labels"
          description="The labels that together name one scraped process, separated by commas."
        >
          {(id) => (
            <TextInput
              id={id}
              disabled={disabled}
              placeholder={defaultMapping.instanceLabels.join(', ')}
              value={instanceLabels?.join(', ') ?? ''}
              onCommit={(text) => onChange({ instanceLabels: readList(text) })}
            />
          )}
        </NameField>
      </FieldSet>
    </>
  );
}

/** Inputs have a fixed width; on a narrow page they give in. */
const narrowable = css({ '& > div': { maxWidth: '100%' } });

/** A setting with its label tied to its input. */
export function NameField(props: { label: string; description: string; children(id: string): React.ReactNode }) {
  const id = useId();
  return (
    <Field label={props.label} description={props.description} htmlFor={id}>
      <div className={narrowable}>{props.children(id)}</div>
    </Field>
  );
}

interface TextInputProps {
  id: string;
  value: string;
  placeholder: string;
  disabled: boolean;
  onCommit(text: string): void;
}

/** A text that counts once the input is left. */
export function TextInput({ value, onCommit, ...rest }: TextInputProps) {
  const [text, setText] = useDraft(value);
  return (
    <Input
      {...rest}
      width={50}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== value && onCommit(text.trim())}
    />
  );
}

/** What is under a name now. The text says it, the colour only underlines it. */
export function Status({ name, found, text }: { name: string; found: boolean; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" className={found ? styles.found : styles.missing} data-testid={testIds.mappingStatus(name)}>
      {text}
    </div>
  );
}

/** The names in a text that separates them by commas; undefined where there are none. */
export function readList(text: string): string[] | undefined {
  const labels = text.split(',').flatMap((label) => label.trim() || []);
  return labels.length > 0 ? labels : undefined;
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { ...theme.typography.bodySmall, marginTop: theme.spacing(0.5), overflowWrap: 'anywhere' as const };
  return {
    found: css({ ...small, color: theme.colors.success.text }),
    missing: css({ ...small, color: theme.colors.warning.text }),
  };
};
