import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';

import { recordedFrames } from '../../../test/recorded';
import { readAnswer } from './readAnswer';
import { number, series } from './testValues';
import { noData } from './values';

describe('as Grafana read them in the same rules', () => {
  it('a table of two texts and a count gives numbers with both as labels', () => {
    const labels = (actual: string, predicted: string) => ({ 'outcome.label': actual, 'prediction.label': predicted });
    const expected = [
      number(1180, labels('reject', 'reject')),
      number(470, labels('reject', 'approve')),
      number(1635, labels('approve', 'reject')),
      number(4316, labels('approve', 'approve')),
    ];
    const answer = readAnswer(recordedFrames('elasticsearch/confusion-two-classes'));
    expect(answer).toHaveLength(4);
    expect(answer).toEqual(expect.arrayContaining(expected));
  });

  it('frames of an instant query give numbers, NaN and infinities among them', () => {
    expect(readAnswer(recordedFrames('prometheus/nan-and-inf'))).toEqual(
      expect.arrayContaining([number(NaN, { what: 'nan' }), number(Infinity, { what: 'inf' })])
    );
    expect(readAnswer(recordedFrames('prometheus/scalar'))).toEqual([
      expect.objectContaining({ type: 'number', labels: {} }),
    ]);
  });

  it.each(['prometheus/empty', 'prometheus/empty-over-time', 'elasticsearch/empty'])('%s is no data', (name) => {
    expect(readAnswer(recordedFrames(name))).toEqual([noData]);
  });

  it('a histogram is refused', () => {
    expect(readAnswer(recordedFrames('elasticsearch/score-histogram'))).toEqual({
      sentence: expect.stringContaining('A query answers with a table that rules cannot read.'),
    });
  });
});

it('series keep times, labels and nulls', () => {
  const [first] = recordedFrames('elasticsearch/counts-over-time-from-expression');
  const [time, value] = first.fields;
  expect(readAnswer([first])).toEqual([
    series(
      Array.from(time.values, (at: number, row): [number, number] => [at, value.values[row]]),
      { 'outcome.label': 'approve', 'prediction.label': 'approve' }
    ),
  ]);
  expect(readAnswer(recordedFrames('elasticsearch/empty-over-time'))).toEqual([
    expect.objectContaining({ type: 'series', labels: {} }),
  ]);
  expect(
    readAnswer([
      frame([
        ['t', FieldType.time, [0, 60_000]],
        ['a', FieldType.number, [1, null]],
        ['b', FieldType.number, [NaN, 2]],
      ]),
    ])
  ).toEqual([
    series([
      [0, 1],
      [60_000, undefined],
    ]),
    series([
      [0, NaN],
      [60_000, 2],
    ]),
  ]);
});

it('odd texts are labels as they are, and a missing one is empty', () => {
  const odd = '</script>"\\\n$1 模';
  expect(
    readAnswer([
      frame([
        [odd, FieldType.string, [odd, null]],
        ['n', FieldType.number, [1, null]],
      ]),
    ])
  ).toEqual([number(1, { [odd]: odd }), number(undefined, { [odd]: '' })]);
});

it.each<[string, Array<[string, FieldType, unknown[]]>]>([
  [
    'texts over time',
    [
      ['t', FieldType.time, [0]],
      ['class', FieldType.string, ['a']],
      ['n', FieldType.number, [1]],
    ],
  ],
  [
    'two times',
    [
      ['t', FieldType.time, [0]],
      ['u', FieldType.time, [0]],
      ['n', FieldType.number, [1]],
    ],
  ],
  ['no number', [['t', FieldType.time, [0]]]],
  [
    'two numbers',
    [
      ['class', FieldType.string, ['a']],
      ['n', FieldType.number, [1]],
      ['m', FieldType.number, [1]],
    ],
  ],
])('%s are refused', (_, fields) => {
  expect(readAnswer([frame(fields)])).toHaveProperty('sentence');
});

it('several tables are refused', () => {
  const table = frame([
    ['class', FieldType.string, ['a']],
    ['n', FieldType.number, [1]],
  ]);
  expect(readAnswer([table, table])).toHaveProperty('sentence');
});

function frame(fields: Array<[string, FieldType, unknown[]]>): DataFrame {
  return createDataFrame({ fields: fields.map(([name, type, values]) => ({ name, type, values })) });
}
