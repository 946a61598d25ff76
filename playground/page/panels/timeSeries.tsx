import {
  type DataFrame,
  DashboardCursorSync,
  FieldColorModeId,
  FieldType,
  PanelPlugin,
  type PanelProps,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  type GraphFieldConfig,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LineInterpolation,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  ScaleDistribution,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import { TimeSeries, TooltipPlugin, usePanelContext, ZoomPlugin } from '@grafana/ui';
import React, { useMemo } from 'react';

type Options = Partial<OptionsWithLegend & OptionsWithTooltip>;

/** What is not set by the dashboard, as Grafana's own panel has it. */
const defaults: Array<[string, unknown]> = [
  ['drawStyle', GraphDrawStyle.Line],
  ['lineInterpolation', LineInterpolation.Linear],
  ['lineWidth', 1],
  ['fillOpacity', 0],
  ['gradientMode', GraphGradientMode.None],
  ['spanNulls', false],
  ['insertNulls', false],
  ['showPoints', VisibilityMode.Auto],
  ['pointSize', 5],
  ['barAlignment', 0],
  ['barWidthFactor', 0.6],
  ['stacking', { mode: StackingMode.None, group: 'A' }],
  ['axisPlacement', AxisPlacement.Auto],
  ['axisLabel', ''],
  ['axisCenteredZero', false],
  ['axisBorderShow', false],
  ['scaleDistribution', { type: ScaleDistribution.Linear }],
  ['thresholdsStyle', { mode: GraphThresholdsStyleMode.Off }],
  ['hideFrom', { legend: false, tooltip: false, viz: false }],
  ['fillBelowTo', undefined],
  ['axisSoftMin', undefined],
  ['axisSoftMax', undefined],
  ['lineStyle', undefined],
];

/** Only frames with a time and a number can be drawn. */
function drawable(series: DataFrame[]): DataFrame[] {
  return series.filter(
    ({ fields }) =>
      fields.some(({ type }) => type === FieldType.time) && fields.some(({ type }) => type === FieldType.number)
  );
}

function TimeSeriesPanel(props: PanelProps<Options>) {
  const { id, data, width, height, timeRange, timeZone, options, fieldConfig, onChangeTimeRange } = props;
  const frames = useMemo(() => drawable(data.series), [data.series]);
  const { sync } = usePanelContext();
  if (frames.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }
  const legend = {
    displayMode: LegendDisplayMode.List,
    placement: 'bottom' as const,
    showLegend: true,
    calcs: [],
    ...options.legend,
  };
  const mode = options.tooltip?.mode ?? TooltipDisplayMode.Single;
  return (
    <TimeSeries {...{ frames, width, height, timeRange, timeZone, legend }} structureRev={data.structureRev}>
      {(config, alignedFrame) => (
        <>
          <ZoomPlugin config={config} onZoom={onChangeTimeRange} />
          <TooltipPlugin
            {...{ config, mode, timeZone }}
            frames={frames}
            data={alignedFrame}
            sortOrder={options.tooltip?.sort ?? SortOrder.None}
            sync={() => sync?.() ?? DashboardCursorSync.Off}
          />
        </>
      )}
    </TimeSeries>
  );
}

export const timeSeriesPanel = new PanelPlugin<Options, GraphFieldConfig>(TimeSeriesPanel).useFieldConfig({
  standardOptions: { color: { defaultValue: { mode: FieldColorModeId.PaletteClassic } } } as never,
  useCustomConfig: (builder) => {
    for (const [path, defaultValue] of defaults) {
      builder.addCustomEditor({
        id: path,
        path: path as never,
        name: path,
        defaultValue: defaultValue as never,
        editor: () => null,
        override: () => null,
        process: (value: unknown) => value,
        shouldApply: () => true,
      } as never);
    }
  },
});
