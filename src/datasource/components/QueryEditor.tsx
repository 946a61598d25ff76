import { css } from '@emotion/css';
import { InlineFieldRow, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { migrateQuery } from '../../query/migrate';
import { type ModelQuery } from '../../query/query';
import {
  comparesVariables,
  goesOverTime,
  takesClock,
  takesPositiveClass,
  takesThreshold,
  takesVersions,
} from '../../query/relevant';
import { answersInBrowser } from '../settings';
import { testIds } from '../testIds';
import { AuditFields } from './AuditFields';
import { checkScoreThreshold, checkWindow } from './checks';
import { CompiledQuery } from './CompiledQuery';
import { ConvertQuery } from './ConvertQuery';
import { CreateAlert } from './CreateAlert';
import { CurveFields } from './CurveFields';
import { DriftFields } from './DriftFields';
import { type ModelwatchQueryEditorProps } from './editorProps';
import { CommittedInput, Labelled, OptionInput } from './inputs';
import { ModelFields } from './ModelFields';
import { OperationsFields } from './OperationsFields';
import { kindOptions, resultOptions, subjectOptions, timeBasisOptions } from './options';
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
  queries,
}: ModelwatchQueryEditorProps) {
  const query = migrateQuery(stored);
  const suggest = useSuggestions(datasource.suggestions, range);
  const change = (changes: Partial<ModelQuery>) => {
    onChange({ ...stored, ...query, ...changes });
    onRunQuery();
  };
  const { kind, model, result, window, byVersion, threshold, timeBasis, quality, operations } = query;
  const { source } = datasource.settings;
  const overTime = goesOverTime(query);

  return (
    <div data-testid={testIds.queryEditor}>
      <Stack direction="column" gap={0.5}>
        <InlineFieldRow>
          <Choices label="Ask for" options={kindOptions} value={kind} onChange={(kind) => change({ kind })} />
          {overTime && (
            <Choices label="Result" options={resultOptions} value={result} onChange={(result) => change({ result })} />
          )}
        </InlineFieldRow>
        <ModelFields
          model={model}
          suggest={suggest}
          withPositiveClass={takesPositiveClass(query)}
          onChange={(changes) => change({ model: { ...model, ...changes } })}
        />
        {kind === 'quality' && (
          <QualityFields
            query={query}
            source={source}
            suggest={suggest}
            onChange={(changes) => change({ quality: { ...quality, ...changes } })}
          />
        )}
        {kind === 'curve' && <CurveFields query={query} onChange={change} />}
        {kind === 'distribution' && (
          <InlineFieldRow>
            <OptionInput
              label="Distribution of"
              value={query.distribution.of}
              options={subjectOptions}
              onChange={(of) => change({ distribution: { of } })}
            />
          </InlineFieldRow>
        )}
        {comparesVariables(query) && (
          <DriftFields
            query={query}
            source={source}
            suggest={suggest}
            answers={data}
            refId={stored.refId}
            onChange={change}
          />
        )}
        {kind === 'operations' && (
          <OperationsFields
            operations={operations}
            onChange={(changes) => change({ operations: { ...operations, ...changes } })}
          />
        )}
        {(kind === 'errors' || kind === 'audit') && <AuditFields query={query} suggest={suggest} onChange={change} />}
        <InlineFieldRow>
          {takesThreshold(query) && (
            <CommittedInput
              label="Score threshold"
              tooltip="Counts as if the positive class were predicted where the score is above this, a number from 0 to 1. Empty means as the model predicted."
              value={threshold}
              placeholder="As predicted"
              check={checkScoreThreshold}
              onCommit={(text) => change({ threshold: text.trim() })}
            />
          )}
          <CommittedInput
            label="Window"
            tooltip="How far each answer looks back, such as 30m, 24h or 7d. Empty means the whole dashboard range for 'Now', and one step for 'Over time'."
            value={window}
            placeholder={overTime && result === 'series' ? 'One step' : 'Dashboard range'}
            check={checkWindow}
            onCommit={(window) => change({ window: window.trim() })}
          />
          {takesVersions(query) && (
            <Labelled label="By version" tooltip="One answer for each version instead of one for all together.">
              {(id) => (
                <InlineSwitch
                  id={id}
                  value={byVersion}
                  onChange={(event) => change({ byVersion: event.currentTarget.checked })}
                />
              )}
            </Labelled>
          )}
          {/* Prometheus answers the outcome clock only; a query that came from elsewhere can be set right here. */}
          {takesClock(query) && (source !== 'prometheus' || timeBasis !== 'outcome') && (
            <OptionInput
              label="Clock"
              tooltip="What lies in a window: the outcomes that became known in it, or the predictions that were made in it."
              options={timeBasisOptions}
              value={timeBasis}
              onChange={(timeBasis) => change({ timeBasis })}
            />
          )}
        </InlineFieldRow>
        {suggest.problem && (
          <span role="status" data-testid={testIds.suggestionProblem}>
            No suggestions. {suggest.problem}
          </span>
        )}
        {answersInBrowser(source) ? (
          <span>
            No alerts: records are answered in the browser, and alert rules are evaluated by Grafana&apos;s server.
          </span>
        ) : (
          <>
            <CreateAlert query={stored} data={data} />
            <CompiledQuery datasource={datasource} query={{ ...stored, ...query }} range={range} data={data} />
          </>
        )}
        {source === 'prometheus' && (
          <ConvertQuery
            datasource={datasource}
            query={{ ...stored, ...query }}
            data={data}
            queries={queries}
            onChange={(query) => {
              onChange(query);
              onRunQuery();
            }}
          />
        )}
      </Stack>
    </div>
  );
}

interface ChoicesProps<T extends string> {
  label: string;
  tooltip?: string;
  value: T;
  options: Array<{ value: T; label: string; description: string }>;
  onChange(value: T): void;
}

/** On a narrow page the kinds take two lines. */
const wrapping = css({ flexWrap: 'wrap', height: 'auto', maxWidth: '100%' });

/** A few choices side by side. */
function Choices<T extends string>({ label, tooltip, ...rest }: ChoicesProps<T>) {
  return (
    <Labelled label={label} tooltip={tooltip}>
      {(id) => <RadioButtonGroup<T> {...rest} id={id} className={wrapping} aria-label={label} />}
    </Labelled>
  );
}
