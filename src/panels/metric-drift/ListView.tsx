import React, { useMemo, useState } from 'react';

import { AccessibleTable } from './AccessibleTable';
import { ControlCharts } from './ControlCharts';
import { referenceEnd } from './control';
import { type DriftViewsProps, type OpenLinks } from './DriftViews';
import { Header, HEADER } from './Header';
import { timeRows, timeSummary } from './overTime';
import { Ranking } from './Ranking';
import { rankingView } from './rankingView';
import { type Shown } from './shownView';
import { TimeView } from './TimeView';
import { type Variable } from './variables';

interface ListViewProps extends DriftViewsProps {
  views: Shown[];
  shown: Shown;
  onView: (view: Shown) => void;
  hasNotices: boolean;
  openLinks?: OpenLinks;
  chosen?: string;
  hint?: string;
  choose: (variable: Pick<Variable, 'key' | 'variable'>) => void;
}

/** With fewer of them a filter is of no use. */
const FILTER_FROM = 9;
/** Lower panels show their list only. */
const HEADER_FROM = 100;

/** Ranking, drift over time, or control charts, below what they have in common. */
export function ListView(props: ListViewProps) {
  const { data, options, width, height, formats, context, views, shown, onView, hasNotices, hint, choose } = props;
  const [filter, setFilter] = useState('');
  const { sort, show } = options;
  const ranking = useMemo(
    () => rankingView(data.rows, { sort, show, filter }, formats),
    [data.rows, sort, show, filter, formats]
  );
  const rows = useMemo(
    () => (shown === 'time' ? timeRows(data.lines, { sort, show, filter }, formats) : []),
    [shown, data.lines, sort, show, filter, formats]
  );
  const wanted = filter.trim().toLocaleLowerCase();
  const metrics = useMemo(
    () => data.metrics.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)),
    [data.metrics, wanted]
  );
  const { replaceVariables } = props.fieldContext;
  const end = referenceEnd(options.reference, context.range, replaceVariables);
  const count = { ranking: data.rows, time: data.lines, control: data.metrics, distribution: [] }[shown].length;
  const summary = {
    ranking: ranking.summary,
    time: timeSummary(rows),
    control: typeof end === 'number' ? '' : end.sentence,
    distribution: '',
  }[shown];
  const hasFilter = count >= FILTER_FROM;
  const headerHeight =
    height >= HEADER_FROM && (summary !== '' || hasFilter || views.length > 1 || hasNotices) ? HEADER : 0;
  const room = { width, height: height - headerHeight };
  return (
    <>
      {headerHeight > 0 && (
        <Header
          {...{ summary, views, shown, onView, width, hasNotices }}
          filter={hasFilter ? { text: filter, set: setFilter } : undefined}
        />
      )}
      {shown === 'ranking' && (
        <>
          <Ranking
            {...{ formats, hint, choose, ...room }}
            view={ranking}
            chosen={props.chosen}
            openLinks={props.openLinks}
          />
          <AccessibleTable view={ranking} />
        </>
      )}
      {shown === 'time' && <TimeView {...{ rows, formats, context, hint, choose, ...room }} as={options.timeAs} />}
      {shown === 'control' && typeof end === 'number' && (
        <ControlCharts {...{ metrics, context, ...room }} until={end} confidence={options.confidence} />
      )}
    </>
  );
}
