import {
  type FieldOverrideContext,
  FieldNamePickerBaseNameMode,
  FieldType,
  type PanelOptionsEditorBuilder,
} from '@grafana/data';

import { versionsOf } from '../../frames/versions';
import { variableOption } from '../shared/variableOption';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { addThresholdOptions } from './threshold/thresholdOptions';

type Builder = PanelOptionsEditorBuilder<ConfusionMatrixOptions>;

/** What is asked in the panel editor. */
export function buildOptions(builder: Builder) {
  addCells(builder);
  addComparison(builder);
  addClasses(builder);
  addScores(builder);
  addThresholdOptions(builder);
  addClick(builder);
  addData(builder);
}

function addCells(builder: Builder) {
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
    .addBooleanSwitch({ path: 'totals', name: 'Totals', category, defaultValue: defaultOptions.totals })
    .addBooleanSwitch({
      path: 'key',
      name: 'Color key',
      description: 'Where there is room for it.',
      category,
      defaultValue: defaultOptions.key,
    })
    .addBooleanSwitch({
      path: 'words',
      name: 'Two classes in words',
      description: 'Says the four cells of two classes in sentences, beside or below the matrix, where there is room.',
      category,
      defaultValue: defaultOptions.words,
    });
}

function addComparison(builder: Builder) {
  const category = ['Comparison'];
  const isOn = ({ compare }: ConfusionMatrixOptions) => compare?.by === 'query' || compare?.by === 'version';
  const side = { allowCustomValue: true, isClearable: true, options: [], getOptions: offeredSides };
  builder
    .addSelect({
      path: 'compare.by',
      name: 'Compare',
      description: 'Shows what changed. Without it, several queries or versions are added together.',
      category,
      defaultValue: defaultOptions.compare.by,
      settings: {
        options: [
          { value: 'none', label: 'Nothing' },
          { value: 'query', label: 'Two queries' },
          { value: 'version', label: 'Two versions' },
        ],
      },
    })
    .addSelect({
      path: 'compare.current',
      name: 'Show',
      description: 'A query or version. Without one the first query, the newest version.',
      category,
      defaultValue: defaultOptions.compare.current,
      showIf: isOn,
      settings: side,
    })
    .addSelect({
      path: 'compare.reference',
      name: 'Compare with',
      description: 'A query or version. Without one the next query, the version before.',
      category,
      defaultValue: defaultOptions.compare.reference,
      showIf: isOn,
      settings: side,
    })
    .addSelect({
      path: 'compare.show',
      name: 'Change of',
      category,
      defaultValue: defaultOptions.compare.show,
      settings: {
        options: [
          { value: 'row', label: 'Share of row', description: 'In percentage points' },
          { value: 'column', label: 'Share of column', description: 'In percentage points' },
          { value: 'count', label: 'Counts', description: 'Colored by the change of the share of the row' },
        ],
      },
    });
}

/** Queries by their letters, and versions. */
async function offeredSides({ data }: FieldOverrideContext) {
  const queries = [...new Set(data.map(({ refId }) => refId))].filter((id) => id !== undefined);
  return [
    ...versionsOf(data).map((version) => ({ value: version, label: `Version ${version}` })),
    ...queries.map((id) => ({ value: id, label: `Query ${id}` })),
  ];
}

function addClasses(builder: Builder) {
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
    })
    .addTextInput({
      path: 'positiveClass',
      name: 'Positive class',
      description: 'Two classes are told in its words, and scores are those of this class.',
      category,
      defaultValue: defaultOptions.positiveClass,
      settings: { placeholder: "The query's" },
    })
    .addSelect({
      path: 'groups.by',
      name: 'Groups',
      description: 'Sums classes whose names begin alike. A click on a label opens and closes its group.',
      category,
      defaultValue: defaultOptions.groups.by,
      settings: {
        options: [
          { value: 'none', label: 'None' },
          { value: 'separator', label: 'By a separator', description: "Such as '/' in animal/dog" },
          { value: 'pattern', label: 'By a pattern', description: 'A regular expression' },
        ],
      },
    })
    .addTextInput({
      path: 'groups.separator',
      name: 'Separator',
      category,
      defaultValue: defaultOptions.groups.separator,
      showIf: ({ groups }) => groups?.by === 'separator',
    })
    .addTextInput({
      path: 'groups.pattern',
      name: 'Pattern',
      description: 'Each capturing group gives a level. Classes that it does not match stay alone.',
      category,
      defaultValue: defaultOptions.groups.pattern,
      showIf: ({ groups }) => groups?.by === 'pattern',
      settings: { placeholder: '^([a-z]+)-' },
    })
    .addNumberInput({
      path: 'groups.level',
      name: 'Level shown',
      description: '1: the outermost groups.',
      category,
      defaultValue: defaultOptions.groups.level,
      showIf: ({ groups }) => groups?.by === 'separator' || groups?.by === 'pattern',
      settings: { min: 1, integer: true },
    });
}

function addScores(builder: Builder) {
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

function addClick(builder: Builder) {
  const category = ['Click on a cell'];
  builder
    .addTextInput(
      variableOption('actualVariable', {
        name: 'Variable for actual',
        setTo: 'the actual class',
        category,
        placeholder: 'actual',
      })
    )
    .addTextInput(
      variableOption('predictedVariable', {
        name: 'Variable for predicted',
        setTo: 'the predicted class',
        category,
        placeholder: 'predicted',
      })
    );
}

function addData(builder: Builder) {
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
