import { InlineFieldRow, MultiCombobox } from '@grafana/ui';
import React from 'react';

import { type ModelSelector } from '../../query/query';
import { Labelled, matching, SuggestedInput } from './inputs';
import { MatcherRows } from './MatcherRows';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  model: ModelSelector;
  suggest: Suggest;
  /** Whether the query is about the positive class. */
  withPositiveClass: boolean;
  onChange(changes: Partial<ModelSelector>): void;
}

/** Which model, which versions, which series of it. */
export function ModelFields({ model, suggest, withPositiveClass, onChange }: Props) {
  const suggestVersions = suggest.of((from, range) => from.versions(filledIn(model.name), range));
  return (
    <>
      <InlineFieldRow>
        <SuggestedInput
          label="Model"
          value={model.name}
          placeholder="Choose a model"
          suggest={suggest.of((from, range) => from.models(range))}
          onChange={(name) => onChange({ name })}
        />
        <Labelled label="Versions" tooltip="None means all versions together.">
          {(id) => (
            <MultiCombobox<string>
              id={id}
              width={25}
              value={model.versions.map((value) => ({ value, label: value }))}
              placeholder="All"
              options={(typed: string) => suggestVersions().then((texts) => matching(texts, typed))}
              createCustomValue
              onChange={(options) => onChange({ versions: options.map(({ value }) => value) })}
            />
          )}
        </Labelled>
        {withPositiveClass && (
          <SuggestedInput
            label="Positive class"
            tooltip="Of a two-class model: the class that scores are of, and that precision, recall and so on are about when no class is named."
            value={model.positiveClass ?? ''}
            placeholder="None"
            suggest={suggest.of((from, range) => from.classes(filledIn(model.name), range))}
            onChange={(positiveClass) => onChange({ positiveClass: positiveClass || undefined })}
          />
        )}
      </InlineFieldRow>
      <MatcherRows matchers={model.matchers} suggest={suggest} onChange={(matchers) => onChange({ matchers })} />
    </>
  );
}
