import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Alert, Button, EmptyState, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { useLoaded } from '../alert/useLoaded';
import { type RecordsAnswer } from './answer';
import { askRecords, type RecordsAsked } from './askRecords';
import { Downloads } from './Downloads';
import { cursorOf, describePage, firstPage, newer, older } from './paging';
import { Problem } from './Problem';
import { RecordsTable } from './RecordsTable';
import { type Page } from './usePage';

interface Props {
  page: Page;
  asked: RecordsAsked;
  timeZone: TimeZone;
}

/** A page of records, and the ways to the older and the newer ones. */
export function RecordList({ page, asked, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const [paging, setPaging] = useState(firstPage);
  const { query } = asked;
  const { value, problem, isLoading } = useLoaded(
    { ...asked, query: { ...query, audit: { ...query.audit, cursor: cursorOf(paging) } } },
    askRecords
  );
  // While a page is on its way the one before stays, with the place that it has.
  const [last, setLast] = useState<{ answer: RecordsAnswer; place: string }>();
  if (value && value !== last?.answer) {
    setLast({ answer: value, place: describePage(paging, value.rows.length, value.next !== undefined) });
  }
  const { rows = [], next, notices = [] } = value ?? {};

  if (problem !== undefined) {
    return <Problem sentence={problem} way="Try again" onTake={page.refresh} />;
  }
  if (!last) {
    return <LoadingPlaceholder text="Looking for records ..." />;
  }
  const { answer, place } = last;
  return (
    <Stack direction="column" gap={1}>
      <div className={styles.bar}>
        <Text element="p" variant="bodySmall" color="secondary">
          <span role="status">{isLoading ? 'Looking for records ...' : place}</span>
        </Text>
        <Pager
          canGoNewer={!isLoading && paging.cursors.length > 1}
          canGoOlder={!isLoading && next !== undefined}
          onNewer={() => setPaging(newer(paging, query.audit.pageSize))}
          onOlder={() => next !== undefined && setPaging(older(paging, next, rows.length))}
        />
        <span className={styles.spacer} />
        {answer.rows.length > 0 && <Downloads asked={asked} />}
      </div>
      {notices.length > 0 &&
        answer.rows.length > 0 &&
        notices.map((text) => <Alert key={text} severity="info" title={text} />)}
      {answer.rows.length === 0 ? (
        <EmptyState variant="not-found" message="No records">
          {answer.notices.join(' ') || 'No record is as asked. Choose a longer time range, or take a filter away.'}
        </EmptyState>
      ) : (
        <div className={isLoading ? styles.waiting : undefined} aria-busy={isLoading}>
          <RecordsTable page={page} answer={answer} timeZone={timeZone} />
        </div>
      )}
    </Stack>
  );
}

interface PagerProps {
  canGoNewer: boolean;
  canGoOlder: boolean;
  onNewer(): void;
  onOlder(): void;
}

function Pager({ canGoNewer, canGoOlder, onNewer, onOlder }: PagerProps) {
  return (
    <Stack gap={1} role="navigation" aria-label="Pages of records">
      <Button size="sm" variant="secondary" icon="angle-left" disabled={!canGoNewer} onClick={onNewer}>
        Newer
      </Button>
      <Button
        size="sm"
        variant="secondary"
        icon="angle-right"
        iconPlacement="right"
        disabled={!canGoOlder}
        onClick={onOlder}
      >
        Older
      </Button>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  spacer: css({ flexGrow: 1 }),
  waiting: css({ opacity: 0.5 }),
});
