import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Input, useStyles2 } from '@grafana/ui';
import React, { type KeyboardEvent, useId, useState } from 'react';

interface Props {
  threshold: number;
  /** What the keys step through, ascending. */
  stops: number[];
  width: number;
  onChange(threshold: number): void;
  /** Once it is let go. */
  onRelease(): void;
}

const FAR = 5;

/** From 0 to 1: dragged, stepped through by keys, or typed. */
export function ThresholdSlider({ threshold, stops, width, onChange, onRelease }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const step = (by: number) => {
    const above = stops.filter((stop) => stop > threshold + 1e-9);
    const below = stops.filter((stop) => stop < threshold - 1e-9);
    const next = by > 0 ? above[Math.min(by, above.length) - 1] : below[Math.max(0, below.length + by)];
    if (next !== undefined) {
      onChange(next);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowRight: () => step(1),
      ArrowUp: () => step(1),
      ArrowLeft: () => step(-1),
      ArrowDown: () => step(-1),
      PageUp: () => step(FAR),
      PageDown: () => step(-FAR),
      Home: () => onChange(stops[0]),
      End: () => onChange(stops[stops.length - 1]),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  };
  const commit = () => {
    const value = Number(typed);
    if (typed !== undefined && typed.trim() !== '' && value >= 0 && value <= 1) {
      onChange(value);
      onRelease();
    }
    setTyped(undefined);
  };
  return (
    <div className={styles.row}>
      <label htmlFor={id}>Threshold</label>
      <input
        id={id}
        className={styles.slider}
        style={{ width }}
        type="range"
        min={0}
        max={1}
        step="any"
        value={threshold}
        aria-valuetext={show(threshold)}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        onPointerUp={onRelease}
        onKeyDown={onKeyDown}
        onKeyUp={onRelease}
        data-testid="threshold-slider"
      />
      <Input
        width={9}
        aria-label="Threshold as a number"
        value={typed ?? show(threshold)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commit();
          }
        }}
      />
    </div>
  );
}

const show = (threshold: number) => String(Number(threshold.toFixed(4)));

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), height: 32 }),
  slider: css({
    accentColor: theme.colors.primary.main,
    colorScheme: theme.isDark ? 'dark' : 'light',
    minWidth: 60,
    flexShrink: 1,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
