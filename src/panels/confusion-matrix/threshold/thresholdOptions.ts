import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { type CostMatrix } from '../../../statistics/thresholdCost';

/** What is shown where the data hold scores. */
export interface ThresholdOptions {
  /** At which the view opens, and 'Reset' returns to. */
  threshold: number;
  /** Empty: the query's own. */
  positiveClass: string;
  curve: 'roc' | 'precisionRecall';
  /** Of one outcome each, in any unit. All 0: no cost is shown. */
  costs: CostMatrix;
  /** The dashboard variable that the threshold is written to, and read from; none where empty. */
  thresholdVariable: string;
}

export const defaultThresholdOptions: ThresholdOptions = {
  threshold: 0.5,
  positiveClass: '',
  curve: 'roc',
  costs: { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 },
  thresholdVariable: '',
};

const COSTS: Array<[keyof CostMatrix, string, string]> = [
  ['falsePositive', 'False alarm', 'Predicted positive, and was not.'],
  ['falseNegative', 'Miss', 'Was positive, and not predicted so.'],
  ['truePositive', 'Hit', 'Was positive and predicted so. A gain is a negative cost.'],
  ['trueNegative', 'Correct rejection', 'Was not positive, and not predicted so.'],
];

/** As a dashboard's JSON has them: what is missing or no number becomes the default. */
export function completeThresholdOptions<T extends ThresholdOptions>(options: T): T {
  const costs = { ...defaultThresholdOptions.costs };
  for (const [key] of COSTS) {
    const cost = Number(options.costs?.[key]);
    costs[key] = Number.isFinite(cost) ? cost : 0;
  }
  const { threshold } = options;
  return { ...options, costs, threshold: threshold >= 0 && threshold <= 1 ? threshold : 0.5 };
}

export function addThresholdOptions(builder: PanelOptionsEditorBuilder<ThresholdOptions>) {
  const category = ['Score threshold'];
  builder
    .addNumberInput({
      path: 'threshold',
      name: 'Threshold',
      description: 'Where the data hold scores: the positive class is predicted above it.',
      category,
      defaultValue: defaultThresholdOptions.threshold,
      settings: { min: 0, max: 1, step: 0.01 },
    })
    .addTextInput({
      path: 'positiveClass',
      name: 'Positive class',
      category,
      defaultValue: '',
      settings: { placeholder: "The query's own" },
    })
    .addSelect({
      path: 'curve',
      name: 'Curve',
      category,
      defaultValue: defaultThresholdOptions.curve,
      settings: {
        options: [
          { value: 'roc', label: 'ROC' },
          { value: 'precisionRecall', label: 'Precision and recall' },
        ],
      },
    })
    .addTextInput({
      path: 'thresholdVariable',
      name: 'Variable for the threshold',
      description: 'The name of the dashboard variable that the slider sets, for the queries of other panels.',
      category,
      defaultValue: '',
      settings: { placeholder: 'threshold' },
    });
  for (const [key, name, description] of COSTS) {
    builder.addNumberInput({
      path: `costs.${key}`,
      name: `Cost of a ${name.toLowerCase()}`,
      description,
      category,
      defaultValue: 0,
    });
  }
}
