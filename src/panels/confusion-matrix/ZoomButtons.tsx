import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Layout } from './layout';
import { isWhole } from './viewport';

interface ZoomButtonsProps {
  layout: Layout;
  onZoom: (factor: number) => void;
  onReset: () => void;
}

/** In the corner of the matrix: to zoom without a wheel; and where in the matrix one is. */
export function ZoomButtons({ layout, onZoom, onReset }: ZoomButtonsProps) {
  const styles = useStyles2(getStyles);
  const { viewport, n, x, y, matrixWidth, matrixHeight } = layout;
  const zoomed = !isWhole(viewport, n);
  if (matrixWidth < 160 || matrixHeight < 80) {
    return null;
  }
  const button = { size: 'sm', variant: 'secondary', fill: 'solid' } as const;
  return (
    <>
      {zoomed && (
        <>
          <div
            className={styles.position}
            style={{
              left: x + (viewport.column / n) * matrixWidth,
              width: Math.max(8, (viewport.columns / n) * matrixWidth),
              top: y + matrixHeight - 3,
              height: 3,
            }}
          />
          <div
            className={styles.position}
            style={{
              top: y + (viewport.row / n) * matrixHeight,
              height: Math.max(8, (viewport.rows / n) * matrixHeight),
              left: x + matrixWidth - 3,
              width: 3,
            }}
          />
        </>
      )}
      <div
        className={styles.buttons}
        data-zoomed={zoomed}
        style={{ right: layout.width - x - matrixWidth + 8, bottom: layout.height - y - matrixHeight + 8 }}
        // A press on a button is no drag of what lies below.
        onMouseDown={(event) => event.stopPropagation()}
      >
        <Button {...button} icon="plus" aria-label="Zoom in" tooltip="Zoom in (+)" onClick={() => onZoom(2)} />
        {zoomed && (
          <>
            <Button {...button} icon="minus" aria-label="Zoom out" tooltip="Zoom out (-)" onClick={() => onZoom(0.5)} />
            <Button {...button} icon="expand-arrows" aria-label="Show all" tooltip="Show all (0)" onClick={onReset} />
          </>
        )}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  position: css({
    position: 'absolute',
    borderRadius: 2,
    background: theme.colors.text.maxContrast,
    opacity: 0.6,
    pointerEvents: 'none',
  }),
  buttons: css({
    position: 'absolute',
    display: 'flex',
    gap: theme.spacing(0.5),
    opacity: 0,
    '&[data-zoomed="true"], *:hover > &, *:focus-within > &': { opacity: 1 },
  }),
});
