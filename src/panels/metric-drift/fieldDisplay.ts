import {
  applyFieldOverrides,
  createDataFrame,
  type Field,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  type LinkModel,
} from '@grafana/data';

import { type FieldContext } from '../shared/fieldContext';
import { visibleName } from '../shared/names';
import { plainScore } from './formats';
import { type DriftRow } from './readData';

/** Standard options as formats. */
export interface DriftFormats {
  /** A drift score: with the unit and decimals of the options, else with two digits that count. */
  score(value: number): string;
  /** By the thresholds of the options; undefined where there are none. */
  color?: (value: number) => string | undefined;
  /** A variable's name, by the value mappings. */
  variable(name: string): string;
  /** Stands where there is no data. */
  noValue: string;
  /** Of the shared scale, where the options fix it. */
  max?: number;
}

/** A variable as a row of a table: standard options and overrides apply to its fields, whatever form the data came in. */
function rowFields(context: FieldContext, row?: DriftRow): Field[] {
  const number = (name: string, value: number | undefined, unit?: string) => ({
    name,
    type: FieldType.number,
    values: [value ?? null],
    config: unit ? { unit } : {},
  });
  const text = (name: string, value = '') => ({ name, type: FieldType.string, values: [value] });
  const frame = createDataFrame({
    fields: [
      text('variable', row?.variable),
      number('drift', row?.drift),
      text('of', row?.of),
      text('type', row?.type),
      text('status', row?.status),
      number('floor', row?.floor),
      number('usual', row?.usual),
      number('threshold', row?.threshold),
      number('samples', row?.samples),
      number('nulls', row?.nulls, 'percentunit'),
    ],
  });
  return applyFieldOverrides({ ...context, data: [frame] })[0].fields;
}

export function driftFormats(context: FieldContext): DriftFormats {
  const [variable, drift] = rowFields(context);
  const { unit, decimals, thresholds, noValue, max } = drift.config;
  const { theme, timeZone } = context;
  // Mappings are about variables: one of '0' must not rename a score of 0.
  const display = getDisplayProcessor({ field: { ...drift, config: { ...drift.config, mappings: undefined } }, theme, timeZone }); // prettier-ignore
  const named = getDisplayProcessor({
    field: { type: FieldType.string, config: { mappings: variable.config.mappings, unit: 'string' } },
    theme,
    timeZone,
  });
  return {
    score: unit || typeof decimals === 'number' ? (value) => formattedValueToString(display(value)) : plainScore,
    color: (thresholds?.steps.length ?? 0) > 1 ? (value) => display(value).color : undefined,
    variable: variable.config.mappings?.length ? (name) => visibleName(named(name).text) : visibleName,
    noValue: noValue || '–',
    max: typeof max === 'number' && max > 0 ? max : undefined,
  };
}

/** The data links of a variable. They may use `${__data.fields.variable}`, `drift`, `status` and the others of its row. */
export function rowLinks(context: FieldContext, row: DriftRow): LinkModel[] {
  const { defaults, overrides } = context.fieldConfig;
  // A link of the defaults is on every field: the drift's stands for all, the other fields give those of overrides.
  const withoutDefaults = { ...context, fieldConfig: { defaults: { ...defaults, links: [] }, overrides } };
  return [
    ...rowFields(context, row).filter(({ name }) => name === 'drift'),
    ...rowFields(withoutDefaults, row).filter(({ name }) => name !== 'drift'),
  ].flatMap((field) => field.getLinks?.({ valueRowIndex: 0 }) ?? []);
}
