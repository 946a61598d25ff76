import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type AuditOptions, LARGEST_PAGE, type ModelQuery } from '../../query/query';
import { showsRecords } from '../../query/relevant';
import { CommittedInput, OptionInput, SuggestedInput } from './inputs';
import { auditAnswerOptions, auditOptions, errorAnswerOptions } from './options';
import { filledIn, type Suggest } from './useSuggestions';

interface Props {
  query: ModelQuery;
  suggest: Suggest;
  onChange(changes: Partial<ModelQuery>): void;
}

/** Of errors: counted, or their records. Of records: what they lack day by day, or which ones, and how many of them. */
export function AuditFields({ query, suggest, onChange }: Props) {
  const { kind, audit, errors } = query;
  const change = (changes: Partial<AuditOptions>) => onChange({ audit: { ...audit, ...changes } });
  return (
    <>
      <InlineFieldRow>
        {kind === 'errors' ? (
          <OptionInput
            label="Show"
            options={errorAnswerOptions}
            value={errors.as}
            onChange={(as) => onChange({ errors: { as } })}
          />
        ) : (
          <OptionInput label="Show" options={auditAnswerOptions} value={audit.as} onChange={(as) => change({ as })} />
        )}
        {kind === 'audit' && showsRecords(query) && (
          <OptionInput
            label="Records"
            options={auditOptions}
            value={audit.only}
            onChange={(only) => change({ only })}
          />
        )}
        {showsRecords(query) && (
          <CommittedInput
            label="Search"
            tooltip="Words that must all occur in a record, in either case: in its id, version, classes, error or trace id."
            value={audit.search}
            placeholder="Any text"
            onCommit={(search) => change({ search: search.trim() })}
          />
        )}
      </InlineFieldRow>
      {kind === 'audit' && showsRecords(query) && (
        <RecordFields audit={audit} query={query} suggest={suggest} onChange={change} />
      )}
      {showsRecords(query) && (
        <InlineFieldRow>
          <CommittedInput
            label="Page size"
            tooltip="How many records at most, the latest predictions first."
            width={10}
            value={String(audit.pageSize)}
            check={checkPageSize}
            onCommit={(text) => change({ pageSize: Number(text) })}
          />
          <CommittedInput
            label="Page from"
            tooltip="The cursor of the last record that was shown. Empty means the latest records."
            value={audit.cursor}
            placeholder="The latest"
            onCommit={(text) => change({ cursor: text.trim() })}
          />
        </InlineFieldRow>
      )}
    </>
  );
}

interface RecordFieldsProps {
  audit: AuditOptions;
  query: ModelQuery;
  suggest: Suggest;
  onChange(changes: Partial<AuditOptions>): void;
}

/** One record, or those of one cell of the confusion matrix. */
function RecordFields({ audit: { only, id, cell }, query, suggest, onChange }: RecordFieldsProps) {
  const classes = suggest.of((from, range) => from.classes(filledIn(query.model.name), range));
  return (
    <InlineFieldRow>
      {only !== 'errors' && (
        <>
          <SuggestedInput
            label="Actual class"
            tooltip="Records behind a cell, or a row, of the confusion matrix."
            value={cell.actual}
            placeholder="Any"
            suggest={classes}
            onChange={(actual) => onChange({ cell: { ...cell, actual } })}
          />
          <SuggestedInput
            label="Predicted class"
            value={cell.predicted}
            placeholder="Any"
            suggest={classes}
            onChange={(predicted) => onChange({ cell: { ...cell, predicted } })}
          />
        </>
      )}
      <CommittedInput
        label="Record id"
        tooltip="Of one record, in the time range that is shown."
        value={id}
        placeholder="Any"
        onCommit={(id) => onChange({ id })}
      />
    </InlineFieldRow>
  );
}

function checkPageSize(text: string): string | undefined {
  const size = Number(text);
  return Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE
    ? undefined
    : `Write a whole number from 1 to ${LARGEST_PAGE.toLocaleString('en-US')}.`;
}
