import {
  applyFieldOverrides,
  createDataFrame,
  type DataFrame,
  type Field,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  type LinkModel,
  type ThresholdsConfig,
} from '@grafana/data';

import { type FieldContext } from '../shared/fieldContext';
import { type Formats, plainFormats, signed } from '../shared/formats';
import { visibleName } from '../shared/names';
import { type CellView } from './cells';
import { type MatrixView } from './viewModel';

/**
 * One cell as a row of the long table. Standard options and overrides apply to its fields, whatever form the data came
 * in: `actual`, `predicted`, `count`, `share` (of the row).
 */
function cellFrame(context: FieldContext, cell: { actual: string; predicted: string; count: number; share?: number }) {
  const frame: DataFrame = createDataFrame({
    fields: [
      { name: 'actual', type: FieldType.string, values: [cell.actual] },
      { name: 'predicted', type: FieldType.string, values: [cell.predicted] },
      { name: 'count', type: FieldType.number, values: [cell.count] },
      {
        name: 'share',
        type: FieldType.number,
        values: [cell.share ?? null],
        config: { unit: 'percentunit', min: 0, max: 1 },
      },
    ],
  });
  const [applied] = applyFieldOverrides({ ...context, data: [frame] });
  const [actual, , count, share] = applied.fields;
  return { actual, count, share, fields: applied.fields };
}

export interface FieldDisplay {
  formats: Formats;
  thresholds?: ThresholdsConfig;
}

/** Standard options as formats: unit and decimals of counts, decimals of shares, value mappings of class names; and the thresholds. */
export function fieldDisplay(context: FieldContext): FieldDisplay {
  const { actual, count, share } = cellFrame(context, { actual: '', predicted: '', count: 0 });
  const formats = plainFormats({
    count: count.config.decimals ?? undefined,
    share: share.config.decimals ?? undefined,
  });
  const withUnit = count.config.unit ? countDisplay(count, context) : undefined;
  return {
    formats: {
      ...formats,
      count: withUnit ?? formats.count,
      shortCount: withUnit ?? formats.shortCount,
      countChange: withUnit ? (change) => signed(change, withUnit(Math.abs(change)), 1) : formats.countChange,
      className: classDisplay(actual, context),
      noValue: count.config.noValue || formats.noValue,
    },
    thresholds: share.config.thresholds,
  };
}

/** Without the mappings: they are about classes, and one of '0' must not rename the count 0. */
function countDisplay(field: Field, { theme, timeZone }: FieldContext): (count: number) => string {
  const display = getDisplayProcessor({
    field: { ...field, config: { ...field.config, mappings: undefined } },
    theme,
    timeZone,
  });
  return (count) => formattedValueToString(display(count));
}

function classDisplay(field: Field, { theme, timeZone }: FieldContext): (name: string) => string {
  const { mappings } = field.config;
  if (!mappings?.length) {
    return visibleName;
  }
  const display = getDisplayProcessor({
    field: { type: FieldType.string, config: { mappings, unit: 'string' } },
    theme,
    timeZone,
  });
  return (name) => visibleName(display(name).text);
}

/**
 * The data links of a cell. They may use `${__data.fields.actual}`, `predicted`, `count` and `share`, and `${__value.raw}`
 * for the count.
 */
export function cellLinks(context: FieldContext, view: MatrixView, cell: CellView): LinkModel[] {
  const row = {
    actual: view.classes[cell.row].name,
    predicted: view.classes[cell.column].name,
    count: cell.count,
    share: cell.shareOfRow,
  };
  // A link of the defaults is on every field: the count's stands for all, the other fields give those of overrides.
  const { defaults, overrides } = context.fieldConfig;
  const withoutDefaults = { ...context, fieldConfig: { defaults: { ...defaults, links: [] }, overrides } };
  const { fields } = cellFrame(withoutDefaults, row);
  return [cellFrame(context, row).count, ...fields.filter(({ name }) => name !== 'count')].flatMap(
    (field) => field.getLinks?.({ valueRowIndex: 0 }) ?? []
  );
}
