/** The page of bench/draw.ts: draws one matrix by each contestant, in one browser and on the same data. */
import { createTheme, type DataFrame, type PanelProps } from '@grafana/data';
import * as echarts from 'echarts';
import Plotly from 'plotly.js-dist-min';
import React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import { confusionFrame } from '../src/frames/confusionFrame';
import { readConfusion } from '../src/frames/readConfusion';
import { cellColors } from '../src/panels/confusion-matrix/cellColors';
import { makePalette } from '../src/panels/confusion-matrix/colors';
import { ConfusionMatrixPanel } from '../src/panels/confusion-matrix/ConfusionMatrixPanel';
import { drawCells } from '../src/panels/confusion-matrix/drawCells';
import { makeLayout } from '../src/panels/confusion-matrix/layout';
import { defaultOptions, type ConfusionMatrixOptions } from '../src/panels/confusion-matrix/options';
import { makeView } from '../src/panels/confusion-matrix/viewModel';
import { migrateQuery } from '../src/query/migrate';
import { element, HEIGHT, hoverOver, inTask, panelProps, WIDTH } from './panelPage';
import { plainFormats } from '../src/panels/shared/formats';
import { measureIn } from '../src/panels/shared/measure';

export interface Contestant {
  /** Draws into an empty element; resolves when the first frame has been handed to the browser. */
  draw(): void | Promise<void>;
  /** The element that listens to the mouse. */
  target(): Element;
  /** Draws again without new data. */
  again?(): void;
  remove(): void;
}

interface Matrix {
  n: number;
  names: string[];
  /** counts[row][column] */
  counts: number[][];
  frame: DataFrame;
}

/** Each class is mistaken for so many others: of many classes most pairs never occur. */
const MISTAKEN_FOR = 50;

function makeMatrix(n: number): Matrix {
  let state = 20240229;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const names = Array.from({ length: n }, (_, k) => `class ${k}`);
  const counts = names.map((_, row) =>
    names.map((_, column) =>
      row === column ? 200 + Math.floor(random() * 100) : random() < MISTAKEN_FOR / n ? 1 + Math.floor(random() * 3) : 0
    )
  );
  const rows = names.flatMap((actual, row) =>
    names
      .map((predicted, column) => ({ actual, predicted, count: counts[row][column] }))
      // As every engine answers: a pair that never occurred is no row.
      .filter(({ count }) => count > 0)
  );
  const frame = confusionFrame(rows, { query: migrateQuery({ model: { name: 'bench' } }), from: 0, to: 1 }, []);
  return { n, names, counts, frame };
}

/** The least that a canvas can do: a color looked up for every device pixel, then one copy. */
function bareImageData({ n, counts }: Matrix): Contestant {
  const div = element();
  const canvas = document.createElement('canvas');
  div.appendChild(canvas);
  return {
    draw() {
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      const context = canvas.getContext('2d');
      const image = new ImageData(WIDTH, HEIGHT);
      const pixels = new Uint32Array(image.data.buffer);
      const flat = new Float64Array(n * n);
      counts.forEach((row, i) => flat.set(row, i * n));
      const most = flat.reduce((a, b) => Math.max(a, b), 0);
      for (let y = 0; y < HEIGHT; y++) {
        const row = Math.floor((y * n) / HEIGHT) * n;
        for (let x = 0; x < WIDTH; x++) {
          const strength = Math.sqrt(flat[row + Math.floor((x * n) / WIDTH)] / most);
          pixels[y * WIDTH + x] = 0xff000000 | ((strength * 255) << 16) | 0x4020;
        }
      }
      context?.putImageData(image, 0, 0);
    },
    target: () => canvas,
    remove: () => div.remove(),
  };
}

function plotly({ names, counts }: Matrix): Contestant {
  const div = element();
  return {
    async draw() {
      const data = [{ type: 'heatmap' as const, x: names, y: names, z: counts }];
      await Plotly.newPlot(div, data, { width: WIDTH, height: HEIGHT }, { displayModeBar: false });
    },
    target: () => div.querySelector('.nsewdrag') ?? div,
    remove: () => Plotly.purge(div),
  };
}

function eCharts({ names, counts }: Matrix): Contestant {
  const div = element();
  let chart: echarts.ECharts | undefined;
  return {
    draw() {
      chart = echarts.init(div);
      chart.setOption({
        animation: false,
        tooltip: {},
        xAxis: { type: 'category', data: names },
        yAxis: { type: 'category', data: names },
        visualMap: { min: 0, max: 300 },
        series: [
          {
            type: 'heatmap',
            progressive: 0,
            data: counts.flatMap((row, i) => row.map((count, k) => [k, i, count])),
          },
        ],
      });
      chart.getZr().flush();
    },
    target: () => div.querySelector('canvas') ?? div,
    remove: () => chart?.dispose(),
  };
}

/** Our cells alone, by the panel's own drawing: colors looked up and drawn over the whole canvas. */
function ourCells({ n, frame }: Matrix): Contestant {
  const div = element();
  const canvas = document.createElement('canvas');
  div.appendChild(canvas);
  const read = readConfusion([frame]);
  if ('sentence' in read) {
    throw new Error(read.sentence);
  }
  const theme = createTheme();
  const view = makeView(read.confusion, defaultOptions, plainFormats());
  const palette = makePalette(theme);
  const layout = {
    ...makeLayout(view, WIDTH, HEIGHT, measureIn(theme.typography.fontFamily)),
    ...{ x: 0, y: 0, matrixWidth: WIDTH, matrixHeight: HEIGHT, cellWidth: WIDTH / n, cellHeight: HEIGHT / n },
  };
  return {
    draw() {
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      const context = canvas.getContext('2d');
      if (context) {
        drawCells(context, { view, layout, palette, fontFamily: '' }, cellColors(view, palette), 1);
      }
    },
    target: () => canvas,
    remove: () => div.remove(),
  };
}

/** The whole panel as Grafana renders it: frames read, measures taken, laid out, drawn. */
function ours({ frame }: Matrix): Contestant {
  const div = element();
  const options = { ...defaultOptions };
  // A dashboard has its root before any panel comes.
  const root = createRoot(div);
  const first = panelProps([frame], options, { from: 0, to: 1 });
  const render = (props: PanelProps<ConfusionMatrixOptions>) =>
    flushSync(() => root.render(<ConfusionMatrixPanel {...props} />));
  return {
    draw: () => render(first),
    target: () => div.querySelector('[data-testid="confusion-matrix-grid"]') ?? div,
    // As Grafana does on a tick: new props, the same data.
    again: () => render({ ...first, renderCounter: Math.random(), replaceVariables: (text: string) => text }),
    remove: () => root.unmount(),
  };
}

export const contestants = {
  'bare ImageData': bareImageData,
  'our cells': ourCells,
  ours,
  Plotly: plotly,
  ECharts: eCharts,
};

let matrix: Matrix | undefined;
let current: Contestant | undefined;

/** What bench/draw.ts calls, from outside of the page. */
const bench = {
  prepare(n: number) {
    matrix = makeMatrix(n);
  },
  place(name: keyof typeof contestants) {
    if (matrix) {
      current = contestants[name](matrix);
    }
  },
  draw: () => inTask(() => current?.draw()),
  hover: (moves: number) => hoverOver(current?.target(), moves),
  /** How often the panel's canvas was cleared or painted by a render without new data. */
  redraws(): number {
    let calls = 0;
    const own = CanvasRenderingContext2D.prototype;
    const { clearRect, fillRect, putImageData } = own;
    Object.assign(own, {
      clearRect: () => calls++,
      fillRect: () => calls++,
      putImageData: () => calls++,
    });
    current?.again?.();
    Object.assign(own, { clearRect, fillRect, putImageData });
    return calls;
  },
  async remove(): Promise<void> {
    // What is still to be painted must not meet a chart that is gone.
    await new Promise((resolve) => setTimeout(resolve, 300));
    current?.remove();
    document.body.replaceChildren();
  },
};
export type Bench = typeof bench;
Object.assign(window, { bench });
