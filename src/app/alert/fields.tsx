import { css } from '@emotion/css';
import { Field, Input, Switch } from '@grafana/ui';
import React, { useId } from 'react';

interface TextFieldProps {
  label: string;
  description?: string;
  value: string;
  placeholder?: string;
  /** The unit, behind the text. */
  suffix?: string;
  width?: number;
  disabled?: boolean;
  /** What is wrong with the text, in a sentence. */
  error?: string;
  onChange(text: string): void;
}

/** On a narrow page an input is as wide as the page. */
const narrow = css({ maxWidth: '100%' });

/** Grafana writes a description into the label: a screen reader is given the two apart. */
function useNames(label: string, description: string | undefined) {
  const id = useId();
  const describedBy = description === undefined ? undefined : `${id}-about`;
  return {
    field: {
      label,
      htmlFor: id,
      ...(description !== undefined && { description: <span id={describedBy}>{description}</span> }),
    },
    input: { id, 'aria-label': label, 'aria-describedby': describedBy },
  };
}

/** A text with its label. */
export function TextField({ label, description, error, onChange, suffix, width = 20, ...rest }: TextFieldProps) {
  const { field, input } = useNames(label, description);
  return (
    <Field {...field} invalid={error !== undefined} error={error} noMargin>
      <Input
        {...rest}
        {...input}
        className={narrow}
        width={width}
        suffix={suffix || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

interface SwitchFieldProps {
  label: string;
  description?: string;
  value: boolean;
  disabled?: boolean;
  onChange(on: boolean): void;
}

/** A switch with its label. */
export function SwitchField({ label, description, value, disabled, onChange }: SwitchFieldProps) {
  const { field, input } = useNames(label, description);
  return (
    <Field {...field} noMargin>
      <Switch
        {...input}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </Field>
  );
}
