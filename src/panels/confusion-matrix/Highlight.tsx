import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { columnX, type Layout, rowY } from './layout';

interface HighlightProps {
  layout: Layout;
  place: { row: number; column: number };
}

/**
 * A ring around the cell, and bands on its labels and scores: above the canvas, so that pointing costs no redraw, and not
 * on other cells, whose text must stay readable.
 */
export function Highlight({ layout, place }: HighlightProps) {
  const styles = useStyles2(getStyles);
  const { x, y, matrixWidth, matrixHeight, rowLabels, columnLabels, totals } = layout;
  const strip = layout.classColumns.reduce((sum, { size }) => sum + size, 0);
  // Of cells thinner than a line of text the bands would be too.
  const across = span(columnX(layout, place.column), layout.cellWidth, x, matrixWidth);
  const down = span(rowY(layout, place.row), layout.cellHeight, y, matrixHeight);
  if (!across || !down) {
    return null;
  }
  const row = { top: down.start, height: down.size };
  const column = { left: across.start, width: across.size };
  const bands = [
    { ...row, left: rowLabels.start, width: rowLabels.size },
    { ...row, left: x + matrixWidth + 2, width: Math.max(0, strip - 2) },
    { ...column, top: columnLabels.start, height: columnLabels.size },
    { ...column, top: y + matrixHeight + 2, height: Math.max(0, (totals?.size ?? 0) - 2) },
  ];
  return (
    <>
      {bands.map((band, i) => (
        <div key={i} className={styles.band} style={band} />
      ))}
      <div
        className={styles.ring}
        style={{
          left: across.start - 1,
          top: down.start - 1,
          width: across.size + 1,
          height: down.size + 1,
        }}
        data-testid="confusion-matrix-ring"
      />
    </>
  );
}

/** The part of a cell that is seen, wide enough to be seen; undefined where it is outside. */
function span(start: number, size: number, from: number, room: number): { start: number; size: number } | undefined {
  const [first, last] = [Math.max(from, start), Math.min(from + room, start + size)];
  return last > first - 1e-6 ? { start: first, size: Math.max(3, last - first) } : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  band: css({ position: 'absolute', background: theme.colors.action.hover, pointerEvents: 'none' }),
  ring: css({
    position: 'absolute',
    border: `2px solid ${theme.colors.text.maxContrast}`,
    borderRadius: 2,
    pointerEvents: 'none',
  }),
});
