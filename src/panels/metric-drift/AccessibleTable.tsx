import React, { memo, useDeferredValue } from 'react';

import { useSettled } from '../shared/useSettled';
import { visuallyHidden } from '../shared/visuallyHidden';
import { type RankingView, rowSentences } from './rankingView';
import { statusLooks } from './status';

/** A longer table is no help to who hears it. */
const MOST_ROWS = 50;

/** The ranking for screen readers; not to be seen, so it follows when there is time. */
export function AccessibleTable({ view }: { view: RankingView }) {
  const settled = useSettled();
  const shown = useDeferredValue(view);
  return (
    <div className={visuallyHidden} data-testid="drift-table">
      {settled && <Table view={shown} />}
    </div>
  );
}

const Table = memo(function Table({ view: { rows, summary } }: { view: RankingView }) {
  const which = rows.length > MOST_ROWS ? ` The first ${MOST_ROWS} of them.` : '';
  return (
    <table>
      <caption>{`${summary}.${which}`}</caption>
      <thead>
        <tr>
          {['Variable', 'Drift', 'Verdict', 'In words'].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST_ROWS).map(({ row, name, score }) => (
          <tr key={row.key}>
            <th scope="row">{name}</th>
            <td>{`${row.measureName} ${score}`}</td>
            <td>{statusLooks[row.status].text}</td>
            <td>{rowSentences(row).join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
