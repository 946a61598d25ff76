import { createTheme } from '@grafana/data';
import fc from 'fast-check';

import { driftOverTime } from '../../../test/driftFrames';
import { rgb } from '../shared/colorMixing';
import { readData } from './readData';
import { colorOf, strength, stripColors, stripPixels } from './stripPixels';

const data = readData(driftOverTime(2, 4), { measure: 'psi', threshold: '' });
const [line] = 'lines' in data ? data.lines : [];
const themes = [createTheme({ colors: { mode: 'dark' } }), createTheme({ colors: { mode: 'light' } })];

describe('the strength of a drift', () => {
  it('is 0 where chance explains it, and jumps where it matters', () => {
    expect(strength(0.02, 0.02, 0.1, 1)).toBe(0);
    expect(strength(0.1001, 0.02, 0.1, 1) - strength(0.0999, 0.02, 0.1, 1)).toBeGreaterThan(0.15);
    expect(strength(3, null, undefined, 3)).toBe(1);
  });

  it('never falls as the drift rises, and stays within 0 and 1', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.option(value), fc.option(value, { nil: undefined }), (a, b, floor, threshold) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) => strength(one, floor, threshold, 100));
        expect(low <= high && low >= 0 && high <= 1).toBe(true);
      })
    );
  });
});

describe.each(themes)('strips of color', (theme) => {
  const colors = stripColors(theme);
  const pixels = (values: Array<number | null>, width: number) => {
    const one = { ...line, times: [10, 20, 30, 40], values, floors: [0.02, 0.02, 0.02, 0.02] };
    return stripPixels([one], { from: 0, to: 40 }, width, colors);
  };
  const at = (all: Uint8ClampedArray, x: number) => Array.from(all.slice(4 * x, 4 * x + 4));
  const bytes = (color: string) => [...rgb(color).map((channel) => Math.round(channel * 255)), 255];

  it('have the color of each step in the pixels up to its time, and nothing where there are no data', () => {
    const all = pixels([0.01, null, 0.05, 9], 8);
    expect(at(all, 0)).toEqual(bytes(colors.quiet));
    expect(at(all, 1)).toEqual(bytes(colors.quiet));
    expect(at(all, 2)[3]).toBe(0);
    expect(at(all, 4)).toEqual(bytes(colorOf(colors, strength(0.05, 0.02, 0.1, 9))));
    expect(at(all, 7)).toEqual(bytes(colors.ramp[colors.ramp.length - 1]));
  });

  it('show the strongest of those that share a pixel', () => {
    expect(at(pixels([0.01, 9, 0.01, 0.01], 1), 0)).toEqual(bytes(colors.ramp[colors.ramp.length - 1]));
  });
});
