import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';

import { placeAt, placeByKey, shareOf, type ThresholdScale } from './thresholdScale';
import { useFollowPointer } from './useFollowPointer';

/** On both sides, so that the handle is whole at the ends. */
export const SLIDER_PADDING = 10;

interface ThresholdSliderProps {
  scale: ThresholdScale;
  threshold: number;
  /** What a screen reader says of the threshold. */
  spoken: string;
  width: number;
  move: (threshold: number) => void;
  release: () => void;
  /** Below the slider, on its scale, and to be dragged on as well. */
  children?: ReactNode;
}

/**
 * A slider of our own, since Grafana's has steps of one size: histograms have edges of any. It moves from edge to edge, so
 * that it never says a threshold that the data cannot say.
 */
export function ThresholdSlider({ scale, threshold, spoken, width, move, release, children }: ThresholdSliderProps) {
  const styles = useStyles2(getStyles);
  const handle = useRef<HTMLDivElement>(null);
  const moveTo = (place: number | undefined) => {
    if (place !== undefined && place !== threshold) {
      move(place);
    }
  };
  const following = useFollowPointer((event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const length = width - 2 * SLIDER_PADDING;
    moveTo(placeAt(scale, (event.clientX - box.left - SLIDER_PADDING) / length));
    handle.current?.focus({ preventScroll: true });
    // No selection of texts, and the focus stays on the handle.
    event.preventDefault();
  }, release);
  const onKeyDown = (event: KeyboardEvent) => {
    const place = event.altKey || event.ctrlKey || event.metaKey ? undefined : placeByKey(scale, threshold, event.key);
    if (place !== undefined) {
      // Without this, arrows scroll the dashboard and Grafana's own shortcuts answer too.
      event.preventDefault();
      event.stopPropagation();
      moveTo(place);
    }
  };
  return (
    <div className={styles.area} style={{ width }} {...following} data-testid="threshold-slider">
      <div className={styles.bar}>
        <div className={styles.rail} />
        <div
          ref={handle}
          className={styles.handle}
          style={{ left: SLIDER_PADDING + shareOf(scale, threshold) * (width - 2 * SLIDER_PADDING) }}
          role="slider"
          tabIndex={0}
          aria-label="Score threshold"
          aria-orientation="horizontal"
          aria-valuemin={scale.min}
          aria-valuemax={scale.max}
          aria-valuenow={threshold}
          aria-valuetext={spoken}
          onKeyDown={onKeyDown}
          onKeyUp={(event) => placeByKey(scale, threshold, event.key) !== undefined && release()}
        />
      </div>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  area: css({ position: 'relative', cursor: 'pointer', touchAction: 'pan-y', userSelect: 'none' }),
  bar: css({ position: 'relative', height: 22 }),
  rail: css({
    position: 'absolute',
    left: SLIDER_PADDING,
    right: SLIDER_PADDING,
    top: 9,
    height: 4,
    borderRadius: 2,
    background: theme.colors.border.strong,
  }),
  handle: css({
    position: 'absolute',
    top: 4,
    width: 14,
    height: 14,
    marginLeft: -7,
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.primary.main,
    boxShadow: theme.shadows.z1,
    cursor: 'grab',
    '&:hover': { boxShadow: `0 0 0 6px ${theme.colors.primary.transparent}` },
    '&:active': { cursor: 'grabbing' },
    '&:focus': { outline: 'none' },
    '&:focus-visible': { boxShadow: `0 0 0 4px ${theme.colors.text.primary}` },
  }),
});
