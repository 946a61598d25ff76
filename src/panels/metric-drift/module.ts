import { FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';

import { MetricDriftPanel } from './MetricDriftPanel';
import { buildOptions } from './optionEditors';
import { type MetricDriftOptions } from './options';

export const plugin = new PanelPlugin<MetricDriftOptions>(MetricDriftPanel)
  .useFieldConfig({
    // Bars share one scale, from 0 on; variables are rows, not series.
    disableStandardOptions: [
      FieldConfigProperty.FieldMinMax,
      FieldConfigProperty.Color,
      FieldConfigProperty.Filterable,
      FieldConfigProperty.Actions,
    ],
    standardOptions: {
      // One step alone says nothing: then a bar has the color of what its drift means.
      [FieldConfigProperty.Thresholds]: {
        defaultValue: { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'transparent' }] },
      },
    },
  })
  .setPanelOptions(buildOptions)
  .setDataSupport({ annotations: true, alertStates: true });
