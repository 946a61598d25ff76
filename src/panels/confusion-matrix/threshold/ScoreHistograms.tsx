import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, useId, useMemo } from 'react';

import { makePalette } from '../colors';
import { type Bar, type Histograms } from './histogramBars';
import { SLIDER_PADDING } from './ThresholdSlider';
import { shareOf, type ThresholdScale } from './thresholdScale';

interface ScoreHistogramsProps {
  histograms: Histograms;
  scale: ThresholdScale;
  /** 'reject 1,650' */
  positiveText: string;
  negativeText: string;
  threshold: number;
  /** Of the slider. */
  width: number;
  height: number;
}

const AXIS = 14;

/**
 * The positive class above the line, the other below it. What the threshold makes right is blue and what it makes wrong is
 * orange, as in the matrix: a move shifts two clips and draws no bar anew.
 */
export function ScoreHistograms(props: ScoreHistogramsProps) {
  const { scale, threshold, width, height, positiveText, negativeText } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const id = useId();
  const length = width - 2 * SLIDER_PADDING;
  const x = SLIDER_PADDING + shareOf(scale, threshold) * length;
  const label = `Scores by actual class: ${positiveText} above the line, ${negativeText} below it.`;
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
      <clipPath id={`${id}below`}>
        <rect x={0} y={0} width={x} height={height} />
      </clipPath>
      <clipPath id={`${id}above`}>
        <rect x={x} y={0} width={Math.max(0, width - x)} height={height} />
      </clipPath>
      <Bars {...props} below={`url(#${id}below)`} above={`url(#${id}above)`} threshold={0} />
      <line x1={x} x2={x} y1={0} y2={height - AXIS} stroke={theme.colors.text.maxContrast} strokeWidth={2} />
    </svg>
  );
}

/** Without the threshold: drawn with new data only. */
const Bars = memo(function Bars(props: ScoreHistogramsProps & { below: string; above: string }) {
  const { histograms, scale, width, height, positiveText, negativeText, below, above } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { right, wrong } = useMemo(() => {
    const { correct, error } = makePalette(theme);
    return { right: correct[42], wrong: error[42] };
  }, [theme]);
  const length = width - 2 * SLIDER_PADDING;
  const middle = Math.round((height - AXIS) / 2);
  const positive = barsPath(histograms.positive, length, middle, -(middle - 2));
  const negative = barsPath(histograms.negative, length, middle + 1, middle - 3);
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
        className={styles.line}
      />
      <text x={SLIDER_PADDING} y={11} className={styles.name}>
        {positiveText}
      </text>
      <text x={width - SLIDER_PADDING} y={height - AXIS - 3} textAnchor="end" className={styles.name}>
        {negativeText}
      </text>
      {ticks.map(({ x, text }, i) => (
        <text key={i} x={x} y={height - 2} textAnchor="middle">
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
      const reach = Math.sign(height) * Math.max(1, Math.abs(bar.height * height));
      return `M${left.toFixed(1)} ${base}h${width.toFixed(1)}v${reach.toFixed(1)}h${(-width).toFixed(1)}z`;
    })
    .join('');
}

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({
    display: 'block',
    '& text': { fill: theme.colors.text.secondary, fontSize: 11 },
  }),
  line: css({ stroke: theme.colors.border.medium }),
  name: css({
    '&&': { fill: theme.colors.text.primary },
    paintOrder: 'stroke',
    stroke: theme.colors.background.primary,
    strokeWidth: 3,
  }),
});
