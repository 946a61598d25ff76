/** Fills the registries that Grafana fills at its start: option editors, standard field options, transformers. */
import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  type FieldOverrideContext,
  identityOverrideProcessor,
  monacoLanguageRegistry,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

import { editors, NoEditor } from './optionEditors';

type Process = (value: never, context: FieldOverrideContext, settings?: never) => unknown;

/** id, title, editor, how a stored value is taken over. */
const standardOptions: Array<[string, string, string, Process]> = [
  ['displayName', 'Display name', 'text', displayNameOverrideProcessor],
  ['unit', 'Unit', 'unit', unitOverrideProcessor],
  ['min', 'Min', 'number', numberOverrideProcessor],
  ['max', 'Max', 'number', numberOverrideProcessor],
  ['fieldMinMax', 'Field min/max', 'boolean', booleanOverrideProcessor],
  ['decimals', 'Decimals', 'number', numberOverrideProcessor],
  ['noValue', 'No value', 'text', stringOverrideProcessor],
  ['color', 'Color scheme', 'fieldColor', identityOverrideProcessor],
  ['thresholds', 'Thresholds', 'thresholds', thresholdsOverrideProcessor],
  ['mappings', 'Value mappings', 'mappings', valueMappingsOverrideProcessor],
  ['links', 'Data links', 'links', dataLinksOverrideProcessor],
  ['actions', 'Actions', 'actions', identityOverrideProcessor],
  ['filterable', 'Ad hoc filterable', 'boolean', booleanOverrideProcessor],
  ['description', 'Description', 'text', stringOverrideProcessor],
];

export function fillRegistries(): void {
  standardEditorsRegistry.setInit(() =>
    Object.entries(editors).map(([id, editor]) => ({ id, name: id, description: '', editor }))
  );
  standardFieldConfigEditorRegistry.setInit(() =>
    standardOptions.map(([id, name, editor, process]): FieldConfigPropertyItem => {
      const component = editors[editor] ?? NoEditor;
      const defaults = id === 'mappings' || id === 'links' ? { defaultValue: [] } : {};
      const settings = id === 'displayName' ? { settings: { expandTemplateVars: true } } : {};
      return {
        id,
        name,
        path: id,
        description: '',
        category: ['Standard options'],
        editor: component,
        override: component,
        process: process as FieldConfigPropertyItem['process'],
        shouldApply: () => true,
        ...defaults,
        ...settings,
      };
    })
  );
  // One of them stands there under two names.
  const transformers = new Map(Object.values(standardTransformers).map((transformer) => [transformer.id, transformer]));
  standardTransformersRegistry.setInit(() =>
    [...transformers.values()].map((transformer) => ({
      id: transformer.id,
      name: transformer.name,
      editor: NoEditor,
      imageDark: '',
      imageLight: '',
      transformation: () => Promise.resolve(transformer),
    }))
  );
  monacoLanguageRegistry.setInit(() => []);
}
