import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import React, { memo, useLayoutEffect, useMemo, useRef } from 'react';

import { cellColors } from './cellColors';
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
  const palette = useMemo(() => makePalette(theme), [theme]);
  // Zooming changes where cells are, not what color they have.
  const colors = useMemo(() => cellColors(view, palette, thresholds), [view, palette, thresholds]);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    // To set a size, even the same one, makes the canvas anew.
    if (element.width !== deviceWidth || element.height !== deviceHeight) {
      element.width = deviceWidth;
      element.height = deviceHeight;
    }
    const { fontFamily } = theme.typography;
    drawMatrix(context, { view, layout, palette, fontFamily, thresholds, colors }, ratio);
  }, [view, layout, theme, palette, colors, thresholds, width, height]);
  return <canvas ref={canvas} style={{ width, height, display: 'block' }} aria-hidden />;
});
