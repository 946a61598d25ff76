import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';

import { defaultQuery } from '../query/query';
import { type Confusion } from '../statistics/confusion';
import { confusionFrame, type ConfusionRow } from './confusionFrame';
import { type Comparison, readComparison } from './readComparison';
import { versionsOf } from './versions';

const meta = { query: { ...defaultQuery, byVersion: true }, from: 0, to: 1 };
const ours = (rows: ConfusionRow[]) => confusionFrame(rows, meta, []);

const byVersion = ours([
  { actual: 'yes', predicted: 'yes', count: 5, version: 'v2' },
  { actual: 'yes', predicted: 'no', count: 2, version: 'v9' },
  { actual: 'yes', predicted: 'yes', count: 7, version: 'v10' },
]);

const query = (refId: string, count: number) =>
  createDataFrame({
    refId,
    fields: [
      { name: 'actual', type: FieldType.string, values: ['a'] },
      { name: 'predicted', type: FieldType.string, values: ['b'] },
      { name: 'count', type: FieldType.number, values: [count] },
    ],
  });

const counts = ({ classes, actual, predicted, count }: Confusion) =>
  Object.fromEntries(Array.from(count, (n, i) => [`${classes[actual[i]]} > ${classes[predicted[i]]}`, n]));

function read(frames: DataFrame[], asked?: Comparison) {
  const result = readComparison(frames, {}, asked);
  if ('sentence' in result) {
    throw new Error(result.sentence);
  }
  const { confusion, reference, notices, versions, version, against } = result;
  return {
    counts: counts(confusion),
    before: reference && counts(reference.confusion),
    names: reference?.names,
    notices,
    versions,
    version,
    against,
  };
}

describe('without a comparison', () => {
  it('versions and queries are added together, which is said', () => {
    expect(read([byVersion])).toMatchObject({
      counts: { 'yes > yes': 12, 'yes > no': 2 },
      before: undefined,
      versions: ['v2', 'v9', 'v10'],
      notices: [expect.stringMatching(/^Versions v10, v2 and v9 were added together/)],
    });
    expect(read([query('A', 1), query('B', 2)]).counts).toEqual({ 'a > b': 3 });
  });

  it('one version can be seen alone', () => {
    expect(read([byVersion], { by: 'none', version: 'v9' })).toMatchObject({
      counts: { 'yes > no': 2 },
      notices: [],
      version: 'v9',
    });
  });

  it('a version that is gone gives all together again', () => {
    expect(read([byVersion], { by: 'none', version: 'v1' })).toMatchObject({ version: undefined, against: undefined });
  });
});

describe('versions', () => {
  it('the newest is compared with the one before it', () => {
    expect(read([byVersion], { by: 'version' })).toMatchObject({
      counts: { 'yes > yes': 7 },
      before: { 'yes > no': 2 },
      names: { current: 'version v10', reference: 'version v9' },
      version: 'v10',
      against: 'v9',
      notices: [],
    });
  });

  it('are compared as they are chosen, one or both', () => {
    const versions = (current: string, reference: string) => {
      const found = read([byVersion], { by: 'version', current, reference });
      return [found.version, found.against];
    };
    expect(versions('v2', 'v10')).toEqual(['v2', 'v10']);
    expect(versions('', 'v10')).toEqual(['v9', 'v10']);
    expect(versions('v9', '')).toEqual(['v9', 'v2']);
    expect(versions('v2', '')).toEqual(['v2', 'v9']);
    expect(versions('v9', 'v9')).toEqual(['v9', 'v2']);
  });

  it('that are not there have another stand in, which is said', () => {
    const found = read([byVersion], { by: 'version', current: 'v11', reference: 'v1' });
    expect([found.version, found.against]).toEqual(['v10', 'v9']);
    expect(found.notices).toEqual([
      'Version v11 is not in the data. Version v10 stands in for it.',
      'Version v1 is not in the data. Version v9 stands in for it.',
    ]);
  });

  it('that are none, or one, leave the plain matrix and say so', () => {
    const one = ours([{ actual: 'a', predicted: 'a', count: 1, version: 'v1' }]);
    expect(read([one], { by: 'version' }).notices).toEqual([
      'There is nothing to compare version v1 with: it is the only one in the data.',
    ]);
    const none = read([query('A', 1)], { by: 'version' });
    expect(none.counts).toEqual({ 'a > b': 1 });
    expect(none.notices).toEqual([expect.stringMatching(/^The data tells no versions to compare\./)]);
  });

  it('may be labels of series, as Prometheus gives them', () => {
    const series = (version: string | undefined, value: number) =>
      createDataFrame({
        fields: [
          { name: 'Time', type: FieldType.time, values: [1] },
          {
            name: 'Value',
            type: FieldType.number,
            values: [value],
            labels: { actual: 'a', predicted: 'a', ...(version && { version }) },
          },
        ],
      });
    expect(read([series('1', 3), series('2', 4), series(undefined, 9)], { by: 'version' })).toMatchObject({
      counts: { 'a > a': 4 },
      before: { 'a > a': 3 },
      notices: ['1 row tells no version and was left out.'],
    });
  });

  it('without outcomes leave the plain matrix, so that another can be chosen', () => {
    const frame = ours([
      { actual: 'a', predicted: 'a', count: 3, version: 'v1' },
      { actual: 'a', predicted: 'a', count: 0, version: 'v2' },
    ]);
    for (const asked of [
      { by: 'none', version: 'v2' },
      { by: 'version', current: 'v2' },
    ] as const) {
      const found = read([frame], asked);
      expect(found).toMatchObject({ counts: { 'a > a': 3 }, versions: ['v1', 'v2'], version: undefined });
      expect(found.notices[0]).toMatch(/^Version v2 cannot be shown\. Every count is 0/);
    }
  });

  it('rows without one are left out, and counted', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'model_version', type: FieldType.string, values: ['1', '2', null, ''] },
        { name: 'actual', type: FieldType.string, values: ['a', 'a', 'a', 'a'] },
        { name: 'predicted', type: FieldType.string, values: ['a', 'b', 'a', 'a'] },
      ],
    });
    expect(versionsOf([frame])).toEqual(['1', '2']);
    expect(read([frame], { by: 'version' })).toMatchObject({
      counts: { 'a > b': 1 },
      before: { 'a > a': 1 },
      notices: ['2 rows tell no version and were left out.'],
    });
  });

  it('with hostile names stay apart', () => {
    const names = ['a"b', 'a\\b', '</script>', '{{v}}', '$v', '__proto__'];
    const frame = ours(names.map((version, i) => ({ actual: 'a', predicted: 'a', count: i + 1, version })));
    names.forEach((version, i) => {
      expect(read([frame], { by: 'none', version }).counts).toEqual({ 'a > a': i + 1 });
    });
  });
});

describe('queries', () => {
  it('the first is compared with the second', () => {
    expect(read([query('A', 1), query('B', 2)], { by: 'query' })).toMatchObject({
      counts: { 'a > b': 1 },
      before: { 'a > b': 2 },
      names: { current: 'query A', reference: 'query B' },
      notices: [],
    });
  });

  it('are compared as chosen; the others are left out, which is said', () => {
    const found = read([query('A', 1), query('B', 2), query('C', 3)], { by: 'query', reference: 'C' });
    expect([found.counts, found.before]).toEqual([{ 'a > b': 1 }, { 'a > b': 3 }]);
    expect(found.notices).toEqual(['Query B is no part of the comparison.']);
  });

  it('that are not there have another stand in, which is said', () => {
    const found = read([query('A', 1), query('B', 2)], { by: 'query', reference: 'Z' });
    expect(found.before).toEqual({ 'a > b': 2 });
    expect(found.notices).toEqual(['Query Z is not in the data. Query B stands in for it.']);
  });

  it('one alone is shown plainly', () => {
    const found = read([query('A', 1)], { by: 'query' });
    expect(found.before).toBeUndefined();
    expect(found.notices).toEqual([expect.stringMatching(/^There is nothing to compare with\. Add a second query/)]);
  });

  it('a reference without outcomes leaves the matrix, with the reason', () => {
    const empty = createDataFrame({ refId: 'B', fields: [] });
    const found = read([query('A', 1), empty], { by: 'query' });
    expect(found.counts).toEqual({ 'a > b': 1 });
    expect(found.notices).toEqual([expect.stringMatching(/^Query B cannot be shown\. The query returned no outcomes/)]);
  });

  it('without outcomes of its own there is no matrix: the reference is not taken for it', () => {
    const empty = createDataFrame({ refId: 'A', fields: [] });
    expect(readComparison([empty, query('B', 2)], {}, { by: 'query' })).toEqual({
      sentence: expect.stringMatching(/^Of query A: The query returned no outcomes/),
    });
  });

  it('of ours are called by what they differ in', () => {
    const of = (refId: string, versions: string[], name = 'm') => {
      const model = { ...defaultQuery.model, name, versions };
      const rows = [{ actual: 'a', predicted: 'a', count: 1 }];
      return { ...confusionFrame(rows, { query: { ...defaultQuery, model }, from: 0, to: 1 }, []), refId };
    };
    const names = (...frames: DataFrame[]) => read(frames, { by: 'query' }).names;
    expect(names(of('A', ['v2']), of('B', ['v1']))).toEqual({ current: 'version v2', reference: 'version v1' });
    expect(names(of('A', []), of('B', ['v1']))).toEqual({ current: 'query A', reference: 'query B' });
    expect(names(of('A', [], 'new'), of('B', [], 'old'))).toEqual({ current: 'new', reference: 'old' });
  });
});
