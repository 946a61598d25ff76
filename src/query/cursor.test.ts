import fc from 'fast-check';

import { type Cursor, readCursor, seenAfter, writeCursor, wrongCursor } from './cursor';

const ids = fc.array(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('~', '%', '$x', '"', '\\', '</script>', ''))
);
const times = fc.option(fc.integer({ min: -8.64e15, max: 8.64e15 }), { nil: undefined });

it('survives its writing, whatever the ids are', () => {
  fc.assert(
    fc.property(times, fc.nat(), ids, (time, seen, ids) => {
      const cursor: Cursor = { ...(time !== undefined && { time }), seen, ids };
      const text = writeCursor(cursor);
      expect(readCursor(text)).toEqual(cursor);
      // As it stands in an address, or where variables are put in.
      expect(text).toMatch(/^[\w.~%!*'()-]*$/);
    })
  );
});

it('counts the records of one time, and begins again at the next', () => {
  const first = seenAfter(undefined, 5, 'a');
  const second = seenAfter(first, 5, 'b');
  expect(second).toEqual({ time: 5, seen: 2, ids: ['a', 'b'] });
  expect(seenAfter(second, 4, 'c')).toEqual({ time: 4, seen: 1, ids: ['c'] });
  expect(seenAfter(seenAfter(second, undefined), undefined)).toEqual({ seen: 2, ids: [] });
});

it('of half a character is written with the sign for what cannot be read', () => {
  expect(readCursor(writeCursor({ time: 1, seen: 1, ids: ['a\uD800'] }))?.ids).toEqual(['a\uFFFD']);
});

it('is none where the text is another', () => {
  for (const text of ['yesterday', '5', '5~x', '5~1~%E0%A4%A', '~1', 'none']) {
    expect(wrongCursor(text)).toContain('is not the cursor of a record');
  }
  expect(wrongCursor('')).toBeUndefined();
  expect(wrongCursor('none~3')).toBeUndefined();
});
