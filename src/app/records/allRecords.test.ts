import fc from 'fast-check';

import { allRecords } from './allRecords';
import { type RecordsAsked } from './askRecords';
import { cursorOf, firstPage, newer, older } from './paging';
import { answerer, asked, record } from './testAnswers';

/** Many in the same millisecond, some without an id, some without any time. */
const some = fc.array(
  fc.record({
    time: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    id: fc.option(fc.constantFrom('x', 'y', '~'), { nil: undefined }),
  }),
  { minLength: 1 }
);
const walk = { onProgress: () => undefined, signal: new AbortController().signal };

it('is every record once, whatever the size of the pages', async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 5 }), async (made, pageSize) => {
      const ask = answerer(made.map((one, i) => record({ ...one, score: i / 1000 })));
      const all = await allRecords(asked(), { ...walk, ask, pageSize });
      expect(all?.rows.map(({ score }) => score).sort()).toEqual(made.map((_, i) => i / 1000).sort());
      expect(all?.notices).toEqual([]);
    })
  );
});

it('older and newer pages show every record once, and the same ones on the way back', async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 5 }), async (made, pageSize) => {
      const ask = answerer(made.map((one, i) => record({ ...one, score: i / 1000 })));
      const { query, ...rest } = asked();
      const pageAt = (cursor: string) =>
        ask({ ...rest, query: { ...query, audit: { ...query.audit, pageSize, cursor } } });
      const shown: Array<Array<number | undefined>> = [];
      let paging = firstPage;
      for (;;) {
        const { rows, next } = await pageAt(cursorOf(paging));
        expect(paging.before).toBe(shown.flat().length);
        shown.push(rows.map(({ score }) => score));
        if (next === undefined) {
          break;
        }
        paging = older(paging, next, rows.length);
      }
      expect(shown.flat().sort()).toEqual(made.map((_, i) => i / 1000).sort());
      for (const expected of shown.slice(0, -1).reverse()) {
        paging = newer(paging, pageSize);
        expect((await pageAt(cursorOf(paging))).rows.map(({ score }) => score)).toEqual(expected);
      }
      expect(paging).toEqual(firstPage);
    })
  );
});

it('stops at the most that a file takes, and says so', async () => {
  const ask = answerer(Array.from({ length: 25 }, (_, i) => record({ time: i + 1, id: `p-${i}` })));
  const sizes: number[] = [];
  const noting = (page: RecordsAsked) => {
    sizes.push(page.query.audit.pageSize);
    return ask(page);
  };
  const all = await allRecords(asked(), { ...walk, ask: noting, most: 20, pageSize: 8 });
  expect(sizes).toEqual([8, 8, 4]);
  expect(all?.rows.map(({ time }) => time)).toEqual(Array.from({ length: 20 }, (_, i) => 25 - i));
  expect(all?.notices).toEqual([
    'There are more than 20 records, and a file takes no more: it holds the latest ones. Choose a shorter time range, or narrow the records, for the others.',
  ]);
  const exactly = await allRecords(asked(), { ...walk, ask, most: 25, pageSize: 8 });
  expect(exactly?.notices).toEqual([]);
});

it('tells after each page how far it is, and ends when it is cancelled', async () => {
  const ask = answerer([1, 2, 3, 4].map((time) => record({ time })));
  const controller = new AbortController();
  const counts: number[] = [];
  const all = await allRecords(asked(), {
    ask,
    pageSize: 1,
    signal: controller.signal,
    onProgress(count) {
      counts.push(count);
      if (count === 2) {
        controller.abort();
      }
    },
  });
  expect(all).toBeUndefined();
  expect(counts).toEqual([1, 2]);
});

it('does not wait for a page when it is cancelled', async () => {
  const controller = new AbortController();
  const never = () => new Promise<never>(() => undefined);
  const all = allRecords(asked(), { ...walk, ask: never, signal: controller.signal });
  controller.abort();
  expect(await all).toBeUndefined();
});

it('is nothing at all where a page is not answered', async () => {
  const ask = answerer([1, 2].map((time) => record({ time })));
  const failing = (page: RecordsAsked) =>
    page.query.audit.cursor === '' ? ask(page) : Promise.reject(new Error('Gone.'));
  await expect(allRecords(asked(), { ...walk, ask: failing, pageSize: 1 })).rejects.toThrow('Gone.');
});
