import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';

import { creditDistributions, driftAnswer, driftOverTime } from '../../../test/driftFrames';
import { defaultOptions } from './options';
import { type DriftData, readData } from './readData';

const judging = { measure: defaultOptions.measure, threshold: '' };

function read(frames: DataFrame[], by = judging): DriftData {
  const data = readData(frames, by);
  if ('sentence' in data) {
    throw new Error(data.sentence);
  }
  return data;
}

function sentence(frames: DataFrame[]): string {
  const data = readData(frames, judging);
  return 'sentence' in data ? data.sentence : 'no sentence';
}

const text = (name: string, values: unknown[]) => ({ name, type: FieldType.string, values });
const number = (name: string, values: unknown[]) => ({ name, type: FieldType.number, values });
const time = (values: number[]) => ({ name: 'Time', type: FieldType.time, values });

describe('our own answers', () => {
  it('are the judged variables, with both distributions of each', () => {
    const { rows, distributionOf, answered } = read(driftAnswer());
    expect(rows.slice(0, 2).map(({ variable, status }) => [variable, status])).toEqual([
      ['employment', 'drift'],
      ['income', 'drift'],
    ]);
    expect(rows.map(({ key }) => distributionOf(key)?.variable)).toEqual(rows.map(({ variable }) => variable));
    expect(answered?.query.kind).toBe('drift');
  });

  it('are drift over time beside them, and an answer without points is none', () => {
    const [empty] = driftOverTime(1, 0);
    const { rows, lines } = read([...driftAnswer(), ...driftOverTime(3, 5), empty]);
    expect([rows.length, lines.length]).toEqual([creditDistributions.length, 3]);
  });

  it('keep a feature and a score of one name apart', () => {
    const [one] = creditDistributions;
    const both = [
      { ...one, variable: 'score' },
      { ...one, variable: 'score', of: 'score' as const },
    ];
    expect(new Set(read(driftAnswer(both)).rows.map(({ key }) => key)).size).toBe(2);
  });

  it('bring their notices, each once', () => {
    const notices = [{ severity: 'info' as const, text: 'Counted since 12:00.' }];
    const answer = driftAnswer(creditDistributions, 'psi', notices);
    expect(read([...answer, ...answer]).notices).toEqual(['Counted since 12:00.']);
  });
});

describe('two distributions of any data source', () => {
  const table = createDataFrame({
    fields: [
      text('category', ['a', 'b "$\\', '</script>']),
      number('current', [500, 400, 100]),
      number('reference', [500, 500, 0]),
    ],
  });

  it('are judged here, by the measure and threshold of the options', () => {
    const [row] = read([table], { measure: 'totalVariation', threshold: '0.5' }).rows;
    expect(row).toMatchObject({ drift: 0.1, threshold: 0.5, status: 'small', measureName: 'total variation' });
    expect(read([table], { measure: 'totalVariation', threshold: '' }).rows[0].threshold).toBe(0.1);
  });

  it('may come from two queries, one for each side', () => {
    const side = (refId: string, values: number[]) =>
      createDataFrame({ refId, fields: [time([9, 9]), text('category', ['a', 'b']), number('Value', values)] });
    const { rows, notices } = read([side('A', [600, 400]), side('B', [500, 500])], {
      measure: 'totalVariation',
      threshold: '0.5',
    });
    expect(rows).toMatchObject([{ drift: 0.1, samples: 1000, referenceSamples: 1000 }]);
    expect(notices).toEqual(['The query A is taken for the current side, B for the reference.']);
    expect(sentence([side('A', [600, 400])])).toMatch(/only one has numbers\. Add the other one, or a second query/);
  });

  it('are judged for each variable, by a floor that many of them share', () => {
    const variables = createDataFrame({
      fields: [
        text('variable', ['x', 'x', 'y', 'y']),
        text('category', ['a', 'b', 'a', 'b']),
        number('current', [500, 400, 50, 50]),
        number('reference', [500, 500, 50, 50]),
      ],
    });
    const { rows } = read([variables]);
    expect(rows.map(({ variable }) => variable)).toEqual(['x', 'y']);
    const alone = createDataFrame({
      ...variables,
      fields: variables.fields.map((f) => ({ ...f, values: f.values.slice(0, 2) })),
    });
    expect(rows[0].floor).toBeGreaterThan(read([alone]).rows[0].floor ?? Infinity);
  });
});

describe('a series over time', () => {
  it('is a metric, in the order of its times, without what is no number', () => {
    const frame = createDataFrame({ fields: [time([3, 1, 2]), number('accuracy', [0.9, NaN, 0.8])] });
    const [metric] = read([frame]).metrics;
    expect(metric).toMatchObject({ name: 'accuracy', times: [1, 2, 3], values: [undefined, 0.8, 0.9] });
  });

  it('is one for each number field, but for bounds and support of our own measures', () => {
    const fields = [time([1, 2]), number('Value', [1, 2]), number('lower', [0, 1]), number('p95', [3, 4])];
    expect(read([createDataFrame({ fields })]).metrics.map(({ name }) => name)).toEqual(['Value', 'p95']);
  });
});

describe('bad input is a sentence', () => {
  it.each([
    ['no frame', [], 'There are no data. The panel reads'],
    ['a frame without fields', [createDataFrame({ fields: [] })], 'There are no data.'],
    ['an answer without variables', driftAnswer([]), 'The query gave nothing to compare.'],
    [
      'one column of counts',
      [createDataFrame({ fields: [text('bin', ['a']), number('n', [1])] })],
      'only one has numbers',
    ],
    ['texts alone', [createDataFrame({ fields: [text('x', ['a'])] })], 'Two columns of counts are needed'],
  ])('%s', (_, frames, expected) => {
    expect(sentence(frames)).toContain(expected);
  });

  it('of one frame of several: a notice, and the others are shown', () => {
    const bad = createDataFrame({ fields: [text('bin', ['a']), number('n', [1])] });
    const { rows, notices } = read([...driftAnswer(), bad]);
    expect(rows).toHaveLength(creditDistributions.length);
    expect(notices.join()).toContain('Two columns of counts are needed');
  });

  it('of 10,000 categories, infinities, nulls and one value is an answer, and never a crash', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `category ${i}`);
    const frame = createDataFrame({
      fields: [
        text('category', many),
        number(
          'current',
          many.map((_, i) => (i === 7 ? Infinity : i % 3))
        ),
        number(
          'reference',
          many.map((_, i) => (i === 9 ? null : 1))
        ),
      ],
    });
    expect(read([frame]).rows[0].samples).toBe(9998);
    const oneValue = createDataFrame({
      fields: [text('category', ['a']), number('current', [9]), number('reference', [9])],
    });
    expect(read([oneValue]).rows[0].status).toBe('too few');
    const onlyNulls = createDataFrame({
      fields: [text('category', [null, null]), number('current', [50, 50]), number('reference', [50, 50])],
    });
    expect(read([onlyNulls]).rows[0]).toMatchObject({ status: 'no data', nulls: 1 });
  });
});
