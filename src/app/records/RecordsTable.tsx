import { css } from '@emotion/css';
import { type GrafanaTheme2, locationUtil, type TimeZone } from '@grafana/data';
import { type Column, InteractiveTable, TextLink, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { type AuditRow } from '../../frames/auditFrame';
import { writeRecordsPage } from '../../query/recordsPage';
import { type RecordsAnswer } from './answer';
import { linksOf, withLinks } from './links';
import { type RecordColumn, recordColumns } from './recordColumns';
import { RecordLinks } from './RecordLinks';
import { shown, showTime } from './texts';
import { VerdictBadge } from './VerdictBadge';
import { type Page } from './usePage';

interface Props {
  page: Page;
  answer: RecordsAnswer;
  timeZone: TimeZone;
}

interface Line {
  row: AuditRow;
  at: number;
}

/** A line each; the time leads to the record, where it has an id. */
export function RecordsTable({ page, answer: { rows, frame }, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const ready = useMemo(() => frame && withLinks(frame, theme, timeZone), [frame, theme, timeZone]);
  const lines = useMemo(() => rows.map((row, at): Line => ({ row, at })), [rows]);
  const columns = recordColumns(rows).map((column): Column<Line> => ({
    id: column.id,
    header: column.header,
    cell: ({ row: { original } }: { row: { original: Line } }) => cellOf(column, original),
  }));

  const cellOf = (column: RecordColumn, { row, at }: Line) => {
    switch (column.id) {
      case 'time':
        return <RecordLink page={page} row={row} timeZone={timeZone} />;
      case 'verdict':
        return <VerdictBadge row={row} />;
      case 'trace id':
        return (
          <span className={styles.code}>
            {row.traceId}
            {ready && <RecordLinks links={linksOf(ready, 'trace id', at)} />}
          </span>
        );
      default: {
        const text = column.text(row);
        return text === undefined ? null : (
          <span
            className={column.isNumber ? styles.number : styles.text}
            title={text.length > 40 ? text.slice(0, 2000) : undefined}
          >
            {shown(text.slice(0, 2000))}
          </span>
        );
      }
    }
  };
  return (
    <div className={styles.table} tabIndex={0} role="region" aria-label="Records">
      <InteractiveTable columns={columns} data={lines} getRowId={({ at }) => String(at)} />
    </div>
  );
}

function RecordLink({ page, row: { id, time }, timeZone }: { page: Page; row: AuditRow; timeZone: TimeZone }) {
  const styles = useStyles2(getStyles);
  const text = time === undefined ? 'no time' : showTime(time, timeZone);
  if (id === undefined || id === '') {
    return <span className={styles.number}>{text}</span>;
  }
  const { datasource, query, from, to } = page;
  const href = writeRecordsPage({ datasource, query, from, to, record: { id, time } });
  return (
    <TextLink
      href={locationUtil.assureBaseUrl(href)}
      inline={false}
      variant="bodySmall"
      aria-label={`Record ${id}, ${text}`}
    >
      {text}
    </TextLink>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Wider than the page it is scrolled in itself, and the page is not.
  table: css({
    overflowX: 'auto',
    // The table's own box: the keyboard scrolls the outer one, which it can reach.
    '& > div': { overflowX: 'visible' },
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '& td, & th': { whiteSpace: 'nowrap', fontSize: theme.typography.bodySmall.fontSize },
  }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
  text: css({
    display: 'inline-block',
    maxWidth: 320,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
  }),
  code: css({ display: 'inline-flex', gap: theme.spacing(1), fontFamily: theme.typography.fontFamilyMonospace }),
});
