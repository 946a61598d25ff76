import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import React, { memo, useLayoutEffect, useMemo, useRef } from 'react';

import { sizeCanvas } from '../shared/sizeCanvas';
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
    const sized = sizeCanvas(canvas.current, width, height);
    if (!sized) {
      return;
    }
    const { fontFamily } = theme.typography;
    drawMatrix(sized.context, { view, layout, palette, fontFamily, thresholds, colors }, sized.ratio);
  }, [view, layout, theme, palette, colors, thresholds, width, height]);
  return <canvas ref={canvas} style={{ width, height, display: 'block' }} aria-hidden />;
});
