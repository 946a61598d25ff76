import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, useId } from 'react';

import { step } from '../../shared/colorMixing';
import { makePalette } from '../colors';
import { type Bar, type Histograms } from './histogramBars';
import { SLIDER_PADDING } from './ThresholdSlider';
import { shareOf, type ThresholdScale } from './thresholdScale';

interface ScoreHistogramsProps {
  histograms: Histograms;
  scale: ThresholdScale;
  /** What the picture is of, to a screen reader. */
  label: string;
  /** Names of the classes, as they are shown. */
  positive: string;
  negative: string;
  threshold: number;
  /** Of the slider. */
  width: number;
  height: number;
}

/** The line in which the prediction on each side of the threshold is said, and that of the axis. */
const SIDES = 16;
const AXIS = 20;

/** Of what the threshold makes right and wrong, as the matrix has them. */
export function rightAndWrong(theme: GrafanaTheme2): { right: string; wrong: string } {
  const { correct, error } = makePalette(theme);
  return { right: correct[step(0.75)], wrong: error[step(0.75)] };
}

/**
 * The positive class above the line, the other below it. What the threshold makes right and wrong has the matrix' colors: a
 * move shifts two clips and draws no bar anew.
 */
export function ScoreHistograms(props: ScoreHistogramsProps) {
  const { scale, threshold, width, height, positive, negative } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const x = SLIDER_PADDING + shareOf(scale, threshold) * (width - 2 * SLIDER_PADDING);
  const below = `predicted ${negative}`;
  const above = `predicted ${positive}`;
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={props.label}>
      <clipPath id={`${id}below`}>
        <path d={`M0 0H${x}V${height}H0z`} />
      </clipPath>
      <clipPath id={`${id}above`}>
        <path d={`M${x} 0H${width}V${height}H${x}z`} />
      </clipPath>
      <Bars {...props} threshold={undefined} below={`url(#${id}below)`} above={`url(#${id}above)`} />
      <line x1={x} x2={x} y1={0} y2={height - AXIS} className={styles.threshold} />
      {roomFor(below) < x && <text x={x - 8} y={11} textAnchor="end">{`◂ ${below}`}</text>}
      {roomFor(above) < width - x && <text x={x + 8} y={11}>{`${above} ▸`}</text>}
    </svg>
  );
}

/** About what a text is wide, with its arrow. */
function roomFor(text: string): number {
  return 6.2 * text.length + 24;
}

type BarsProps = Omit<ScoreHistogramsProps, 'threshold'> & { threshold: undefined; below: string; above: string };

/** Without the threshold: drawn with new data only. */
const Bars = memo(function Bars({ histograms, scale, width, height, below, above }: BarsProps) {
  const styles = useStyles2(getStyles);
  const { right, wrong } = rightAndWrong(useTheme2());
  const length = width - 2 * SLIDER_PADDING;
  const reach = Math.floor((height - SIDES - AXIS) / 2);
  const middle = SIDES + reach;
  const positive = barsPath(histograms.positive, length, middle, -reach);
  const negative = barsPath(histograms.negative, length, middle + 1, reach - 1);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    x: SLIDER_PADDING + share * length,
    text: String(Number((scale.min + share * (scale.max - scale.min)).toPrecision(3))),
  }));
  return (
    <>
      <g clipPath={below}>
        <path d={positive} fill={wrong} />
        <path d={negative} fill={right} />
      </g>
      <g clipPath={above}>
        <path d={positive} fill={right} />
        <path d={negative} fill={wrong} />
      </g>
      <line
        x1={SLIDER_PADDING}
        x2={width - SLIDER_PADDING}
        y1={middle + 0.5}
        y2={middle + 0.5}
        className={styles.middle}
      />
      {ticks.map(({ x, text }, i) => (
        <text key={i} x={x} y={height - 7} textAnchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}>
          {text}
        </text>
      ))}
    </>
  );
});

/** @param height of the highest bar, negative upwards */
function barsPath(bars: Bar[], length: number, base: number, height: number): string {
  return bars
    .map((bar) => {
      const left = SLIDER_PADDING + bar.left * length;
      // A bar of a single score has no width, and a small one no height: both are to be seen.
      const width = Math.max(2, bar.width * length - 1);
      const reach = Math.sign(height) * Math.max(2, Math.abs(bar.height * height));
      return `M${left.toFixed(1)} ${base}h${width.toFixed(1)}v${reach.toFixed(1)}h${(-width).toFixed(1)}z`;
    })
    .join('');
}

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({
    display: 'block',
    '& text': { fill: theme.colors.text.secondary, fontSize: 11 },
  }),
  threshold: css({ stroke: theme.colors.text.maxContrast, strokeWidth: 2 }),
  middle: css({ stroke: theme.colors.border.strong }),
});
