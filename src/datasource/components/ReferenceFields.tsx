import { type PanelData } from '@grafana/data';
import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type Reference } from '../../query/drift';
import { type ModelQuery } from '../../query/query';
import { BaselineFields } from './BaselineFields';
import { checkDuration, checkTime } from './checks';
import { referenceOptions } from './driftOptions';
import { CommittedInput, OptionInput, SuggestedInput } from './inputs';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  query: ModelQuery;
  suggest: Suggest;
  answers: PanelData | undefined;
  refId: string;
  onChange(changes: Partial<Reference>): void;
}

/** With what the window is compared, and what that kind of reference needs. */
export function ReferenceFields({ query, suggest, answers, refId, onChange }: Props) {
  const { model, reference } = query;
  const { kind, offset, from, to, version, baseline } = reference;
  return (
    <>
      <InlineFieldRow>
        <OptionInput
          label="Compared with"
          value={kind}
          options={referenceOptions}
          onChange={(kind) => onChange({ kind })}
        />
        {kind === 'offset' && (
          <CommittedInput
            label="How long ago"
            tooltip="A whole day or week keeps the rhythm of traffic out of the comparison."
            value={offset}
            check={checkDuration}
            onCommit={(text) => onChange({ offset: text.trim() })}
          />
        )}
        {kind === 'fixed' && (
          <>
            <CommittedInput
              label="From"
              tooltip="Such as 2026-11-01T00:00:00Z."
              value={from}
              placeholder="2026-11-01T00:00:00Z"
              check={checkTime}
              onCommit={(text) => onChange({ from: text.trim() })}
            />
            <CommittedInput
              label="To"
              value={to}
              placeholder="2026-11-08T00:00:00Z"
              check={checkTime}
              onCommit={(text) => onChange({ to: text.trim() })}
            />
          </>
        )}
        {kind === 'version' && (
          <SuggestedInput
            label="Other version"
            value={version}
            placeholder="Choose a version"
            suggest={suggest.of((from, range) => from.versions(filledIn(model.name), range))}
            onChange={(version) => onChange({ version })}
          />
        )}
      </InlineFieldRow>
      <BaselineFields
        chosen={kind === 'baseline'}
        baseline={baseline}
        answers={answers}
        refId={refId}
        onFreeze={(baseline) => onChange({ kind: 'baseline', baseline })}
        onRemove={() => onChange({ kind: 'previous', baseline: undefined })}
      />
    </>
  );
}
