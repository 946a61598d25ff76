import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, FieldSet, TextLink, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import { type MetricRole, type PartialMapping, type TelemetryMapping } from '../../query/mapping';
import { applyPreset, presetOf, presets } from '../../query/presets';
import { metricTexts } from '../mappingTexts';
import { testIds } from '../testIds';

const options = presets.map(({ id, name }) => ({ value: id, label: name }));

interface Props {
  /** What differs from the defaults. */
  stored: PartialMapping;
  mapping: TelemetryMapping;
  disabled: boolean;
  onChange(stored: PartialMapping): void;
}

/** The names of a model server that is run as it is, in one choice; with what they cover, and what the server does not tell. */
export function PresetPicker({ stored, mapping, disabled, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const preset = presetOf(mapping);
  const absent = Object.entries(mapping.absent) as Array<[MetricRole, string]>;
  return (
    <FieldSet label="Model server">
      <Field
        label="Server"
        description="Fills in the names below as that server has them: of predictions, errors, response time and resources. Names of outcomes stay as they are."
        htmlFor={id}
      >
        <div className={styles.narrowable}>
          <Combobox<string>
            id={id}
            width={50}
            disabled={disabled}
            placeholder="Names of your own"
            options={options}
            value={preset?.id ?? null}
            onChange={({ value }) => {
              const chosen = presets.find(({ id }) => id === value);
              if (chosen) {
                onChange(applyPreset(chosen, stored));
              }
            }}
          />
        </div>
      </Field>
      <div className={styles.about} data-testid={testIds.presetAbout}>
        {preset && (
          <p>
            {preset.covers}{' '}
            {preset.documentation && (
              <TextLink external inline variant="bodySmall" href={preset.documentation}>
                Its metrics
              </TextLink>
            )}
          </p>
        )}
        {absent.length > 0 && (
          <>
            <p>{preset ? `What ${preset.name} does not tell:` : 'What is not told:'}</p>
            <ul>
              {absent.map(([role, why]) => (
                <li key={role}>
                  <strong>{metricTexts[role].title}</strong>. {why}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </FieldSet>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  narrowable: css({ '& > div': { maxWidth: '100%' } }),
  about: css({
    ...theme.typography.bodySmall,
    maxWidth: theme.spacing(100),
    overflowWrap: 'anywhere',
    '& p': { marginBottom: theme.spacing(1) },
    '& ul': { paddingLeft: theme.spacing(3) },
  }),
});
