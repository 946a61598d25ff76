import fc from 'fast-check';

import { truth } from '../../../test/recorded';
import { type Confusion, confusionFromDense } from '../../statistics/confusion';
import { plainFormats } from '../shared/formats';
import { errorShare } from './cellColors';
import { cellAt, cellIndex } from './cells';
import { cellText, isNoData } from './cellText';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { cellSentence, cellSentences } from './sentences';
import { makeView } from './viewModel';

function view(confusion: Confusion, options: Partial<ConfusionMatrixOptions> = {}) {
  return makeView(confusion, { ...defaultOptions, ...options }, plainFormats());
}

const credit = truth('credit-risk v1, last 24 h');
const creditRisk = confusionFromDense(credit.labels, credit.confusion_rows_actual);
const intents = truth('intent, last 24 h');
const intent = confusionFromDense(intents.labels, intents.confusion_rows_actual);

describe('a cell', () => {
  it('reads as a sentence, with the share of its row and the interval', () => {
    expect(cellSentence(view(creditRisk), 0, 1)).toBe(
      '1,635 of 5,951 approve were predicted reject (27.5 %, 95 % interval 26.4 to 28.6)'
    );
    expect(cellSentence(view(creditRisk, { confidence: 0.99 }), 0, 1)).toMatch(/99 % interval 26\.0 to 29\.0/);
  });

  it('is told with its row and its column', () => {
    expect(cellSentences(view(creditRisk), 0, 1)).toMatchObject({
      row: 'approve: 5,951 of 7,601 outcomes, 72.5 % predicted right (recall, 95 % interval 71.4 to 73.6)',
      column:
        'Predicted reject: 2,815, 41.9 % right (precision, 95 % interval 40.1 to 43.8), 58.1 % of them were approve',
    });
  });

  it('says what the option asks for', () => {
    const text = (show: ConfusionMatrixOptions['show']) => {
      const shown = view(creditRisk, { show });
      return cellText(shown, cellAt(shown, 0, 1));
    };
    expect([text('count'), text('row'), text('column'), text('all')]).toEqual(['1,635', '27.5 %', '58.1 %', '21.5 %']);
  });

  it('is shorter where there is little room', () => {
    const counts = view(creditRisk);
    expect(cellText(counts, cellAt(counts, 0, 1), true)).toBe('1.6k');
    const shares = view(creditRisk, { show: 'row' });
    expect(cellText(shares, cellAt(shares, 0, 1), true)).toBe('27');
  });

  it('is as strong as its share of the row, errors by the square root', () => {
    const { weight } = view(creditRisk);
    expect(weight[0]).toBeCloseTo(4316 / 5951, 6);
    expect(weight[1]).toBeCloseTo(Math.sqrt(1635 / 5951), 6);
    expect(view(creditRisk, { intensity: 'column' }).weight[0]).toBeCloseTo(4316 / 4786, 6);
    expect(view(creditRisk, { intensity: 'all' }).weight[0]).toBe(1);
  });

  it('has for thresholds the share of errors; the diagonal that of its row', () => {
    const matrix = view(creditRisk);
    expect(errorShare(matrix, 1)).toBeCloseTo(1635 / 5951, 6);
    expect(errorShare(matrix, 0)).toBeCloseTo(1635 / 5951, 6);
  });

  it('of 0 in a row with outcomes is 0, with an interval', () => {
    const shown = view(intent);
    expect(cellText(shown, cellAt(shown, 0, 1))).toBe('0');
    expect(cellSentence(shown, 0, 1)).toBe(
      '0 of 389 “a,b” were predicted “back\\slash” (0.0 %, 95 % interval 0.0 to 1.0)'
    );
  });
});

describe('a row without outcomes', () => {
  const confusion = confusionFromDense(
    ['a', 'b'],
    [
      [3, 1],
      [0, 0],
    ]
  );

  it('is no data, never 0 %', () => {
    for (const show of ['count', 'row', 'all'] as const) {
      const shown = view(confusion, { show });
      expect(isNoData(shown, 1, 0)).toBe(true);
      expect(cellText(shown, cellAt(shown, 1, 0))).toBe('–');
    }
    expect(cellSentence(view(confusion), 1, 0)).toBe('No outcome was b: no data');
    expect(view(confusion).classes[1].recall.value).toBeUndefined();
  });

  it('has a precision where the class was predicted', () => {
    expect(view(confusion).classes[1].precision.value).toBe(0);
  });

  it('is a column without predictions where shares of the column are shown', () => {
    const transposed = confusionFromDense(
      ['a', 'b'],
      [
        [3, 0],
        [1, 0],
      ]
    );
    const shown = view(transposed, { show: 'column' });
    expect(cellText(shown, cellAt(shown, 0, 1))).toBe('–');
    expect(cellText(view(transposed), cellAt(view(transposed), 0, 1))).toBe('0');
  });
});

describe('the scores', () => {
  it('of each class are those of scikit-learn', () => {
    const { classes } = view(intent);
    for (const { name, precision, recall, f1, actual } of classes) {
      const k = intents.labels.indexOf(name);
      expect(precision.value).toBe(intents.precision[k]);
      expect(recall.value).toBe(intents.recall[k]);
      expect(f1.value).toBeCloseTo(intents.f1[k], 14);
      expect(actual).toBe(intents.support[k]);
    }
  });

  it('of all are those of scikit-learn, with intervals where they are defined', () => {
    const texts = Object.fromEntries(view(creditRisk).scores.map(({ id, text, interval }) => [id, [text, interval]]));
    expect(texts).toEqual({
      accuracy: ['72.3 %', '71.3 to 73.3'],
      outcomes: ['7,601', undefined],
      balancedAccuracy: ['72.0 %', '70.8 to 73.2'],
      fBeta: ['66.6 %', undefined],
      mcc: ['0.376', undefined],
      kappa: ['0.351', undefined],
      baselineAccuracy: ['78.3 %', undefined],
    });
  });

  it('that are undefined are no data', () => {
    const oneClass = view(confusionFromDense(['a'], [[5]]));
    expect(oneClass.scores.find(({ id }) => id === 'mcc')?.text).toBe('–');
  });
});

describe('the classes', () => {
  const names = (options: Partial<ConfusionMatrixOptions>) => view(intent, options).classes.map(({ name }) => name);

  it('come in the order asked for', () => {
    expect(names({})[0]).toBe('a,b');
    expect(names({ order: 'support' }).slice(0, 2)).toEqual(['cancel', 'refund']);
    expect(names({ order: 'given', classes: ['refund', 'no such class', 'greet'] }).slice(0, 2)).toEqual([
      'refund',
      'greet',
    ]);
  });

  it('that are numbers are ordered as numbers', () => {
    const digits = confusionFromDense(['10', '9', '2'], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]); // prettier-ignore
    expect(view(digits).classes.map(({ name }) => name)).toEqual(['2', '9', '10']);
  });

  it('beyond the top ones are summed, and the overall scores stay', () => {
    const top = view(intent, { topClasses: 3 });
    expect(top.classes.map(({ name }) => name)).toEqual(['a,b', 'cancel', 'refund', '9 other classes']);
    expect(top.scores).toEqual(view(intent).scores);
    expect(top.total).toBe(4421);
    expect(top.classes[1].precision).toEqual(view(intent).classes.find(({ name }) => name === 'cancel')?.precision);
  });

  it('that are summed are neither right nor wrong among themselves', () => {
    const top = view(intent, { topClasses: 3 });
    expect(cellAt(top, 3, 3).kind).toBe('mixed');
    expect(cellSentence(top, 3, 3)).toMatch(
      /^3,052 of 3,236 of 9 other classes were predicted one of these classes, right or wrong/
    );
  });

  it('are not summed to hide a single one', () => {
    expect(names({ topClasses: 11 })).toHaveLength(12);
  });
});

describe('laws', () => {
  const dense = fc
    .integer({ min: 1, max: 6 })
    .chain((n) => fc.array(fc.array(fc.nat(50), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }))
    .filter((rows) => rows.flat().some((count) => count > 0));

  it('every cell is found where it is, and rows add up to their totals', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const classes = rows.map((_, k) => `c${k}`);
        const shown = view(confusionFromDense(classes, rows));
        shown.classes.forEach(({ name, actual }, row) => {
          const source = rows[classes.indexOf(name)];
          const counts = shown.classes.map((_, column) => cellAt(shown, row, column).count);
          expect(counts).toEqual(shown.classes.map((column) => source[classes.indexOf(column.name)]));
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(actual);
          counts.forEach((count, column) => expect(cellIndex(shown, row, column) >= 0).toBe(count > 0));
        });
      })
    );
  });

  it('summing classes keeps the total, and strengths stay between 0 and 1', () => {
    fc.assert(
      fc.property(dense, fc.nat(5), fc.constantFrom('row', 'column', 'all'), (rows, topClasses, intensity) => {
        const confusion = confusionFromDense(rows.map((_, k) => `c${k}`), rows); // prettier-ignore
        const shown = view(confusion, { topClasses, intensity: intensity as 'row' });
        expect(shown.cells.count.reduce((sum, count) => sum + count, 0)).toBe(shown.total);
        expect(shown.weight.every((weight) => weight > 0 && weight <= 1)).toBe(true);
      })
    );
  });
});
