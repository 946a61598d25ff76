import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import React, { memo, useLayoutEffect, useRef } from 'react';

import { makePalette } from './colors';
import { drawMatrix } from './drawing';
import { type Layout } from './layout';
import { type MatrixView } from './viewModel';

interface MatrixCanvasProps {
  view: MatrixView;
  layout: Layout;
  theme: GrafanaTheme2;
  thresholds?: ThresholdsConfig;
}

/** Draws once for each change of its properties; a render of its parent costs nothing. */
export const MatrixCanvas = memo(function MatrixCanvas({ view, layout, theme, thresholds }: MatrixCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = layout;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    const { fontFamily } = theme.typography;
    drawMatrix(context, { view, layout, palette: makePalette(theme), fontFamily, thresholds }, ratio);
  }, [view, layout, theme, thresholds, width, height]);
  return <canvas ref={canvas} style={{ width, height, display: 'block' }} aria-hidden />;
});
