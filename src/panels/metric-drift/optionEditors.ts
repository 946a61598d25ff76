import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { commonThresholds, driftMeasures } from '../../query/drift';
import { DRIFT_NAMES } from '../../query/measureNames';
import { variableOption } from '../shared/variableOption';
import { defaultOptions, type MetricDriftOptions } from './options';

type Builder = PanelOptionsEditorBuilder<MetricDriftOptions>;

/** What is asked in the panel editor. */
export function buildOptions(builder: Builder) {
  addView(builder);
  addClick(builder);
  addJudgement(builder);
  addMetrics(builder);
}

function addView(builder: Builder) {
  const category = ['View'];
  builder
    .addSelect({
      path: 'view',
      name: 'Show',
      category,
      defaultValue: defaultOptions.view,
      settings: {
        options: [
          { value: 'auto', label: 'Automatic', description: 'What the data are for' },
          { value: 'ranking', label: 'Ranking', description: 'Variables by how far they have moved' },
          { value: 'time', label: 'Over time', description: 'Drift of each variable over time' },
          { value: 'distribution', label: 'Distribution', description: 'Both distributions of one variable' },
          { value: 'control', label: 'Control charts', description: 'Metrics over time, with limits and changes' },
        ],
      },
    })
    .addSelect({
      path: 'sort',
      name: 'Order',
      category,
      defaultValue: defaultOptions.sort,
      settings: {
        options: [
          { value: 'drift', label: 'Farthest moved first' },
          { value: 'status', label: 'By what it means, then farthest first' },
          { value: 'name', label: 'By name' },
          { value: 'nulls', label: 'Most nulls first' },
          { value: 'unseen', label: 'Most new categories first' },
        ],
      },
    })
    .addRadio({
      path: 'show',
      name: 'Variables',
      category,
      defaultValue: defaultOptions.show,
      settings: {
        options: [
          { value: 'all', label: 'All' },
          { value: 'drift', label: 'Drifted', description: 'Only those above all of their marks' },
        ],
      },
    })
    .addSelect({
      path: 'timeAs',
      name: 'Drift over time',
      category,
      defaultValue: defaultOptions.timeAs,
      settings: {
        options: [
          { value: 'auto', label: 'Automatic', description: 'Charts while there is room for them' },
          { value: 'charts', label: 'A chart for each variable' },
          { value: 'strips', label: 'Strips of color' },
        ],
      },
    })
    .addSelect({
      path: 'bins',
      name: 'Bins',
      description: 'Of numeric variables.',
      category,
      defaultValue: defaultOptions.bins,
      settings: {
        options: [
          { value: 'auto', label: 'Automatic', description: 'To scale unless their widths differ too much' },
          { value: 'scale', label: 'To scale', description: 'The area of a bar is its share' },
          { value: 'even', label: 'Equally wide', description: 'The height of a bar is its share' },
        ],
      },
    });
}

function addClick(builder: Builder) {
  const category = ['Click on a variable'];
  builder
    .addBooleanSwitch({
      path: 'openOnClick',
      name: 'Open it',
      description: 'Shows its distributions and its drift over time.',
      category,
      defaultValue: defaultOptions.openOnClick,
    })
    .addTextInput(
      variableOption('variable', {
        name: 'Dashboard variable',
        setTo: 'the name of what is clicked',
        also: "The view 'Distribution' shows its value.",
        category,
        placeholder: 'feature',
      })
    );
}

function addJudgement(builder: Builder) {
  const category = ['Distributions of other data sources'];
  builder
    .addSelect({
      path: 'measure',
      name: 'Measure',
      description: 'A drift query of Modelwatch brings its own measure and threshold.',
      category,
      defaultValue: defaultOptions.measure,
      settings: { options: driftMeasures.map((value) => ({ value, label: DRIFT_NAMES[value] })) },
    })
    .addTextInput({
      path: 'threshold',
      name: 'Threshold',
      description: `From where on a drift matters. Empty: what is usual for the measure, ${commonThresholds.psi} for PSI.`,
      category,
      defaultValue: defaultOptions.threshold,
      settings: { placeholder: 'Usual for the measure' },
    });
}

function addMetrics(builder: Builder) {
  const category = ['Control charts'];
  builder
    .addRadio({
      path: 'reference.by',
      name: 'Reference',
      description: 'What each metric is compared with.',
      category,
      defaultValue: defaultOptions.reference.by,
      settings: {
        options: [
          { value: 'share', label: 'First part of the range' },
          { value: 'until', label: 'Until a time' },
        ],
      },
    })
    .addNumberInput({
      path: 'reference.share',
      name: 'First part, in percent',
      category,
      defaultValue: defaultOptions.reference.share,
      showIf: ({ reference }) => reference?.by !== 'until',
      settings: { min: 5, max: 95, step: 5 },
    })
    .addTextInput({
      path: 'reference.until',
      name: 'Until',
      description: 'As 2026-05-01 or 2026-05-01T12:00Z; may be a variable.',
      category,
      defaultValue: defaultOptions.reference.until,
      showIf: ({ reference }) => reference?.by === 'until',
      settings: { placeholder: '2026-05-01' },
    })
    .addSelect({
      path: 'confidence',
      name: 'Confidence of the change',
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
