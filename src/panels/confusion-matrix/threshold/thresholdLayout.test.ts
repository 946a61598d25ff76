import { thresholdLayout } from './thresholdLayout';

const input = { width: 900, height: 500, histograms: true, curve: true, measures: 6, controls: 350 };

it('a wide panel has the curve beside the matrix, and nothing scrolls', () => {
  const layout = thresholdLayout(input);
  expect(layout).toMatchObject({ beside: true, scrolls: false, width: 900, measureColumns: 6 });
  expect(layout.matrix.width + (layout.curve?.width ?? 0)).toBeLessThan(900);
});

it('a narrow one has it below, and scrolls where both have no room', () => {
  expect(thresholdLayout({ ...input, width: 400, height: 900 })).toMatchObject({ beside: false, scrolls: false });
  const low = thresholdLayout({ ...input, width: 400, height: 300 });
  expect(low).toMatchObject({ beside: false, scrolls: true, width: 386 });
  expect(low.matrix.height).toBeGreaterThanOrEqual(190);
});

it('a low one gives up its histograms first', () => {
  expect(thresholdLayout({ ...input, height: 240 })).toMatchObject({ intervals: false, scrolls: false });
  expect(thresholdLayout({ ...input, height: 300 })).toMatchObject({
    intervals: true,
    histogramHeight: 0,
    legendHeight: 0,
    scrolls: false,
  });
  expect(thresholdLayout({ ...input, height: 370 })).toMatchObject({
    histogramHeight: expect.any(Number),
    scrolls: false,
  });
});

it('without a curve the matrix has all the room', () => {
  const { matrix, curve } = thresholdLayout({ ...input, curve: false });
  expect([matrix.width, curve]).toEqual([900, undefined]);
});
