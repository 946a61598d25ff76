import { recordAsked, rowOfRecord } from './findRecord';
import { answerer, asked, record } from './testAnswers';

const MINUTE = 60_000;
const find = async (records: Array<Parameters<typeof record>[0]>, name: { id: string; time?: number }) => {
  const answer = await answerer(records.map((one) => record(one)))(recordAsked(name, asked()));
  const at = rowOfRecord(answer, name);
  return at === undefined ? undefined : answer.rows[at];
};

it('is found by its id around the time that a link says', async () => {
  const late = { id: 'p-1', time: 60 * MINUTE };
  expect(await find([late, { id: 'p-2', time: 60 * MINUTE }], late)).toMatchObject(late);
  // Rounded by another tool.
  expect(await find([late], { id: 'p-1', time: 58 * MINUTE })).toMatchObject(late);
  expect(await find([late], { id: 'p-1', time: 30 * MINUTE })).toBeUndefined();
});

it("is found in the page's time range where a link says no time, or has none", async () => {
  expect(await find([{ id: 'p-1', time: 50_000 }], { id: 'p-1' })).toMatchObject({ time: 50_000 });
  expect(await find([{ id: 'p-1' }], { id: 'p-1' })).toMatchObject({ id: 'p-1', time: undefined });
  expect(await find([{ id: 'p-1', time: 200_000 }], { id: 'p-1' })).toBeUndefined();
});

it('is found whatever else the list is narrowed by', () => {
  const { query } = recordAsked(
    { id: 'p-1' },
    asked({
      timeBasis: 'outcome',
      model: { name: 'loans', versions: ['9'], matchers: [{ label: 'region', operator: '=', value: 'eu' }] },
    })
  );
  expect(query).toMatchObject({ timeBasis: 'prediction', model: { name: 'loans', versions: [], matchers: [] } });
});

it('of several with one id is the one of the time, else the latest', async () => {
  const twice = [
    { id: 'p-1', time: 1000, score: 0.1 },
    { id: 'p-1', time: 2000, score: 0.2 },
  ];
  expect(await find(twice, { id: 'p-1', time: 1000 })).toMatchObject({ score: 0.1 });
  expect(await find(twice, { id: 'p-1', time: 1500 })).toMatchObject({ score: 0.2 });
});

it('is found by just its id, whatever is in it', async () => {
  for (const id of ['"', "'", '\\', 'a\nb', '</script>', 'é', '*', 'p?']) {
    expect(
      await find(
        [
          { id, time: 5 },
          { id: 'other', time: 5 },
        ],
        { id, time: 5 }
      )
    ).toMatchObject({ id });
    expect(await find([{ id: `${id}x`, time: 5 }], { id, time: 5 })).toBeUndefined();
  }
});
