/** Stat, gauge and bar gauge: one value for each series or row, reduced as the panel's options say. */
import {
  type DisplayValueAlignmentFactors,
  FieldColorModeId,
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  PanelPlugin,
  type PanelProps,
  type ReduceDataOptions,
  VizOrientation,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import {
  BarGauge,
  BarGaugeDisplayMode,
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  DataLinksContextMenu,
  useTheme2,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import React, { type ReactElement } from 'react';

interface Options {
  reduceOptions?: Partial<ReduceDataOptions>;
  orientation?: VizOrientation;
  colorMode?: BigValueColorMode;
  graphMode?: BigValueGraphMode;
  justifyMode?: BigValueJustifyMode;
  textMode?: BigValueTextMode;
  displayMode?: BarGaugeDisplayMode;
}

type Drawing = (
  props: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>,
  options: Options
) => ReactElement;

function SingleValues(props: PanelProps<Options> & { draw: Drawing }) {
  const { id, data, width, height, options, fieldConfig, replaceVariables, timeZone, renderCounter, draw } = props;
  const theme = useTheme2();
  const values = () =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: { calcs: ['lastNotNull'], values: false, ...options.reduceOptions },
      replaceVariables,
      theme,
      data: data.series,
      sparkline: options.graphMode !== BigValueGraphMode.None,
      timeZone,
    });
  if (!data.series.some(({ fields }) => fields.length)) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  return (
    <VizRepeater
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={(value) => {
        const { hasLinks, getLinks } = value.value;
        return hasLinks && getLinks ? (
          <DataLinksContextMenu links={getLinks}>{() => draw(value, options)}</DataLinksContextMenu>
        ) : (
          draw(value, options)
        );
      }}
      {...{ width, height, renderCounter }}
      source={data}
      itemSpacing={3}
      orientation={options.orientation ?? VizOrientation.Auto}
    />
  );
}

const stat: Drawing = ({ value, width, height, count, alignmentFactors }, options) => (
  <StatValue {...{ value, width, height, count, alignmentFactors, options }} />
);

function StatValue({
  value,
  width,
  height,
  count = 1,
  alignmentFactors,
  options,
}: Pick<
  VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>,
  'value' | 'width' | 'height' | 'count' | 'alignmentFactors'
> & {
  options: Options;
}) {
  const { textMode = BigValueTextMode.Auto } = options;
  return (
    <BigValue
      {...{ width, height, count, alignmentFactors, textMode }}
      theme={useTheme2()}
      value={value.display}
      sparkline={value.sparkline}
      colorMode={options.colorMode ?? BigValueColorMode.Value}
      graphMode={options.graphMode ?? BigValueGraphMode.Area}
      justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
    />
  );
}

const bar: Drawing = (props, options) => <BarValue {...props} options={options} />;

function BarValue(
  props: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors> & { options: Options }
) {
  const { value, width, height, orientation, alignmentFactors, options } = props;
  return (
    <BarGauge
      {...{ width, height, orientation, alignmentFactors }}
      theme={useTheme2()}
      field={value.field}
      display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
      value={value.display}
      displayMode={options.displayMode ?? BarGaugeDisplayMode.Gradient}
      showUnfilled
    />
  );
}

const plugin = (draw: Drawing) =>
  new PanelPlugin<Options>((props: PanelProps<Options>) => <SingleValues {...props} draw={draw} />).useFieldConfig({
    standardOptions: { color: { defaultValue: { mode: FieldColorModeId.Thresholds } } } as never,
  });

export const statPanel = plugin(stat);
export const barGaugePanel = plugin(bar);
/** The round gauge is not published: a bar says the same. */
export const gaugePanel = plugin(bar);
