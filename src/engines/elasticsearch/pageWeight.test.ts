import { toDataFrame } from '@grafana/data';

import { pageWeightNotices } from './pageWeight';

const page = (...sizes: number[]) => [
  toDataFrame({ fields: [{ name: '_source', type: 'string', values: sizes.map((size) => 'x'.repeat(size)) }] }),
];
const texts = (...sizes: number[]) => pageWeightNotices(page(...sizes), 100).map(({ text }) => text);

describe('a page of records that weighs much', () => {
  it('is told with a size that fits', () => {
    expect(texts(...Array<number>(24).fill(1_000_000))).toEqual([
      'The records of this page are 24 MB, since Grafana fetches each of them whole. Choose pages of 10 records, or keep inputs of such a size elsewhere and write a reference to them.',
    ]);
  });

  it('is told of a single record too, for which there is no smaller page', () => {
    expect(texts(12_000_000)).toEqual([
      'The records of this page are 12 MB, since Grafana fetches each of them whole. Keep inputs of such a size elsewhere, and write a reference to them.',
    ]);
  });

  it('is no matter otherwise', () => {
    expect(texts(...Array<number>(100).fill(50_000))).toEqual([]);
    expect(pageWeightNotices([], 100)).toEqual([]);
  });
});
