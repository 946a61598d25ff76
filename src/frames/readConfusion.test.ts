import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';

import { recordedFrames, truth } from '../../test/recorded';
import { marginals, qualityMeasure, qualityOfEachClass } from '../statistics/classification';
import { type Confusion, reorderClasses, toDense } from '../statistics/confusion';
import { defaultQuery } from '../query/query';
import { confusionFrame } from './confusionFrame';
import { type ConfusionRead, readConfusion } from './readConfusion';

function read(...args: Parameters<typeof readConfusion>): ConfusionRead {
  const result = readConfusion(...args);
  if ('sentence' in result) {
    throw new Error(result.sentence);
  }
  return result;
}

function refusal(...args: Parameters<typeof readConfusion>): string {
  const result = readConfusion(...args);
  if (!('sentence' in result)) {
    throw new Error('It was read');
  }
  return result.sentence;
}

function matrix(confusion: Confusion, classes: string[]): number[][] {
  const dense = Array.from(toDense(reorderClasses(confusion, classes)));
  return classes.map((_, row) => dense.slice(row * classes.length, (row + 1) * classes.length));
}

function counts(confusion: Confusion): Record<string, number> {
  const { classes, actual, predicted, count } = confusion;
  return Object.fromEntries(Array.from(count, (n, i) => [`${classes[actual[i]]} > ${classes[predicted[i]]}`, n]));
}

/** A table from columns; text is a string field, numbers a number field unless told otherwise. */
function table(columns: Record<string, unknown[]>, types: Record<string, FieldType> = {}, refId = 'A'): DataFrame {
  return createDataFrame({
    refId,
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      type: types[name] ?? (values.some((value) => typeof value === 'string') ? FieldType.string : FieldType.number),
    })),
  });
}

function series(labels: Record<string, string>, values: Array<number | null>, times = values.map((_, i) => 1000 * i)) {
  return createDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'Value', type: FieldType.number, values, labels },
    ],
  });
}

describe('frames recorded from a real Grafana', () => {
  describe.each([
    ['prometheus/confusion-two-classes', 'credit-risk v1, last 24 h'],
    ['prometheus/confusion-range-macro', 'credit-risk v1, last 24 h'],
    ['prometheus/confusion-twelve-odd-names', 'intent, last 24 h'],
    ['elasticsearch/confusion-two-classes', 'credit-risk v1, last 24 h'],
    ['elasticsearch/confusion-twelve-odd-names', 'intent, last 24 h'],
  ])('%s', (recording, window) => {
    const { labels, ...expected } = truth(window);
    const { confusion, notices } = read(recordedFrames(recording));

    it('gives the matrix of the events', () => {
      expect(matrix(confusion, labels)).toEqual(expected.confusion_rows_actual);
      expect(notices).toEqual([]);
    });

    it("gives scikit-learn's measures of each class and of all", () => {
      const m = marginals(reorderClasses(confusion, labels));
      const each = (measure: 'precision' | 'recall' | 'fBeta') =>
        qualityOfEachClass(m, { measure }).map(({ value }) => value);
      expect(Array.from(m.actual)).toEqual(expected.support);
      expect(each('precision')).toEqual(expected.precision);
      expect(each('recall')).toEqual(expected.recall);
      each('fBeta').forEach((f1, k) => expect(f1).toBeCloseTo(expected.f1[k], 14));
      const overall = (measure: 'accuracy' | 'balancedAccuracy' | 'mcc' | 'kappa') =>
        qualityMeasure(m, { measure, average: 'macro' }).value;
      expect(overall('accuracy')).toBeCloseTo(expected.accuracy, 14);
      expect(overall('balancedAccuracy')).toBeCloseTo(expected.balanced_accuracy, 14);
      expect(overall('mcc')).toBeCloseTo(expected.mcc, 12);
      expect(overall('kappa')).toBeCloseTo(expected.cohen_kappa, 12);
    });
  });

  it('an empty answer that says why is taken at its word', () => {
    const notices = [{ severity: 'warning' as const, text: 'No series named x in Prometheus. Map it.' }];
    expect(refusal([createDataFrame({ meta: { notices }, fields: [] })])).toBe(notices[0].text);
  });

  it.each(['prometheus/empty', 'prometheus/empty-over-time', 'elasticsearch/empty'])(
    '%s is said to be empty',
    (recording) => {
      expect(refusal(recordedFrames(recording))).toMatch(/^The query returned no outcomes/);
    }
  );

  it.each([
    'prometheus/accuracy-over-time',
    'prometheus/scalar',
    'elasticsearch/score-histogram',
    'elasticsearch/extended-stats',
  ])('%s is no confusion matrix, and is told so', (recording) => {
    expect(refusal(recordedFrames(recording))).toMatch(/^No fields? holds? the /);
  });
});

describe('our own counts frame', () => {
  const rows = [
    { actual: 'yes', predicted: 'yes', count: 5, version: 'v1' },
    { actual: 'yes', predicted: 'no', count: 2, version: 'v1' },
    { actual: 'yes', predicted: 'yes', count: 1, version: 'v2' },
  ];
  const meta = { query: { ...defaultQuery, byVersion: true }, from: 0, to: 1 };

  it('is read back, versions added together and said so', () => {
    const result = read([confusionFrame(rows, meta, [])]);
    expect(counts(result.confusion)).toEqual({ 'yes > yes': 6, 'yes > no': 2 });
    expect(result.meta).toEqual(meta);
    expect(result.notices).toEqual(['Versions v1 and v2 were added together. Filter the query to see one alone.']);
  });

  it('of another kind is refused with what to do', () => {
    const quality = { ...meta, query: { ...meta.query, kind: 'quality' as const } };
    expect(refusal([confusionFrame(rows, quality, [])])).toMatch(/Choose 'Confusion matrix' as the kind of query/);
  });
});

describe('a long table', () => {
  it.each([
    ['actual', 'predicted', 'count'],
    ['y_true', 'y_pred', 'n'],
    ['label', 'prediction', 'COUNT(*)'],
    ['outcome.label.keyword', 'prediction.label.keyword', 'Count'],
    ['Actual Class', 'Predicted Class', 'Value #A'],
    ['truth', 'predicted label', 'id (count)'],
  ])('is known by usual names: %s, %s, %s', (actual, predicted, count) => {
    const frame = table({ score: [9, 9], [actual]: ['a', 'a'], [predicted]: ['a', 'b'], [count]: [3, 4] });
    expect(counts(read([frame]).confusion)).toEqual({ 'a > a': 3, 'a > b': 4 });
  });

  it('is read by the fields that the user chose', () => {
    const frame = table({ actual: ['x', 'x'], wahr: ['a', 'a'], geraten: ['a', 'b'], anzahl: [3, 4] });
    const fields = { actual: 'wahr', predicted: 'geraten', count: 'anzahl' };
    expect(counts(read([frame], fields).confusion)).toEqual({ 'a > a': 3, 'a > b': 4 });
  });

  it('is summed over time, which is said', () => {
    const columns = { time: [1, 1, 2], actual: ['a', 'b', 'a'], predicted: ['a', 'a', 'a'], count: [3, 4, 5] };
    const { confusion, notices } = read([table(columns, { time: FieldType.time })]);
    expect(counts(confusion)).toEqual({ 'a > a': 8, 'b > a': 4 });
    expect(notices).toEqual([
      'Counts at 2 times were added together. If each is a total already, query the last one only.',
    ]);
  });

  it('may have numbers, booleans and enums for classes', () => {
    const numbers = table({ actual: [0, 1, 10], predicted: [0, 0, 10], count: [1, 2, 3] });
    expect(counts(read([numbers]).confusion)).toEqual({ '0 > 0': 1, '1 > 0': 2, '10 > 10': 3 });
    const flags = table(
      { actual: [true, false], predicted: [true, true], count: [1, 2] },
      { actual: FieldType.boolean, predicted: FieldType.boolean }
    );
    expect(counts(read([flags]).confusion)).toEqual({ 'true > true': 1, 'false > true': 2 });
    const places = createDataFrame({
      fields: [
        { name: 'actual', type: FieldType.enum, values: [0, 1], config: { type: { enum: { text: ['no', 'yes'] } } } },
        { name: 'predicted', type: FieldType.string, values: ['no', 'no'] },
      ],
    });
    expect(counts(read([places]).confusion)).toEqual({ 'no > no': 1, 'yes > no': 1 });
  });

  it('may have counts that an untyped source gave as text', () => {
    const frame = table({ actual: ['a', 'b'], predicted: ['a', 'a'], count: ['3', 'many'] });
    const { confusion, notices } = read([frame]);
    expect(counts(confusion)).toEqual({ 'a > a': 3 });
    expect(notices).toEqual(['1 row has no finite count and was left out.']);
  });

  it('counts what it leaves out, by reason', () => {
    const frame = table({
      actual: ['a', null, null, 'a', 'a', 'a', 'a', 'a', null],
      predicted: ['a', 'a', null, null, 'b', 'b', 'b', 'b', 'a'],
      count: [7, 1, 1, 1, -1, NaN, Infinity, null, 0],
    });
    const { confusion, notices } = read([frame]);
    expect(counts(confusion)).toEqual({ 'a > a': 7 });
    expect(notices).toEqual([
      '2 rows have no actual class and were left out.',
      '1 row has no predicted class and was left out.',
      '1 row has a negative count and was left out.',
      '3 rows have no finite count and were left out.',
    ]);
  });

  it('keeps hostile class names apart, as they are', () => {
    const names = [
      '',
      ' ',
      'a',
      'a ',
      '<script>alert(1)</script>',
      '__proto__',
      'constructor',
      'x'.repeat(10_000),
      'a,b',
    ];
    const pairs = names.flatMap((actual) => names.map((predicted) => ({ actual, predicted })));
    const frame = table({
      actual: pairs.map(({ actual }) => actual),
      predicted: pairs.map(({ predicted }) => predicted),
      count: pairs.map((_, i) => i + 1),
    });
    const expected = names.map((_, row) => names.map((_, column) => row * names.length + column + 1));
    expect(matrix(read([frame]).confusion, names)).toEqual(expected);
  });

  it('of zeros has no outcomes: the emitter initialised them', () => {
    const frame = table({ actual: ['a', 'b'], predicted: ['a', 'a'], count: [0, 0] });
    expect(refusal([frame])).toMatch(/^Every count is 0/);
  });
});

describe('raw records', () => {
  it('are counted', () => {
    const frame = table({
      'outcome.label': ['a', 'a', 'b', 'a'],
      'prediction.label': ['a', 'a', 'a', 'b'],
      'prediction.score': [0.1, 0.2, 0.3, 0.9],
    });
    const { confusion, notices } = read([frame]);
    expect(counts(confusion)).toEqual({ 'a > a': 2, 'b > a': 1, 'a > b': 1 });
    expect(notices).toEqual([]);
  });

  it('whose outcome is not known yet are left out', () => {
    const { notices } = read([table({ actual: ['a', null, null], predicted: ['a', 'a', 'b'] })]);
    expect(notices).toEqual(['2 rows have no actual class and were left out.']);
  });

  it('that look like counts under an unknown name are said to be counted once each', () => {
    const { notices } = read([table({ actual: ['a', 'a'], predicted: ['a', 'b'], anzahl: [3, 4] })]);
    expect(notices).toEqual(["Each row was counted once. If 'anzahl' holds counts, choose it as the count field."]);
  });

  it('may be a million', () => {
    const classes = Array.from({ length: 50 }, (_, i) => `class ${i}`);
    const columns = {
      actual: Array.from({ length: 1_000_000 }, (_, i) => classes[(i * 7) % 50]),
      predicted: Array.from({ length: 1_000_000 }, (_, i) => (i % 1000 === 0 ? null : classes[(i * 7 + (i % 9)) % 50])),
    };
    const frame = table(columns);
    const { confusion, notices } = read([frame]);
    expect(confusion.count.reduce((sum, n) => sum + n, 0)).toBe(999_000);
    expect(notices).toEqual(['1,000 rows have no predicted class and were left out.']);
  });
});

describe('labelled series', () => {
  it('over time give their last value', () => {
    const frames = [
      series({ actual: 'a', predicted: 'a' }, [1, 5, 9]),
      series({ actual: 'a', predicted: 'b' }, [4, 2, 1]),
    ];
    expect(counts(read(frames).confusion)).toEqual({ 'a > a': 9, 'a > b': 1 });
  });

  it('that ended before the others have no value now', () => {
    const frames = [
      series({ actual: 'a', predicted: 'a' }, [1, 5, 9]),
      series({ actual: 'a', predicted: 'b' }, [4], [0]),
      series({ actual: 'b', predicted: 'b' }, [3, 3], [0, 1000]),
    ];
    const { confusion, notices } = read(frames);
    expect(counts(confusion)).toEqual({ 'a > a': 9, 'b > b': 3 });
    expect(notices).toEqual(['1 series ended before the others and was left out.']);
  });

  it('may be several fields of one frame', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'Time', type: FieldType.time, values: [1, 2] },
        { name: 'Value', type: FieldType.number, values: [1, 2], labels: { actual: 'a', predicted: 'a' } },
        { name: 'Value', type: FieldType.number, values: [3, 4], labels: { actual: 'b', predicted: 'a' } },
        { name: 'Value', type: FieldType.number, values: [5, null], labels: { actual: 'b', predicted: 'b' } },
      ],
    });
    const { confusion, notices } = read([frame]);
    expect(counts(confusion)).toEqual({ 'a > a': 2, 'b > a': 4 });
    expect(notices).toEqual(['1 series has no finite count and was left out.']);
  });

  it('that differ in a further label are added together, which is said', () => {
    const frames = [
      series({ actual: 'a', predicted: 'a', version: 'v1' }, [1]),
      series({ actual: 'a', predicted: 'a', version: 'v2' }, [2]),
    ];
    const { confusion, notices } = read(frames);
    expect(counts(confusion)).toEqual({ 'a > a': 3 });
    expect(notices).toEqual(['Series that differ in version were added together.']);
  });

  it('without one of the labels are left out', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'Value', type: FieldType.number, values: [1], labels: { actual: 'a', predicted: 'a' } },
        { name: 'Value', type: FieldType.number, values: [3], labels: { actual: 'b' } },
      ],
    });
    expect(read([frame]).notices).toEqual(['1 series without labels for both classes was left out.']);
  });
});

describe('a wide matrix', () => {
  it('has a row for each actual class and a column for each predicted class', () => {
    const frame = table({ 'actual\\predicted': ['a', 'b'], a: [5, 1], b: [2, 7] });
    expect(counts(read([frame]).confusion)).toEqual({ 'a > a': 5, 'a > b': 2, 'b > a': 1, 'b > b': 7 });
  });

  it('is not any table with text and numbers', () => {
    const sentence = refusal([table({ host: ['web', 'db'], cpu: [5, 1], memory: [2, 7] })]);
    expect(sentence).toMatch(/^No fields hold the actual and the predicted class\./);
    expect(sentence).toMatch(/The data has host, cpu and memory\.$/);
  });

  it('may have empty cells, which are counted out', () => {
    const { confusion, notices } = read([table({ actual: ['a', 'b'], a: [5, null], b: [2, 7] })]);
    expect(counts(confusion)).toEqual({ 'a > a': 5, 'a > b': 2, 'b > b': 7 });
    expect(notices).toEqual(['1 cell has no finite count and was left out.']);
  });
});

describe('frames that cannot be read', () => {
  it('say which class is missing and what to do', () => {
    expect(refusal([table({ actual: ['a'], guess: ['a'] })])).toBe(
      "No field holds the predicted class. Name one 'predicted', or choose it in the panel's options under 'Data'. The data has actual and guess."
    );
    expect(refusal([table({ predicted: ['a'], guess: ['a'] })])).toMatch(/^No field holds the actual class\./);
  });

  it('say which chosen field there is not', () => {
    const frame = table({ actual: ['a'], predicted: ['a'], count: [1] });
    expect(refusal([frame], { actual: 'gone' })).toMatch(/^No field is named 'gone'\. Choose another actual field/);
    expect(refusal([frame], { count: 'gone' })).toMatch(/^No field is named 'gone'\. Choose another count field/);
    expect(refusal([frame], { actual: 'count', predicted: 'count' })).toMatch(/cannot both be in the field 'count'/);
  });

  it('say so when nothing is left', () => {
    expect(refusal([table({ actual: [null, null], predicted: ['a', 'b'] })])).toBe(
      'Nothing could be counted. 2 rows have no actual class and were left out.'
    );
    expect(refusal([])).toMatch(/^The query returned no outcomes/);
  });

  it('leave the others on screen, with a notice', () => {
    const good = table({ actual: ['a'], predicted: ['a'], count: [2] });
    const { confusion, notices } = read([good, table({ host: ['web'], cpu: [1] }, {}, 'B')]);
    expect(counts(confusion)).toEqual({ 'a > a': 2 });
    expect(notices).toEqual([expect.stringMatching(/^Query B was left out\. No fields hold/)]);
  });
});

describe('several queries', () => {
  it('are added together, which is said', () => {
    const frame = (refId: string) => table({ actual: ['a'], predicted: ['b'], count: [2] }, {}, refId);
    const { confusion, notices } = read([frame('A'), frame('B')]);
    expect(counts(confusion)).toEqual({ 'a > b': 4 });
    expect(notices).toEqual(['Queries A and B were added together.']);
  });
});

describe('laws', () => {
  const records = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 })), {
    minLength: 1,
    maxLength: 60,
  });

  it('records, their counts, and their labelled numbers are the same matrix', () => {
    fc.assert(
      fc.property(records, (pairs) => {
        const raw = table({ actual: pairs.map(([a]) => a), predicted: pairs.map(([, p]) => p) });
        const { confusion } = read([raw]);
        const { classes, actual, predicted, count } = confusion;
        const name = (places: Int32Array) => Array.from(places, (place) => classes[place]);
        const long = table({ actual: name(actual), predicted: name(predicted), count: Array.from(count) });
        const labelled = Array.from(count, (n, i) =>
          series({ actual: classes[actual[i]], predicted: classes[predicted[i]] }, [n])
        );
        expect(matrix(read([long]).confusion, [...classes])).toEqual(matrix(confusion, [...classes]));
        expect(matrix(read(labelled).confusion, [...classes])).toEqual(matrix(confusion, [...classes]));
      })
    );
  });

  it('reading changes nothing in the frames', () => {
    const frames = recordedFrames('elasticsearch/confusion-two-classes');
    const before = JSON.stringify(frames);
    read(frames);
    expect(JSON.stringify(frames)).toBe(before);
  });
});
