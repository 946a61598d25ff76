import { FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';

import { ConfusionMatrixPanel } from './ConfusionMatrixPanel';
import { buildOptions } from './optionEditors';
import { type ConfusionMatrixOptions } from './options';

export const plugin = new PanelPlugin<ConfusionMatrixOptions>(ConfusionMatrixPanel)
  .useFieldConfig({
    // Shares have their range; classes are rows and columns, not series; colors are an option of the panel's own.
    disableStandardOptions: [
      FieldConfigProperty.Min,
      FieldConfigProperty.Max,
      FieldConfigProperty.FieldMinMax,
      FieldConfigProperty.DisplayName,
      FieldConfigProperty.Color,
      FieldConfigProperty.Filterable,
      FieldConfigProperty.Actions,
    ],
    standardOptions: {
      [FieldConfigProperty.Thresholds]: {
        defaultValue: {
          mode: ThresholdsMode.Percentage,
          steps: [
            { value: -Infinity, color: 'transparent' },
            { value: 5, color: 'yellow' },
            { value: 10, color: 'orange' },
            { value: 20, color: 'red' },
          ],
        },
      },
    },
  })
  .setPanelOptions(buildOptions)
  .setDataSupport({ annotations: true, alertStates: true });
