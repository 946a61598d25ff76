import { css } from '@emotion/css';
import { Combobox, type ComboboxOption, InlineField, Input, MultiCombobox } from '@grafana/ui';
import React, { type ReactElement, useId, useState } from 'react';

/** The width of labels in editors, in units of 8 pixels. */
const LABEL_WIDTH = 18;

interface LabelledProps {
  label: string;
  tooltip?: string;
  error?: string;
  children(id: string): ReactElement;
}

/** On a narrow page the input goes below its label. What is wrong is as wide as the input, so that it does not send it there. */
const wrapping = css({
  flexWrap: 'wrap',
  maxWidth: '100%',
  '& > div': { maxWidth: '100%' },
  '& > div > :not(:first-child)': { width: 0, minWidth: 'max(100%, 212px)' },
});

/** A label tied to its input, for the keyboard and the screen reader. */
export function Labelled({ label, tooltip, error, children }: LabelledProps) {
  const id = useId();
  return (
    <InlineField
      className={wrapping}
      label={label}
      labelWidth={LABEL_WIDTH}
      tooltip={tooltip}
      htmlFor={id}
      invalid={error !== undefined}
      error={error}
    >
      {children(id)}
    </InlineField>
  );
}

/** A text being written, which starts again whenever the value that it stands for changes. */
export function useDraft(value: string): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [startedFrom, setStartedFrom] = useState(value);
  if (startedFrom !== value) {
    setStartedFrom(value);
    setText(value);
  }
  return [text, setText];
}

interface CommittedInputProps {
  label: string;
  tooltip?: string;
  value: string;
  placeholder?: string;
  width?: number;
  /** What is wrong with a text, in a sentence; a wrong text is not committed. */
  check?(text: string): string | undefined;
  onCommit(text: string): void;
}

/** A text that counts once it is finished: on Enter, and when the input is left. */
export function CommittedInput({ label, tooltip, value, check, onCommit, ...rest }: CommittedInputProps) {
  const [text, setText] = useDraft(value);
  const error = check?.(text);
  const commit = () => {
    if (text !== value && error === undefined) {
      onCommit(text);
    }
  };
  return (
    <Labelled label={label} tooltip={tooltip} error={error}>
      {(id) => (
        <Input
          {...rest}
          id={id}
          width={rest.width ?? 25}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              commit();
            }
          }}
        />
      )}
    </Labelled>
  );
}

interface SuggestedInputProps {
  label: string;
  tooltip?: string;
  value: string;
  placeholder?: string;
  width?: number;
  /** What to offer; any other text may be written too. Never rejects. */
  suggest(): Promise<string[]>;
  onChange(value: string): void;
}

/** A text with suggestions, which may be cleared. */
export function SuggestedInput({
  label,
  tooltip,
  value,
  suggest,
  onChange,
  placeholder,
  width = 25,
}: SuggestedInputProps) {
  return (
    <Labelled label={label} tooltip={tooltip}>
      {(id) => (
        <Combobox<string>
          id={id}
          width={width}
          value={value === '' ? null : { value, label: shown(value) }}
          placeholder={placeholder}
          options={(typed: string) => suggest().then((texts) => matching(texts, typed))}
          createCustomValue
          isClearable
          onChange={(option) => onChange(option?.value ?? '')}
        />
      )}
    </Labelled>
  );
}

interface SeveralInputProps extends Pick<SuggestedInputProps, 'label' | 'tooltip' | 'placeholder' | 'suggest'> {
  values: string[];
  onChange(values: string[]): void;
}

/** Several texts with suggestions. */
export function SeveralInput({ label, tooltip, values, placeholder, suggest, onChange }: SeveralInputProps) {
  return (
    <Labelled label={label} tooltip={tooltip}>
      {(id) => (
        <MultiCombobox<string>
          id={id}
          width={25}
          value={values.map((value) => ({ value, label: shown(value) }))}
          placeholder={placeholder}
          options={(typed: string) => suggest().then((texts) => matching(texts, typed))}
          createCustomValue
          onChange={(options) => onChange(options.map(({ value }) => value))}
        />
      )}
    </Labelled>
  );
}

interface OptionInputProps<T extends string> {
  label: string;
  tooltip?: string;
  width?: number;
  value: T;
  options: Array<ComboboxOption<T>>;
  onChange(value: T): void;
}

/** One of several. */
export function OptionInput<T extends string>({ label, tooltip, width = 25, onChange, ...rest }: OptionInputProps<T>) {
  return (
    <Labelled label={label} tooltip={tooltip}>
      {(id) => <Combobox<T> {...rest} id={id} width={width} onChange={({ value }) => onChange(value)} />}
    </Labelled>
  );
}

const MOST_OPTIONS = 1000;

export function matching(texts: readonly string[], typed: string): Array<ComboboxOption<string>> {
  const wanted = typed.trim().toLowerCase();
  return texts
    .filter((text) => text !== '' && text.toLowerCase().includes(wanted))
    .slice(0, MOST_OPTIONS)
    .map((value) => ({ value, label: shown(value) }));
}

/** Names may be 10,000 characters long; a menu is no place for them. */
const shown = (text: string) => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
