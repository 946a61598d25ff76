import { intervalText, snapInterval } from './interval';

describe('the ladder of intervals', () => {
  it.each([
    [0, 15_000],
    [200, 15_000],
    [15_000, 15_000],
    [15_001, 30_000],
    [61_000, 120_000],
    [4 * 60_000, 300_000],
    [25 * 3_600_000, 48 * 3_600_000],
    [45 * 86_400_000, 60 * 86_400_000],
  ])('snaps %d ms up to %d ms', (asked, snapped) => {
    expect(snapInterval(asked)).toBe(snapped);
  });

  it('lets panels of nearly equal width agree', () => {
    const day = 86_400_000;
    expect(snapInterval(day / 611)).toBe(snapInterval(day / 640));
  });

  it('takes a step that is no number for the shortest', () => {
    expect(snapInterval(Number.NEGATIVE_INFINITY)).toBe(15_000);
  });

  it.each([
    [15_000, '15s'],
    [300_000, '5m'],
    [7_200_000, '2h'],
    [86_400_000, '1d'],
    [1500, '1500ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(intervalText(ms)).toBe(text);
  });
});
