import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type ModelSelector } from '../../query/query';
import { SeveralInput, SuggestedInput } from './inputs';
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
        <SeveralInput
          label="Versions"
          tooltip="None means all versions together."
          values={model.versions}
          placeholder="All"
          suggest={suggest.of((from, range) => from.versions(filledIn(model.name), range))}
          onChange={(versions) => onChange({ versions })}
        />
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
