import { PanelPlugin, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { Table } from '@grafana/ui';
import React from 'react';

interface Options {
  frameIndex?: number;
  showHeader?: boolean;
}

function TablePanel({ id, data, width, height, options, fieldConfig }: PanelProps<Options>) {
  const frame = data.series[options.frameIndex ?? 0];
  if (!frame?.fields.length) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  return <Table data={frame} width={width} height={height} noHeader={options.showHeader === false} />;
}

/** Columns take their width and alignment from `custom`. */
export const tablePanel = new PanelPlugin<Options>(TablePanel).useFieldConfig({
  useCustomConfig: (builder) =>
    builder
      .addNumberInput({ path: 'width', name: 'Column width' })
      .addTextInput({ path: 'align', name: 'Column alignment', defaultValue: 'auto' }),
});
