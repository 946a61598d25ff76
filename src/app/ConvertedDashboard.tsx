import { locationUtil } from '@grafana/data';
import { Alert, Button, ClipboardButton, type Column, InteractiveTable, LinkButton, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { type DashboardConversion } from '../engines/prometheus/convert/convertDashboard';
import { download } from './download';

interface Row {
  id: string;
  panel: string;
  query: string;
  result: string;
}

const columns: Array<Column<Row>> = [
  { id: 'panel', header: 'Panel' },
  { id: 'query', header: 'Query' },
  { id: 'result', header: 'Result' },
];

/** What became of each query, and the new dashboard to take away. */
export function ConvertedDashboard({ dashboard, panels, notes }: DashboardConversion) {
  const json = useMemo(() => JSON.stringify(dashboard, null, 2), [dashboard]);
  const rows = useMemo(() => rowsOf(panels), [panels]);
  const kept = panels.flatMap(({ queries }) => queries).filter((query) => query.kept !== undefined).length;
  return (
    <Stack direction="column" gap={2}>
      <Text element="h3">
        {rows.length - kept} of {rows.length} queries are converted
      </Text>
      <Stack gap={1} wrap="wrap">
        <Button
          icon="download-alt"
          onClick={() => download(json, `${dashboard.title ?? 'dashboard'}.json`, 'application/json')}
        >
          Download JSON
        </Button>
        <ClipboardButton variant="secondary" icon="copy" getText={() => json}>
          Copy JSON
        </ClipboardButton>
        <LinkButton variant="secondary" fill="text" href={locationUtil.assureBaseUrl('/dashboard/import')}>
          Import it
        </LinkButton>
      </Stack>
      {notes.map((note) => (
        <Alert key={note} severity="info" title={note} />
      ))}
      <InteractiveTable columns={columns} data={rows} getRowId={({ id }) => id} />
    </Stack>
  );
}

function rowsOf(panels: DashboardConversion['panels']): Row[] {
  return panels.flatMap(({ title, queries }, panel) =>
    queries.map(({ refId, kept, notes }) => ({
      id: `${panel} ${refId}`,
      panel: title,
      query: refId,
      result: kept === undefined ? ['Converted.', ...notes].join(' ') : `Not converted. ${kept}`,
    }))
  );
}
