import { FieldNamePickerBaseNameMode, FieldType, type PanelOptionsEditorBuilder } from '@grafana/data';

import { type ClassOrder } from '../../statistics/order';
import {
  addThresholdOptions,
  completeThresholdOptions,
  defaultThresholdOptions,
  type ThresholdOptions,
} from './threshold/thresholdOptions';

/** What a cell says: its count, or its share of the row (recall's view), of the column (precision's) or of all outcomes. */
export type Show = 'count' | 'row' | 'column' | 'all';
export type Intensity = Exclude<Show, 'count'>;

export interface ConfusionMatrixOptions extends ThresholdOptions {
  show: Show;
  /** What a cell's colour is the strength of. */
  intensity: Intensity;
  /** Two scales for right and wrong, or the thresholds of the standard options on the share of errors. */
  colors: 'scales' | 'thresholds';
  order: ClassOrder;
  /** For the order 'given'. */
  classes: string[];
  /** Only so many classes, the others summed; 0 for all. */
  topClasses: number;
  scores: boolean;
  totals: boolean;
  classScores: boolean;
  /** Of the intervals, between 0 and 1. */
  confidence: number;
  actualField?: string;
  predictedField?: string;
  countField?: string;
  /** Names of dashboard variables that a click sets; none where empty. */
  actualVariable: string;
  predictedVariable: string;
}

export const defaultOptions: ConfusionMatrixOptions = {
  ...defaultThresholdOptions,
  show: 'count',
  intensity: 'row',
  colors: 'scales',
  order: 'auto',
  classes: [],
  topClasses: 0,
  scores: true,
  totals: true,
  classScores: true,
  confidence: 0.95,
  actualVariable: '',
  predictedVariable: '',
};

/** Options as a dashboard's JSON has them: what is missing or out of its range becomes the default. */
export function completeOptions(stored: Partial<ConfusionMatrixOptions>): ConfusionMatrixOptions {
  const options = { ...defaultOptions, ...stored };
  const { confidence, topClasses } = options;
  return {
    ...completeThresholdOptions(options),
    classes: Array.isArray(options.classes) ? options.classes.map(String) : [],
    confidence: confidence > 0 && confidence < 1 ? confidence : defaultOptions.confidence,
    topClasses: topClasses >= 1 ? Math.floor(topClasses) : 0,
  };
}

export function buildOptions(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  addCells(builder);
  addClasses(builder);
  addScores(builder);
  addThresholdOptions(builder as unknown as PanelOptionsEditorBuilder<ThresholdOptions>);
  addClick(builder);
  addData(builder);
}

function addCells(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  const category = ['Cells'];
  builder
    .addSelect({
      path: 'show',
      name: 'Show',
      category,
      defaultValue: defaultOptions.show,
      settings: {
        options: [
          { value: 'count', label: 'Counts' },
          { value: 'row', label: 'Share of row', description: 'Of the outcomes that were this class' },
          { value: 'column', label: 'Share of column', description: 'Of the predictions of this class' },
          { value: 'all', label: 'Share of all' },
        ],
      },
    })
    .addSelect({
      path: 'colors',
      name: 'Colors',
      description:
        'Thresholds color an error by its share of the row and a diagonal cell by the share of all errors in its row.',
      category,
      defaultValue: defaultOptions.colors,
      settings: {
        options: [
          { value: 'scales', label: 'Blue for right, orange for wrong' },
          { value: 'thresholds', label: 'Thresholds on the share of errors' },
        ],
      },
    })
    .addSelect({
      path: 'intensity',
      name: 'Color strength by',
      category,
      defaultValue: defaultOptions.intensity,
      showIf: (options) => options.colors !== 'thresholds',
      settings: {
        options: [
          { value: 'row', label: 'Share of row' },
          { value: 'column', label: 'Share of column' },
          { value: 'all', label: 'Share of all' },
        ],
      },
    })
    .addBooleanSwitch({ path: 'totals', name: 'Totals', category, defaultValue: defaultOptions.totals });
}

function addClasses(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  const category = ['Classes'];
  builder
    .addSelect({
      path: 'order',
      name: 'Order',
      category,
      defaultValue: defaultOptions.order,
      settings: {
        options: [
          { value: 'auto', label: 'Automatic', description: 'By number where all are numbers, else alphabetic' },
          { value: 'given', label: 'As listed', description: 'Without a list: as they come with the data' },
          { value: 'numeric', label: 'Numeric' },
          { value: 'alphabetic', label: 'Alphabetic' },
          { value: 'support', label: 'Most frequent first' },
          { value: 'confused', label: 'Most confused first' },
        ],
      },
    })
    .addStringArray({
      path: 'classes',
      name: 'List',
      description: 'Classes that are not listed follow at the end.',
      category,
      defaultValue: defaultOptions.classes,
      showIf: (options) => options.order === 'given',
      settings: { placeholder: 'Add a class' },
    })
    .addNumberInput({
      path: 'topClasses',
      name: 'At most',
      description: 'Keeps the most frequent classes (or the most confused, in that order) and sums the others. 0: all.',
      category,
      defaultValue: defaultOptions.topClasses,
      settings: { min: 0, integer: true, placeholder: 'All classes' },
    });
}

function addScores(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  const category = ['Scores'];
  builder
    .addBooleanSwitch({ path: 'scores', name: 'Overall', category, defaultValue: defaultOptions.scores })
    .addBooleanSwitch({
      path: 'classScores',
      name: 'Of each class',
      category,
      defaultValue: defaultOptions.classScores,
    })
    .addSelect({
      path: 'confidence',
      name: 'Confidence of intervals',
      category,
      defaultValue: defaultOptions.confidence,
      settings: {
        options: [
          { value: 0.9, label: '90 %' },
          { value: 0.95, label: '95 %' },
          { value: 0.99, label: '99 %' },
        ],
      },
    });
}

function addClick(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  const category = ['Click on a cell'];
  builder
    .addTextInput({
      path: 'actualVariable',
      name: 'Variable for actual',
      description: 'The name of the dashboard variable that a click sets to the actual class.',
      category,
      defaultValue: defaultOptions.actualVariable,
      settings: { placeholder: 'actual' },
    })
    .addTextInput({
      path: 'predictedVariable',
      name: 'Variable for predicted',
      description: 'The name of the dashboard variable that a click sets to the predicted class.',
      category,
      defaultValue: defaultOptions.predictedVariable,
      settings: { placeholder: 'predicted' },
    });
}

function addData(builder: PanelOptionsEditorBuilder<ConfusionMatrixOptions>) {
  const category = ['Data'];
  const settings = {
    baseNameMode: FieldNamePickerBaseNameMode.IncludeAll,
    placeholderText: 'Found by its name',
    isClearable: true,
  };
  builder
    .addFieldNamePicker({ path: 'actualField', name: 'Actual field', category, settings })
    .addFieldNamePicker({ path: 'predictedField', name: 'Predicted field', category, settings })
    .addFieldNamePicker({
      path: 'countField',
      name: 'Count field',
      description: 'Without one, each row counts once.',
      category,
      settings: { ...settings, filter: (field) => field.type !== FieldType.time },
    });
}
