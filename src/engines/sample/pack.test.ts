/** @jest-environment node */
import fc from 'fast-check';

import { MAX_PACKED_LENGTH, packRecords, unpackRecords } from './pack';

describe('records in the settings', () => {
  it('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await unpackRecords((await packRecords(text)) as string)).toBe(text);
      })
    );
  });

  it('are refused where they are too much for the settings', async () => {
    const noise = Array.from({ length: 400_000 }, (_, i) => Math.sin(i) * 1e9).join();
    const sentence = expect.stringContaining(`hold ${MAX_PACKED_LENGTH / 1e6}.0 MB`);
    expect(await packRecords(noise)).toEqual({ sentence });
  });

  it('are said to be unreadable where they are no compressed text', async () => {
    expect(await unpackRecords('no gzip')).toEqual({ sentence: expect.stringContaining('cannot be read') });
    expect(await unpackRecords('H4sI')).toEqual({ sentence: expect.stringContaining('cannot be read') });
  });
});
