/** Small stand-ins for Grafana's core panels, whose own code is not published, made of @grafana/ui's components. */
import { type PanelPlugin } from '@grafana/data';

import { barChartPanel, xyChartPanel } from './charts';
import { barGaugePanel, gaugePanel, statPanel } from './singleValues';
import { tablePanel } from './table';
import { textPanel } from './text';
import { timeSeriesPanel } from './timeSeries';

export const corePanels: Record<string, PanelPlugin> = {
  timeseries: timeSeriesPanel as unknown as PanelPlugin,
  stat: statPanel as unknown as PanelPlugin,
  gauge: gaugePanel as unknown as PanelPlugin,
  bargauge: barGaugePanel as unknown as PanelPlugin,
  table: tablePanel as unknown as PanelPlugin,
  text: textPanel as unknown as PanelPlugin,
  xychart: xyChartPanel as unknown as PanelPlugin,
  barchart: barChartPanel as unknown as PanelPlugin,
};
