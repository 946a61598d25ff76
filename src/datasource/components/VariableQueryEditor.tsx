import { Combobox, type ComboboxOption, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type VariableSubject, variableSubjects } from '../types';
import { type ModelwatchVariableEditorProps } from './editorProps';
import { Labelled, SuggestedInput } from './inputs';
import { useSuggestions } from './useSuggestions';

const texts: Record<VariableSubject, string> = {
  models: 'Models',
  versions: 'Versions',
  classes: 'Classes',
  features: 'Features',
  labelValues: 'Values of a label',
};
const options: Array<ComboboxOption<VariableSubject>> = variableSubjects.map((value) => ({
  value,
  label: texts[value],
}));

/** What a dashboard variable lists. */
export default function VariableQueryEditor({ datasource, query, onChange, range }: ModelwatchVariableEditorProps) {
  const suggest = useSuggestions(datasource.suggestions, range);
  const subject = variableSubjects.includes(query.subject) ? query.subject : 'models';
  const change = (changes: Partial<typeof query>) =>
    onChange({ ...query, refId: query.refId || 'ModelwatchVariable', subject, ...changes });
  return (
    <>
      <InlineFieldRow>
        <Labelled label="List">
          {(id) => (
            <Combobox
              id={id}
              width={25}
              value={subject}
              options={options}
              onChange={({ value }) => change({ subject: value })}
            />
          )}
        </Labelled>
        {subject === 'labelValues' && (
          <SuggestedInput
            label="Label"
            value={query.label ?? ''}
            placeholder="Choose a label"
            suggest={suggest.of((from, range) => from.labels(range))}
            onChange={(label) => change({ label })}
          />
        )}
        {subject !== 'models' && (
          <SuggestedInput
            label="Model"
            tooltip="Empty means all models."
            value={query.model ?? ''}
            placeholder="All"
            suggest={suggest.of((from, range) => from.models(range))}
            onChange={(model) => change({ model: model || undefined })}
          />
        )}
      </InlineFieldRow>
      {suggest.problem && <span role="status">No suggestions. {suggest.problem}</span>}
    </>
  );
}
