import { css } from '@emotion/css';
import { InlineFieldRow, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { parseDuration } from '../../query/duration';
import { migrateQuery } from '../../query/migrate';
import { measureFamily, type ModelQuery } from '../../query/query';
import { kindsOverTime, takesThreshold } from '../../query/relevant';
import { testIds } from '../testIds';
import { CompiledQuery } from './CompiledQuery';
import { type ModelwatchQueryEditorProps } from './editorProps';
import { CommittedInput, Labelled, OptionInput } from './inputs';
import { ModelFields } from './ModelFields';
import { OperationsFields } from './OperationsFields';
import { curveOptions, kindOptions, resultOptions, subjectOptions, timeBasisOptions } from './options';
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
  const { kind, model, result, window, byVersion, threshold, timeBasis, quality, curve, distribution, operations } =
    query;
  const overTime = kindsOverTime.includes(kind);
  const isPrometheus = datasource.settings.source === 'prometheus';

  return (
    <div data-testid={testIds.queryEditor}>
      <Stack direction="column" gap={0.5}>
        <InlineFieldRow>
          <Labelled label="Ask for">
            {(id) => (
              <RadioButtonGroup
                id={id}
                aria-label="Ask for"
                className={wrapping}
                options={kindOptions}
                value={kind}
                onChange={(kind) => change({ kind })}
              />
            )}
          </Labelled>
          {overTime && (
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
          withPositiveClass={namesPositiveClass(query)}
          onChange={(changes) => change({ model: { ...model, ...changes } })}
        />
        {kind === 'quality' && (
          <QualityFields
            quality={quality}
            modelName={model.name}
            suggest={suggest}
            isPrometheus={isPrometheus}
            onChange={(changes) => change({ quality: { ...quality, ...changes } })}
          />
        )}
        {kind === 'curve' && (
          <InlineFieldRow>
            <OptionInput label="Curve" options={curveOptions} value={curve} onChange={(curve) => change({ curve })} />
          </InlineFieldRow>
        )}
        {kind === 'distribution' && (
          <InlineFieldRow>
            <OptionInput
              label="Distribution of"
              options={subjectOptions}
              value={distribution.of}
              onChange={(of) => change({ distribution: { of } })}
            />
          </InlineFieldRow>
        )}
        {kind === 'operations' && (
          <OperationsFields
            operations={operations}
            onChange={(changes) => change({ operations: { ...operations, ...changes } })}
          />
        )}
        <InlineFieldRow>
          {takesThreshold(query) && (
            <CommittedInput
              label="Score threshold"
              tooltip="Counts as they would be if the positive class were predicted where its score is above this. Empty: as the model predicted."
              width={16}
              value={threshold}
              placeholder="As predicted"
              check={checkThreshold}
              onCommit={(threshold) => change({ threshold: threshold.trim() })}
            />
          )}
          {!isPrometheus && (
            <OptionInput
              label="Clock"
              tooltip="Which records belong to a time range: those whose outcome became known in it, or those that were predicted in it."
              options={timeBasisOptions}
              value={timeBasis}
              onChange={(timeBasis) => change({ timeBasis })}
            />
          )}
          <CommittedInput
            label="Window"
            tooltip="How far each answer looks back, such as 30m, 24h or 7d. Empty means the whole dashboard range for 'Now', and one step for 'Over time'."
            value={window}
            placeholder={result === 'series' && overTime ? 'One step' : 'Dashboard range'}
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
        {isPrometheus && (
          <CompiledQuery datasource={datasource} query={{ ...stored, ...query }} range={range} data={data} />
        )}
      </Stack>
    </div>
  );
}

/** On a narrow page the kinds take two lines. */
const wrapping = css({ flexWrap: 'wrap', height: 'auto', maxWidth: '100%' });

function checkWindow(text: string): string | undefined {
  return text.trim() === '' || text.includes('$') || parseDuration(text) !== undefined
    ? undefined
    : 'Write a number and a unit, such as 30m, 24h or 7d.';
}

function checkThreshold(text: string): string | undefined {
  const threshold = Number(text);
  return text.trim() === '' || text.includes('$') || (threshold >= 0 && threshold <= 1)
    ? undefined
    : 'Write a number between 0 and 1, or nothing.';
}

/** Whether it makes sense to name one; whether it must be named is the query's to check. */
function namesPositiveClass({ kind, quality, distribution }: ModelQuery): boolean {
  switch (kind) {
    case 'quality':
      return measureFamily(quality.measure) !== 'values';
    case 'distribution':
      return distribution.of === 'score';
    case 'operations':
      return false;
    default:
      return true;
  }
}
