import { wilson } from '../../statistics/intervals';
import { inSentence } from '../shared/names';
import { cellAt } from './cells';
import { isSum } from './classViews';
import { cellChange } from './compared';
import { type MatrixView } from './viewModel';

/** A matrix of two classes in words. */
export interface BinaryView {
  sentences: Array<{
    /** 'True positives', where the positive class is known. */
    name?: string;
    isRight: boolean;
    /** 'Of 1,650 that were reject, 1,180 (71.5 %, 69.3 to 73.6) were predicted reject.' */
    text: string;
  }>;
  measures: Array<{ name: string; text: string; interval?: string; description: string }>;
}

/** Undefined unless there are exactly two classes. Without a positive class that is one of them none is chosen, and both are named. */
export function binaryView(view: MatrixView): BinaryView | undefined {
  const { classes, options } = view;
  if (classes.length !== 2 || classes.some(isSum)) {
    return undefined;
  }
  const positive = classes.findIndex(({ name }) => name === options.positiveClass);
  const [first, second] = positive === 1 ? [1, 0] : [0, 1];
  const cells = [
    { row: first, column: first, name: 'True positives' },
    { row: first, column: second, name: 'False negatives (misses)' },
    { row: second, column: first, name: 'False positives (false alarms)' },
    { row: second, column: second, name: 'True negatives' },
  ];
  return {
    sentences: cells.map(({ row, column, name }) => ({
      name: positive < 0 ? undefined : name,
      isRight: row === column,
      text: sentence(view, row, column),
    })),
    measures: positive < 0 ? ofBoth(view) : ofPositive(view, first, second),
  };
}

function sentence(view: MatrixView, row: number, column: number): string {
  const { formats, classes, compared } = view;
  const [actual, predicted] = [inSentence(classes[row].text), inSentence(classes[column].text)];
  const { count, shareOfRow, interval } = cellAt(view, row, column);
  if (shareOfRow === undefined) {
    return `No outcome was ${actual}: no data.`;
  }
  const range = interval ? `, ${formats.range(interval.lower, interval.upper)}` : '';
  const were = formats.count(count) === '1' ? 'was' : 'were';
  const before =
    compared && compared.basis === 'row' ? cellChange(view, compared, row, column).before.share : undefined;
  const was = before === undefined ? '' : ` Before: ${formats.share(before)}.`;
  return `Of ${formats.count(classes[row].actual)} that were ${actual}, ${formats.count(count)} (${formats.share(shareOfRow)}${range}) ${were} predicted ${predicted}.${was}`;
}

function ofPositive(view: MatrixView, positive: number, negative: number): BinaryView['measures'] {
  const [yes, no] = [positive, negative].map((place) => inSentence(view.classes[place].text));
  const falseAlarms = cellAt(view, negative, positive).count;
  return [
    measure(view, 'Precision', `Of the predicted ${yes}, the share that was`, place(view, positive, 'predicted')),
    measure(view, 'Recall', `Of the actual ${yes}, the share predicted so`, place(view, positive, 'actual')),
    measure(view, 'Specificity', `Of the actual ${no}, the share predicted so`, place(view, negative, 'actual')),
    measure(view, 'False alarm rate', `Of the actual ${no}, the share predicted ${yes}`, {
      part: falseAlarms,
      all: view.classes[negative].actual,
    }),
  ];
}

function ofBoth(view: MatrixView): BinaryView['measures'] {
  return view.classes.flatMap(({ text }, k) => {
    const name = inSentence(text);
    return [
      measure(
        view,
        `Precision of ${name}`,
        `Of the predicted ${name}, the share that was`,
        place(view, k, 'predicted')
      ),
      measure(view, `Recall of ${name}`, `Of the actual ${name}, the share predicted so`, place(view, k, 'actual')),
    ];
  });
}

function place(view: MatrixView, k: number, of: 'actual' | 'predicted'): { part: number; all: number } {
  return { part: view.classes[k].right, all: view.classes[k][of] };
}

function measure(
  { formats, options }: MatrixView,
  name: string,
  description: string,
  { part, all }: { part: number; all: number }
): BinaryView['measures'][number] {
  const interval = wilson(Math.min(part, all), all, options.confidence);
  return {
    name,
    description,
    text: all > 0 ? formats.share(Math.min(1, part / all)) : formats.noValue,
    interval: interval && formats.range(interval.lower, interval.upper),
  };
}
