import { FieldNamePickerBaseNameMode, FieldType, type PanelOptionsEditorBuilder } from '@grafana/data';

import { type CostMatrix } from '../../../statistics/thresholdCost';

export const scoreCurves = ['roc', 'precisionRecall'] as const;
export type ScoreCurve = (typeof scoreCurves)[number];

/** What is shown of data that hold scores by actual class. */
export interface ThresholdOptions {
  /** Whether scores are read at all, or counts only. */
  enabled: boolean;
  scoreField?: string;
  /** Where the threshold is at first, and after 'Reset'. */
  at: number;
  /** The name of a dashboard variable that holds the threshold; none where empty. */
  variable: string;
  curve: ScoreCurve | 'none';
  histograms: boolean;
  /** Of one outcome each; all 0 for none. */
  costs: CostMatrix;
  costUnit: string;
}

export const defaultThresholdOptions: ThresholdOptions = {
  enabled: true,
  at: 0.5,
  variable: '',
  curve: 'roc',
  histograms: true,
  costs: { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 },
  costUnit: '',
};

/** Options as a dashboard's JSON has them: what is missing or out of its range becomes the default. */
export function completeThresholdOptions(stored: Partial<ThresholdOptions> | undefined): ThresholdOptions {
  const options = { ...defaultThresholdOptions, ...stored };
  const { costs } = defaultThresholdOptions;
  const finite = Object.entries({ ...costs, ...options.costs }).filter(([, cost]) => Number.isFinite(cost));
  return {
    ...options,
    at: Number.isFinite(options.at) ? options.at : defaultThresholdOptions.at,
    costs: { ...costs, ...Object.fromEntries(finite) },
  };
}

export function hasCosts({ costs }: ThresholdOptions): boolean {
  return Object.values(costs).some((cost) => cost !== 0);
}

const outcomes: Array<[keyof CostMatrix, string, string]> = [
  [
    'truePositive',
    'Cost of a true positive',
    'Of an outcome that is positive and was predicted so. A gain is negative.',
  ],
  ['falsePositive', 'Cost of a false positive', 'Of a false alarm: negative, but predicted positive.'],
  ['falseNegative', 'Cost of a false negative', 'Of a miss: positive, but predicted negative.'],
  ['trueNegative', 'Cost of a true negative', 'Of an outcome that is negative and was predicted so.'],
];

/** Of a panel whose options have these under `threshold`. */
export function addThresholdOptions<T extends { threshold: ThresholdOptions }>(builder: PanelOptionsEditorBuilder<T>) {
  const category = ['Score threshold'];
  const defaults = defaultThresholdOptions;
  builder
    .addBooleanSwitch({
      path: 'threshold.enabled',
      name: 'Where the data hold scores',
      description: 'Scores by actual class are shown with a threshold that can be moved.',
      category,
      defaultValue: defaults.enabled,
    })
    .addFieldNamePicker({
      path: 'threshold.scoreField',
      name: 'Score field',
      description: 'Of a table with a row for each outcome.',
      category,
      settings: {
        baseNameMode: FieldNamePickerBaseNameMode.IncludeAll,
        placeholderText: 'Found by its name',
        isClearable: true,
        filter: (field) => field.type !== FieldType.time,
      },
    })
    .addNumberInput({
      path: 'threshold.at',
      name: 'Threshold',
      description: 'The positive class is predicted where the score is above it.',
      category,
      defaultValue: defaults.at,
      settings: { step: 0.01 },
    })
    .addTextInput({
      path: 'threshold.variable',
      name: 'Variable for the threshold',
      description:
        'The name of a dashboard variable that the threshold is read from, and that is set when it is moved: other queries can follow it.',
      category,
      defaultValue: defaults.variable,
      settings: { placeholder: 'threshold' },
    })
    .addSelect({
      path: 'threshold.curve',
      name: 'Curve',
      category,
      defaultValue: defaults.curve,
      settings: {
        options: [
          { value: 'roc', label: 'ROC' },
          { value: 'precisionRecall', label: 'Precision and recall' },
          { value: 'none', label: 'None' },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'threshold.histograms',
      name: 'Distributions of the scores',
      category,
      defaultValue: defaults.histograms,
    });
  for (const [outcome, name, description] of outcomes) {
    builder.addNumberInput({
      path: `threshold.costs.${outcome}`,
      name,
      description,
      category,
      defaultValue: defaults.costs[outcome],
      settings: { placeholder: '0' },
    });
  }
  builder.addUnitPicker({
    path: 'threshold.costUnit',
    name: 'Unit of costs',
    category,
    defaultValue: defaults.costUnit,
  });
}
