import { type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { type ModelQuery } from '../../query/query';
import { readRecordsPage, type RecordsPage, writeRecordsPage } from '../../query/recordsPage';
import { firstSource } from './askRecords';
import { readRange } from './range';

export interface Page extends RecordsPage {
  /** The time range at the moment; undefined where the address says none that can be read. */
  range: TimeRange | undefined;
  /** Changes what is asked for: the address follows, and the way back leads to what was asked before. */
  change(changes: Partial<Omit<RecordsPage, 'query'>> & { query?: Partial<ModelQuery> }): void;
  /** 'now' moves on. */
  refresh(): void;
  /** Of whatever is asked for: it changes with the address, and at a refresh. */
  key: string;
}

/** What the page is asked for: all of it stands in the address. */
export function usePage(): Page {
  const { search } = useLocation();
  const [refreshed, setRefreshed] = useState(0);
  const asked = useMemo(() => {
    const page = readRecordsPage(search);
    return { ...page, datasource: page.datasource || (firstSource() ?? '') };
  }, [search]);
  const key = `${refreshed} ${search}`;
  // As of the moment when it is asked, so that pages of one list are of one time.
  const [of, setOf] = useState({ key, range: readRange(asked) });
  if (of.key !== key) {
    setOf({ key, range: readRange(asked) });
  }
  return {
    ...asked,
    range: of.range,
    key,
    change: ({ query, ...changes }) =>
      locationService.push(writeRecordsPage({ ...asked, ...changes, query: { ...asked.query, ...query } })),
    refresh: () => setRefreshed((count) => count + 1),
  };
}
