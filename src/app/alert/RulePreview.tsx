import { Alert, type Column, InteractiveTable, LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import { isRefusal, type Refusal } from '../../engines/engine';
import { type FiredRow, type Preview } from './preview';

interface Props {
  isLoading: boolean;
  preview?: Preview | Refusal;
  /** Why the past is not known. */
  problem?: string;
}

const columns: Array<Column<FiredRow>> = [
  { id: 'from', header: 'Fired' },
  { id: 'lasted', header: 'For' },
  { id: 'instance', header: 'Instance' },
];

/** How often the rule would have fired in the last week. */
export function RulePreview({ isLoading, preview, problem }: Props) {
  if (isLoading) {
    return <LoadingPlaceholder text="Looking at the last 7 days ..." />;
  }
  if (problem !== undefined || isRefusal(preview)) {
    return <Alert severity="info" title={problem ?? (isRefusal(preview) ? preview.sentence : '')} />;
  }
  return preview ? (
    <Stack direction="column" gap={1}>
      <span role="status" aria-label="Preview">
        {preview.sentences.join(' ')}
      </span>
      {preview.fired.length > 0 && (
        <InteractiveTable columns={columns} data={preview.fired} getRowId={({ id }) => id} />
      )}
    </Stack>
  ) : null;
}
