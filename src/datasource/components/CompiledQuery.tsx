import { css } from '@emotion/css';
import {
  CoreApp,
  type DataQueryRequest,
  getDefaultTimeRange,
  type GrafanaTheme2,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { Unfold } from '../../components/Unfold';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { testIds } from '../testIds';
import { type ModelwatchQuery } from '../types';

interface Props {
  datasource: ModelwatchDataSource;
  query: ModelwatchQuery;
  range?: TimeRange;
  data?: PanelData;
}

/** What the upstream is asked, to be read and copied; compiled only while it is open. */
export function CompiledQuery({ datasource, query, range, data }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<{ text?: string; problem?: string }>({});
  // The query as text, since Grafana hands over a new object with every keystroke elsewhere.
  const key = JSON.stringify(query);

  useEffect(() => {
    if (!open) {
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      datasource.compile(JSON.parse(key), toRequest(data?.request as DataQueryRequest<ModelwatchQuery>, range)).then(
        (text) => current && setShown({ text }),
        (error: unknown) => current && setShown({ problem: error instanceof Error ? error.message : String(error) })
      );
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [open, key, datasource, data?.request, range]);

  return (
    <Unfold label="Compiled query" isOpen={open} onToggle={setOpen}>
      {shown.problem !== undefined && <p role="status">{shown.problem}</p>}
      {shown.text !== undefined && (
        <>
          <pre className={styles.text} data-testid={testIds.compiledQuery}>
            {shown.text}
          </pre>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => shown.text ?? ''}>
            Copy
          </ClipboardButton>
        </>
      )}
    </Unfold>
  );
}

/** The panel's own request where it has run, else one over the range that is shown. */
function toRequest(
  last: DataQueryRequest<ModelwatchQuery> | undefined,
  range: TimeRange = getDefaultTimeRange()
): DataQueryRequest<ModelwatchQuery> {
  const width = range.to.valueOf() - range.from.valueOf();
  const request: DataQueryRequest<ModelwatchQuery> = last ?? {
    requestId: '',
    interval: '',
    intervalMs: width / 1000,
    range,
    scopedVars: {},
    targets: [],
    timezone: 'browser',
    app: CoreApp.Unknown,
    startTime: 0,
  };
  return { ...request, requestId: 'modelwatch-compile', panelId: undefined, startTime: Date.now() };
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 300, marginTop: theme.spacing(1) }),
});
