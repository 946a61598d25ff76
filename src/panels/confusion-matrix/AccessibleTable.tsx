import React, { memo } from 'react';

import { shorten } from './names';
import { cellSentence } from './sentences';
import { cellAt, cellText, isNoData, type MatrixView } from './viewModel';
import { visuallyHidden } from './visuallyHidden';

/** A table of more rows is no help to who hears it: then the most frequent confusions stand for it. */
const WHOLE_UP_TO = 20;
const CONFUSIONS = 30;

/** The matrix for screen readers; not to be seen. */
export const AccessibleTable = memo(function AccessibleTable({ view }: { view: MatrixView }) {
  return (
    <div className={visuallyHidden} data-testid="confusion-matrix-table">
      {view.classes.length <= WHOLE_UP_TO ? <WholeTable view={view} /> : <ConfusionsTable view={view} />}
    </div>
  );
});

function WholeTable({ view }: { view: MatrixView }) {
  const { formats } = view;
  return (
    <table>
      <caption>Confusion matrix: a row for each actual class, a column for each predicted class.</caption>
      <thead>
        <tr>
          <th scope="col">Actual</th>
          {view.classes.map(({ name, text }) => (
            <th key={name} scope="col">{`Predicted ${shorten(text, 100)}`}</th>
          ))}
          <th scope="col">Support</th>
          <th scope="col">Recall</th>
          <th scope="col">Precision</th>
          <th scope="col">F1</th>
        </tr>
      </thead>
      <tbody>
        {view.classes.map((actual, row) => (
          <tr key={actual.name}>
            <th scope="row">{shorten(actual.text, 100)}</th>
            {view.classes.map(({ name }, column) => (
              <td key={name}>{isNoData(view, row, column) ? 'no data' : cellText(view, cellAt(view, row, column))}</td>
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
}

function ConfusionsTable({ view }: { view: MatrixView }) {
  const { cells } = view;
  const errors = Array.from(cells.count.keys())
    .filter((i) => cells.actual[i] !== cells.predicted[i])
    .sort((a, b) => cells.count[b] - cells.count[a])
    .slice(0, CONFUSIONS);
  return (
    <table>
      <caption>
        {errors.length === 0
          ? `Confusion matrix of ${view.classes.length} classes without an error.`
          : `The ${errors.length} most frequent confusions among ${view.classes.length} classes.`}
      </caption>
      <tbody>
        {errors.map((i) => (
          <tr key={i}>
            <td>{cellSentence(view, cells.actual[i], cells.predicted[i])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
