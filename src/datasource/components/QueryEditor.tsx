import { InlineFieldRow, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { parseDuration } from '../../query/duration';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery } from '../../query/query';
import { testIds } from '../testIds';
import { CompiledQuery } from './CompiledQuery';
import { type ModelwatchQueryEditorProps } from './editorProps';
import { CommittedInput, Labelled } from './inputs';
import { ModelFields } from './ModelFields';
import { OperationsFields } from './OperationsFields';
import { kindOptions, resultOptions } from './options';
import { QualityFields } from './QualityFields';
import { useSuggestions } from './useSuggestions';

/** The model query's editor, in dashboards and in Explore. */
export default function QueryEditor({
  datasource,
  query: stored,
  onChange,
  onRunQuery,
  range,
  data,
}: ModelwatchQueryEditorProps) {
  const query = migrateQuery(stored);
  const suggest = useSuggestions(datasource.suggestions, range);
  const change = (changes: Partial<ModelQuery>) => {
    onChange({ ...stored, ...query, ...changes });
    onRunQuery();
  };
  const { kind, model, result, window, byVersion, quality, operations } = query;

  return (
    <div data-testid={testIds.queryEditor}>
      <Stack direction="column" gap={0.5}>
        <InlineFieldRow>
          <Labelled label="Ask for">
            {(id) => (
              <RadioButtonGroup
                id={id}
                aria-label="Ask for"
                options={kindOptions}
                value={kind}
                onChange={(kind) => change({ kind })}
              />
            )}
          </Labelled>
          {kind !== 'confusion' && (
            <Labelled label="Result">
              {(id) => (
                <RadioButtonGroup
                  id={id}
                  aria-label="Result"
                  options={resultOptions}
                  value={result}
                  onChange={(result) => change({ result })}
                />
              )}
            </Labelled>
          )}
        </InlineFieldRow>
        <ModelFields
          model={model}
          suggest={suggest}
          withPositiveClass={kind === 'quality'}
          onChange={(changes) => change({ model: { ...model, ...changes } })}
        />
        {kind === 'quality' && (
          <QualityFields
            quality={quality}
            modelName={model.name}
            suggest={suggest}
            onChange={(changes) => change({ quality: { ...quality, ...changes } })}
          />
        )}
        {kind === 'operations' && (
          <OperationsFields
            operations={operations}
            onChange={(changes) => change({ operations: { ...operations, ...changes } })}
          />
        )}
        <InlineFieldRow>
          <CommittedInput
            label="Window"
            tooltip="How far each answer looks back, such as 30m, 24h or 7d. Empty means the whole dashboard range for 'Now', and one step for 'Over time'."
            value={window}
            placeholder={result === 'series' && kind !== 'confusion' ? 'One step' : 'Dashboard range'}
            check={checkWindow}
            onCommit={(window) => change({ window: window.trim() })}
          />
          <Labelled label="By version" tooltip="One answer for each version instead of one for all together.">
            {(id) => (
              <InlineSwitch
                id={id}
                value={byVersion}
                onChange={(event) => change({ byVersion: event.currentTarget.checked })}
              />
            )}
          </Labelled>
        </InlineFieldRow>
        {suggest.problem && (
          <span role="status" data-testid={testIds.suggestionProblem}>
            No suggestions. {suggest.problem}
          </span>
        )}
        <CompiledQuery datasource={datasource} query={{ ...stored, ...query }} range={range} data={data} />
      </Stack>
    </div>
  );
}

function checkWindow(text: string): string | undefined {
  return text.trim() === '' || text.includes('$') || parseDuration(text) !== undefined
    ? undefined
    : 'Write a number and a unit, such as 30m, 24h or 7d.';
}
