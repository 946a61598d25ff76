import React, { memo, useDeferredValue } from 'react';

import { shorten } from '../shared/names';
import { useSettled } from '../shared/useSettled';
import { visuallyHidden } from '../shared/visuallyHidden';
import { cellAt } from './cells';
import { cellText, isNoData } from './cellText';
import { cellChange, type Compared } from './compared';
import { cellSentence, spokenSentence } from './sentences';
import { type SortKey } from './sort';
import { type MatrixView } from './viewModel';

/** A table of more rows is no help to who hears it: then the most frequent confusions, or largest changes, stand for it. */
const WHOLE_UP_TO = 20;
const SENTENCES = 30;

/** The matrix for screen readers; not to be seen, so it follows when there is time. */
export function AccessibleTable({ view }: { view: MatrixView }) {
  const settled = useSettled();
  const shown = useDeferredValue(view);
  return (
    <div className={visuallyHidden} data-testid="confusion-matrix-table">
      {settled && (shown.classes.length <= WHOLE_UP_TO ? <WholeTable view={shown} /> : <SentencesTable view={shown} />)}
    </div>
  );
}

const columns: Array<[SortKey, string]> = [
  ['support', 'Support'],
  ['recall', 'Recall'],
  ['precision', 'Precision'],
  ['f1', 'F1'],
];

const WholeTable = memo(function WholeTable({ view }: { view: MatrixView }) {
  const { formats, compared } = view;
  const { sort } = view.arrangement;
  const change = compared && `, ${compared.names.current} against ${compared.names.reference}`;
  return (
    <table>
      <caption>
        {`Confusion matrix${change ?? ''}: a row for each actual class, a column for each predicted class.`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Actual</th>
          {view.classes.map(({ name, text }) => (
            <th key={name} scope="col">{`Predicted ${shorten(text, 100)}`}</th>
          ))}
          {columns.map(([key, heading]) => (
            <th
              key={key}
              scope="col"
              aria-sort={sort.by !== key ? undefined : sort.descending ? 'descending' : 'ascending'}
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.classes.map((actual, row) => (
          <tr key={actual.name}>
            <th scope="row">{shorten(actual.text, 100)}</th>
            {view.classes.map(({ name }, column) => (
              <td key={name}>{compared ? changeCell(view, compared, row, column) : plainCell(view, row, column)}</td>
            ))}
            <td>{formats.count(actual.actual)}</td>
            {[actual.recall, actual.precision, actual.f1].map(({ value }, k) => (
              <td key={k}>{value === undefined ? 'no data' : formats.share(value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function plainCell(view: MatrixView, row: number, column: number): string {
  return isNoData(view, row, column) ? 'no data' : cellText(view, cellAt(view, row, column));
}

/** '27.5 %, before 25.4 %, change +2.1 points, surely' */
function changeCell(view: MatrixView, compared: Compared, row: number, column: number): string {
  const { formats, options } = view;
  const { now, before, change, sure } = cellChange(view, compared, row, column);
  if (options.compare.show === 'count') {
    return `${formats.count(now.count)}, before ${formats.count(before.count)}${sure ? ', share surely differs' : ''}`;
  }
  const share = (value: number | undefined) => (value === undefined ? 'no data' : formats.share(value));
  const changed = change ? `, change ${formats.change(change.value)} points${sure ? ', surely' : ''}` : '';
  return `${share(now.share)}, before ${share(before.share)}${changed}`;
}

const SentencesTable = memo(function SentencesTable({ view }: { view: MatrixView }) {
  const { cells, compared, classes } = view;
  const found = compared ? largestChanges(compared) : mostFrequentErrors(view);
  const what = compared ? 'largest changes' : 'most frequent confusions';
  return (
    <table>
      <caption>
        {found.length === 0
          ? `Confusion matrix of ${classes.length} classes without ${compared ? 'a change' : 'an error'}.`
          : `The ${found.length} ${what} among ${classes.length} classes.`}
      </caption>
      <tbody>
        {found.map((i) => (
          <tr key={i}>
            <td>{(compared ? spokenSentence : cellSentence)(view, cells.actual[i], cells.predicted[i])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function mostFrequentErrors({ cells }: MatrixView): number[] {
  return top(cells.count.length, (i) => (cells.actual[i] === cells.predicted[i] ? 0 : cells.count[i]));
}

/** Sure ones first. */
function largestChanges({ change, sure }: Compared): number[] {
  return top(change.length, (i) => (Math.abs(change[i]) || 0) + sure[i]);
}

/** The places with the greatest values above 0, greatest first; a million of them are not sorted for thirty. */
function top(length: number, value: (i: number) => number): number[] {
  const best: number[] = [];
  let least = 0;
  for (let i = 0; i < length; i++) {
    if (value(i) > least) {
      best.push(i);
      if (best.length >= 8 * SENTENCES) {
        best.sort((a, b) => value(b) - value(a)).length = SENTENCES;
        least = value(best[SENTENCES - 1]);
      }
    }
  }
  return best.sort((a, b) => value(b) - value(a) || a - b).slice(0, SENTENCES);
}
