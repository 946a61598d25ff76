/** Stands in for Grafana's editors of panel options: the plain ones work, the others say that they are not here. */
import { type SelectableValue, type StandardEditorProps } from '@grafana/data';
import { ColorPicker, Input, MultiSelect, RadioButtonGroup, Select, Switch, TagsInput, UnitPicker } from '@grafana/ui';
import React, { type ComponentType } from 'react';

interface Settings {
  options?: SelectableValue[];
  getOptions?: (context: unknown) => Promise<SelectableValue[]>;
  placeholder?: string;
  min?: number;
  max?: number;
  step?: number;
  integer?: boolean;
  isClearable?: boolean;
  allowCustomValue?: boolean;
}

type Props<T> = StandardEditorProps<T, Settings>;

function NumberEditor({ value, onChange, item, id }: Props<number | undefined>) {
  const { min, max, step, placeholder, integer } = item.settings ?? {};
  const take = (text: string) => {
    const number = Number(text);
    onChange(text.trim() === '' || Number.isNaN(number) ? undefined : integer ? Math.round(number) : number);
  };
  return (
    <Input
      id={id}
      type="number"
      {...{ min, max, step, placeholder }}
      defaultValue={value}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  );
}

function TextEditor({ value, onChange, item, id }: Props<string>) {
  return (
    <Input
      id={id}
      placeholder={item.settings?.placeholder}
      defaultValue={value ?? ''}
      onBlur={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onChange(event.currentTarget.value)}
    />
  );
}

function SelectEditor({ value, onChange, item, id }: Props<unknown>) {
  const { options = [], isClearable, allowCustomValue } = item.settings ?? {};
  const custom = value !== undefined && !options.some((option) => option.value === value);
  return (
    <Select
      inputId={id}
      {...{ isClearable, allowCustomValue }}
      options={custom ? [...options, { label: String(value), value }] : options}
      value={value}
      onChange={(option) => onChange(option?.value)}
    />
  );
}

function MultiSelectEditor({ value, onChange, item, id }: Props<unknown[]>) {
  const { options = [], allowCustomValue } = item.settings ?? {};
  return (
    <MultiSelect
      inputId={id}
      options={options}
      allowCustomValue={allowCustomValue}
      value={value ?? []}
      onChange={(chosen) => onChange(chosen.map((option) => option.value))}
    />
  );
}

function RadioEditor({ value, onChange, item }: Props<unknown>) {
  return <RadioButtonGroup options={item.settings?.options ?? []} value={value} onChange={onChange} />;
}

function BooleanEditor({ value, onChange, id }: Props<boolean>) {
  return <Switch id={id} value={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

function ColorEditor({ value, onChange }: Props<string>) {
  return <ColorPicker color={value ?? 'transparent'} onChange={onChange} />;
}

function StringsEditor({ value, onChange }: Props<string[]>) {
  return <TagsInput tags={value ?? []} onChange={onChange} />;
}

function UnitEditor({ value, onChange }: Props<string>) {
  return <UnitPicker value={value} onChange={(unit) => onChange(unit)} />;
}

function FieldNameEditor({ value, onChange, context, id }: Props<string>) {
  const names = [...new Set(context.data.flatMap(({ fields }) => fields.map(({ name }) => name)))];
  return (
    <Select
      inputId={id}
      isClearable
      options={names.map((name) => ({ label: name, value: name }))}
      value={value ?? null}
      onChange={(option) => onChange(option?.value)}
    />
  );
}

export function NoEditor() {
  return <em>The playground has no editor for this option.</em>;
}

const missing = [
  'timezone',
  'dashboard-uid',
  'stats-picker',
  'fieldColor',
  'thresholds',
  'mappings',
  'links',
  'actions',
];

/** By the ids under which plugins ask for them. */
export const editors: Record<string, ComponentType<StandardEditorProps>> = {
  ...Object.fromEntries(missing.map((id) => [id, NoEditor])),
  number: NumberEditor,
  slider: NumberEditor,
  text: TextEditor,
  strings: StringsEditor,
  select: SelectEditor,
  'multi-select': MultiSelectEditor,
  radio: RadioEditor,
  boolean: BooleanEditor,
  color: ColorEditor,
  unit: UnitEditor,
  'field-name': FieldNameEditor,
};
