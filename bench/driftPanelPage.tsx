/** The page of bench/driftPanel.ts: our whole drift panel, as Grafana renders it. */
import { type PanelProps } from '@grafana/data';
import React from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';

import { MetricDriftPanel } from '../src/panels/metric-drift/MetricDriftPanel';
import { defaultOptions, type MetricDriftOptions } from '../src/panels/metric-drift/options';
import { driftAnswer, driftEnd, driftOverTime, driftStart, manyDistributions } from '../test/driftFrames';
import { element, hoverOver, inTask, panelProps } from './panelPage';

export type Scene = 'ranking' | 'over time';

let props: PanelProps<MetricDriftOptions> | undefined;
let root: Root | undefined;

const render = (next: PanelProps<MetricDriftOptions>) => flushSync(() => root?.render(<MetricDriftPanel {...next} />));

/** What bench/driftPanel.ts calls, from outside of the page. */
const driftBench = {
  prepare(scene: Scene, features: number, steps: number) {
    const frames = scene === 'ranking' ? driftAnswer(manyDistributions(features)) : driftOverTime(features, steps);
    props = panelProps(frames, { ...defaultOptions }, { from: driftStart, to: driftEnd });
  },
  place() {
    root = createRoot(element());
    // New objects each time: nothing is remembered from the round before.
    props = props && {
      ...props,
      options: { ...props.options },
      data: { ...props.data, series: [...props.data.series] },
    };
  },
  draw: () => inTask(() => props && render(props)),
  hover: (moves: number) => hoverOver(document.querySelector('[role="application"]') ?? undefined, moves),
  async remove(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    root?.unmount();
    document.body.replaceChildren();
  },
};
export type DriftBench = typeof driftBench;
Object.assign(window, { driftBench });
