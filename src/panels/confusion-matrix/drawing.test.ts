import { createTheme, ThresholdsMode } from '@grafana/data';

import { truth } from '../../../test/recorded';
import { confusionFromDense } from '../../statistics/confusion';
import { contrast, STEPS, textOn } from '../shared/colorMixing';
import { plainFormats } from '../shared/formats';
import { makePalette } from './colors';
import { drawMatrix } from './drawing';
import { cellAtPoint, makeLayout, visibleRange } from './layout';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { cellPixels } from './pixels';
import { makeView } from './viewModel';
import { whole } from './viewport';

const measure = (text: string, size: number) => text.length * size * 0.55;
const themes = { dark: createTheme({ colors: { mode: 'dark' } }), light: createTheme({ colors: { mode: 'light' } }) };

function viewOf(classes: string[], rows: number[][], options: Partial<ConfusionMatrixOptions> = {}) {
  return makeView(confusionFromDense(classes, rows), { ...defaultOptions, ...options }, plainFormats());
}

const credit = truth('credit-risk v1, last 24 h');
const two = (options: Partial<ConfusionMatrixOptions> = {}) =>
  viewOf(credit.labels, credit.confusion_rows_actual, options);
const many = (n: number) => {
  const classes = Array.from({ length: n }, (_, i) => `class ${i}`);
  return viewOf(classes, classes.map((_, i) => classes.map((__, j) => (i === j ? 500 : i === (j + 1) % n ? 20 : 0)))); // prettier-ignore
};

/** Records what is drawn: rectangles with their color, and texts. */
function draw(
  view: ReturnType<typeof two>,
  width = 1100,
  height = 400,
  theme = themes.dark,
  thresholds?: Parameters<typeof drawMatrix>[1]['thresholds']
) {
  const layout = makeLayout(view, width, height, measure);
  const drawn = { rectangles: [] as Array<{ color: string; x: number; y: number }>, texts: [] as string[] };
  const context: Record<string, unknown> = {
    fillRect(x: number, y: number) {
      drawn.rectangles.push({ color: String(context.fillStyle), x, y });
    },
    fillText: (text: string) => drawn.texts.push(text),
    measureText: (text: string) => ({ width: measure(text, 12) }),
  };
  for (const name of [
    'setTransform',
    'clearRect',
    'save',
    'restore',
    'beginPath',
    'rect',
    'clip',
    'moveTo',
    'lineTo',
    'fill',
    'stroke',
    'translate',
    'rotate',
    'drawImage',
  ]) {
    context[name] = () => undefined;
  }
  const palette = makePalette(theme);
  drawMatrix(
    context as unknown as CanvasRenderingContext2D,
    { view, layout, palette, fontFamily: 'Inter', thresholds },
    2
  );
  const colorAt = (row: number, column: number) =>
    drawn.rectangles.find(
      ({ x, y }) =>
        x === Math.round(layout.x + column * layout.cellWidth) &&
        y === Math.round(layout.y + row * layout.cellHeight) &&
        (row + column > 0 || drawn.rectangles[0].x !== x || drawn.rectangles[0].y !== y)
    )?.color;
  return { ...drawn, layout, palette, colorAt };
}

describe('colors', () => {
  describe.each(['dark', 'light'] as const)('in %s', (mode) => {
    const palette = makePalette(themes[mode]);

    it('carry text with a contrast of 4.5 or more, each of them', () => {
      for (const color of [...palette.correct, ...palette.error, ...palette.mixed]) {
        expect(contrast(textOn(color), color)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(palette.secondaryText, palette.zero)).toBeGreaterThanOrEqual(4.5);
    });

    it('go evenly from weak to strong', () => {
      for (const ramp of [palette.correct, palette.error]) {
        const ratios = ramp.map((color) => contrast(color, palette.zero));
        ratios.slice(1).forEach((ratio, i) => expect(ratio).toBeGreaterThanOrEqual(ratios[i] - 0.01));
        expect(ratios[STEPS - 1]).toBeGreaterThan(4);
      }
    });

    it('tell right from wrong for the color-blind', () => {
      for (const simulate of Object.values(blindness)) {
        for (const at of [0.3, 0.5, 0.75, 1]) {
          const place = Math.round(at * (STEPS - 1));
          expect(distance(simulate(palette.correct[place]), simulate(palette.error[place]))).toBeGreaterThan(0.12);
        }
      }
    });
  });

  it('find readable text for any threshold color', () => {
    for (let i = 0; i < 4096; i++) {
      const color = '#' + [i >> 8, (i >> 4) & 15, i & 15].map((c) => c.toString(16).repeat(2)).join('');
      expect(contrast(textOn(color), color)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('a drawing', () => {
  it('says counts, shares, names, totals and scores', () => {
    const { texts } = draw(two());
    for (const text of [
      '4,316',
      '27.5 %',
      'approve',
      'reject',
      'Predicted',
      'Actual',
      '2,815',
      '5,951',
      '7,601',
      '90.2 %',
      '71.4 to 73.6',
      '52.9 %',
    ]) {
      expect(texts).toContain(text);
    }
  });

  it('has blue for right and orange for wrong, by strength', () => {
    const { colorAt, palette } = draw(two());
    expect(palette.correct).toContain(colorAt(1, 1));
    expect(palette.error).toContain(colorAt(0, 1));
  });

  it('takes thresholds on the share of errors', () => {
    const thresholds = {
      mode: ThresholdsMode.Percentage,
      steps: [
        { value: -Infinity, color: '#111111' },
        { value: 28, color: '#eeeeee' },
      ],
    };
    const { colorAt } = draw(two({ colors: 'thresholds' }), 1100, 400, themes.dark, thresholds);
    expect(colorAt(0, 1)).toBe('#111111');
    expect(colorAt(1, 0)).toBe('#eeeeee');
    expect(colorAt(1, 1)).toBe('#eeeeee');
  });

  it('drops intervals first and then columns as it gets narrow', () => {
    const columns = (width: number) =>
      makeLayout(two(), width, 300, measure).classColumns.map(({ key, aside }) => (aside ? `${key}+` : key));
    expect(columns(1100)).toEqual(['support', 'recall+', 'precision+', 'f1']);
    expect(columns(660)).toEqual(['support', 'recall', 'precision', 'f1']);
    expect(columns(300).length).toBeLessThan(3);
  });

  it('thins labels out where they would touch, and says cells only where they fit', () => {
    const { texts, layout } = draw(many(60), 400, 300);
    expect(layout.rowLabelStep).toBeGreaterThan(1);
    expect(texts.filter((text) => text === '500')).toEqual([]);
    expect(texts.filter((text) => /^class/.test(text)).length).toBeLessThan(60);
  });

  it('never gets a name of 10,000 characters whole, and draws in no room at all', () => {
    const long = 'x'.repeat(10_000);
    const view = viewOf([long, 'b'], [[1, 2], [3, 4]]); // prettier-ignore
    expect(Math.max(...draw(view).texts.map((text) => text.length))).toBeLessThan(121);
    expect(() => draw(view, 20, 10)).not.toThrow();
    expect(() => draw(view, 0, 0)).not.toThrow();
  });

  it('knows the cell at a point', () => {
    const layout = makeLayout(two(), 900, 400, measure);
    const { x, y, cellWidth, cellHeight } = layout;
    expect(cellAtPoint(layout, x + 1.5 * cellWidth, y + 0.5 * cellHeight)).toEqual({ row: 0, column: 1 });
    expect(cellAtPoint(layout, x - 1, y + 1)).toBeUndefined();
    expect(cellAtPoint(layout, x + 2 * cellWidth + 1, y + 1)).toBeUndefined();
  });
});

describe('small cells', () => {
  it('are pixels, the strongest where several share one', () => {
    const view = many(4);
    const colors = Array.from({ length: STEPS }, (_, i) => (i === 9 ? '#ff0000' : '#00ff00'));
    const place = Uint16Array.from(view.cells.count, (count) => (count === 500 ? 9 : 3));
    const pixels = cellPixels(view, visibleRange(whole(4), 4), 2, 2, place, colors);
    const at = (x: number, y: number) => Array.from(pixels.slice((y * 2 + x) * 4, (y * 2 + x) * 4 + 4));
    expect(at(0, 0)).toEqual([255, 0, 0, 255]);
    expect(at(1, 1)).toEqual([255, 0, 0, 255]);
    expect(at(1, 0)).toEqual([0, 255, 0, 255]);
  });
});

/** Machado, Oliveira, Fernandes, 'A physiologically-based model for simulation of color vision deficiency' (2009), severity 1, on linear RGB. */
const matrices = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const blindness = Object.fromEntries(
  Object.entries(matrices).map(([name, m]) => [
    name,
    (color: string) => {
      const c = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
      return [0, 3, 6].map((row) => Math.max(0, m[row] * c[0] + m[row + 1] * c[1] + m[row + 2] * c[2]));
    },
  ])
);

/** Euclidean, after a cube root as lightness has it. */
function distance(a: number[], b: number[]): number {
  return Math.hypot(...a.map((value, k) => Math.cbrt(value) - Math.cbrt(b[k])));
}
