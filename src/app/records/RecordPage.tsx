import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2, locationUtil } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Alert, Button, EmptyState, LinkButton, LoadingPlaceholder, Stack, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { recordJson } from '../../frames/recordsFile';
import { type RecordName, writeRecordsPage } from '../../query/recordsPage';
import { useLoaded } from '../alert/useLoaded';
import { download } from '../download';
import { askRecords, type RecordsAsked } from './askRecords';
import { recordAsked, rowOfRecord } from './findRecord';
import { withLinks } from './links';
import { Problem } from './Problem';
import { RecordHead } from './RecordHead';
import { recordSections } from './recordSections';
import { SectionBox } from './SectionBox';
import { showMoment } from './texts';
import { type Page } from './usePage';

interface Props {
  page: Page;
  record: RecordName;
  asked: RecordsAsked;
}

/** Half an hour on either side is the list around a record whose link says no time range. */
const LIST_AROUND_MS = 30 * 60_000;

/** One record: what went in, what was predicted, what became of it. */
export function RecordPage({ page, record, asked }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const timeZone = getTimeZone();
  const wanted = recordAsked(record, asked);
  const { value: answer, problem, isLoading } = useLoaded(wanted, askRecords);
  const frame = useMemo(() => answer?.frame && withLinks(answer.frame, theme, timeZone), [answer, theme, timeZone]);
  const at = answer && rowOfRecord(answer, record);
  const row = at === undefined ? undefined : answer?.rows[at];
  const alike = answer?.rows.filter(({ id }) => id === record.id).length ?? 0;
  const [input, ...others] = row ? recordSections(row, timeZone) : [];
  return (
    <PluginPage
      pageNav={{ text: 'Audit record' }}
      actions={
        <Stack gap={1} wrap="wrap">
          <LinkButton variant="secondary" icon="arrow-left" href={locationUtil.assureBaseUrl(listUrl(page, record))}>
            All records
          </LinkButton>
          {row && (
            <Button
              variant="secondary"
              icon="download-alt"
              onClick={() =>
                download(JSON.stringify(recordJson(row), null, 2), fileName(record.id), 'application/json')
              }
            >
              Download JSON
            </Button>
          )}
        </Stack>
      }
    >
      {problem !== undefined && <Problem sentence={problem} way="Try again" onTake={page.refresh} />}
      {isLoading && <LoadingPlaceholder text="Looking for the record ..." />}
      {answer && !row && (
        <EmptyState variant="not-found" message={`There is no record '${record.id}'`}>
          {`Of the model '${asked.query.model.name}' none with this id was predicted between ${showMoment(wanted.from, timeZone)} and ${showMoment(wanted.to, timeZone)}. Look for it in the list with a longer time range, or in another data source; it may also have been deleted since.`}
        </EmptyState>
      )}
      {row && at !== undefined && (
        <Stack direction="column" gap={2}>
          {alike > 1 && (
            <Alert
              severity="info"
              title={`${alike} records have this id. ${record.time !== undefined && row.time === record.time ? 'This is the one of the time in the address.' : 'This is the latest of them.'}`}
            />
          )}
          <RecordHead row={row} timeZone={timeZone} />
          <div className={styles.sections}>
            <SectionBox section={input} frame={frame} row={at} />
            <div className={styles.side}>
              {others.map((section) => (
                <SectionBox key={section.title} section={section} frame={frame} row={at} />
              ))}
            </div>
          </div>
        </Stack>
      )}
    </PluginPage>
  );
}

function listUrl({ datasource, query, from, to }: Page, { time }: RecordName): string {
  const around =
    from === undefined && time !== undefined
      ? { from: time - LIST_AROUND_MS, to: time + LIST_AROUND_MS }
      : { from, to };
  return writeRecordsPage({ datasource, query, ...around });
}

const fileName = (id: string) => `record-${id.replace(/[^\w.-]+/g, '-').slice(0, 100)}.json`;

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
  }),
  side: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
});
