import { beyondRecords } from './retention';

const FIRST = Date.UTC(2026, 9, 1, 12);
const LAST = Date.UTC(2026, 10, 1, 12);
const textsOf = (window: { from: number; to: number }) =>
  beyondRecords('credit "risk"', window, { first: FIRST, last: LAST }).map(({ text }) => text);

describe('a window beyond the records', () => {
  it('is said to begin before them', () => {
    expect(textsOf({ from: FIRST - 1, to: LAST })).toEqual([
      `The records of model 'credit "risk"' begin at 2026-10-01 12:00 UTC, after the time range does: nothing was recorded before, or it has been deleted.`,
    ]);
  });

  it('is said to begin after them: it leaves its own beginning out', () => {
    expect(textsOf({ from: LAST, to: LAST + 1 })).toEqual([
      `The records of model 'credit "risk"' end at 2026-11-01 12:00 UTC, before this time range.`,
    ]);
  });

  it('is not where they cover its beginning, or where nothing is known of them', () => {
    expect(textsOf({ from: FIRST, to: LAST + 1 })).toEqual([]);
    expect(beyondRecords('m', { from: FIRST, to: LAST }, {})).toEqual([]);
  });
});
