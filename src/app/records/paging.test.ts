import { cursorOf, describePage, firstPage, newer, older } from './paging';

const second = older(firstPage, '5~1', 100);
const third = older(second, '3~1', 100);

it('begins without a cursor, and goes on by those that came with the pages', () => {
  expect(cursorOf(firstPage)).toBe('');
  expect(cursorOf(second)).toBe('5~1');
  expect(cursorOf(third)).toBe('3~1');
});

it('goes back the way it came', () => {
  expect(newer(third, 100)).toEqual(second);
  expect(newer(second, 100)).toEqual(firstPage);
  expect(newer(firstPage, 100)).toEqual(firstPage);
});

it('says which records are shown', () => {
  expect(describePage(firstPage, 100, true)).toBe('Records 1 to 100');
  expect(describePage(second, 100, true)).toBe('Records 101 to 200');
  expect(describePage(older(firstPage, 'x', 1000), 37, false)).toBe('Records 1,001 to 1,037, the last of them');
  expect(describePage(second, 1, false)).toBe('Record 101, the last one');
  expect(describePage(firstPage, 37, false)).toBe('All 37 records');
  expect(describePage(firstPage, 1, false)).toBe('One record');
  expect(describePage(firstPage, 0, false)).toBe('No records');
  expect(describePage(second, 0, false)).toBe('No more records');
});
