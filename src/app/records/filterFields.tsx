import { Combobox, Field, Icon, Input, MultiCombobox } from '@grafana/ui';
import React, { type ReactElement, useId } from 'react';

import { suggest, type Suggested } from '../suggest';
import { type RecordsAsked } from './askRecords';
import { shown } from './texts';

interface LabelledProps {
  label: string;
  description?: string;
  className?: string;
  children(id: string): ReactElement<Record<string, unknown>>;
}

/** A label tied to its input, for the keyboard and the screen reader. */
export function Labelled({ label, description, className, children }: LabelledProps) {
  const id = useId();
  return (
    <Field label={label} description={description} htmlFor={id} className={className} noMargin>
      {children(id)}
    </Field>
  );
}

interface SearchInputProps {
  label: string;
  value: string;
  placeholder?: string;
  icon?: 'search' | 'file-alt';
  onCommit(text: string): void;
}

/** A text that counts once it is finished: on Enter, and when the input is left. */
export function SearchInput({ label, value, placeholder, icon = 'search', onCommit }: SearchInputProps) {
  const commit = (text: string) => text.trim() !== value && onCommit(text.trim());
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          // Written anew whenever the address says something else.
          key={value}
          id={id}
          type="search"
          prefix={<Icon name={icon} />}
          defaultValue={value}
          placeholder={placeholder}
          onBlur={(event) => commit(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              commit(event.currentTarget.value);
            }
          }}
        />
      )}
    </Labelled>
  );
}

interface SuggestedProps {
  label: string;
  placeholder: string;
  what: Suggested;
  asked: RecordsAsked;
}

const MOST_OPTIONS = 1000;

async function optionsFor({ what, asked }: Pick<SuggestedProps, 'what' | 'asked'>, typed: string) {
  const wanted = typed.trim().toLowerCase();
  const texts = await suggest(what, asked);
  return texts
    .filter((text) => text !== '' && text.toLowerCase().includes(wanted))
    .slice(0, MOST_OPTIONS)
    .map(optionOf);
}

const optionOf = (value: string) => ({ value, label: shown(value) });

/** A text with suggestions, which may be cleared. Any other text may be written too. */
export function SuggestedInput({
  label,
  placeholder,
  value,
  onChange,
  ...of
}: SuggestedProps & { value: string; onChange(value: string): void }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Combobox<string>
          id={id}
          value={value === '' ? null : optionOf(value)}
          placeholder={placeholder}
          options={(typed: string) => optionsFor(of, typed)}
          createCustomValue
          isClearable
          onChange={(option) => onChange(option?.value ?? '')}
        />
      )}
    </Labelled>
  );
}

/** Several texts with suggestions. */
export function SuggestedInputs({
  label,
  placeholder,
  values,
  onChange,
  ...of
}: SuggestedProps & { values: string[]; onChange(values: string[]): void }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <MultiCombobox<string>
          id={id}
          value={values.map(optionOf)}
          placeholder={placeholder}
          options={(typed: string) => optionsFor(of, typed)}
          createCustomValue
          onChange={(options) => onChange(options.map(({ value }) => value))}
        />
      )}
    </Labelled>
  );
}
