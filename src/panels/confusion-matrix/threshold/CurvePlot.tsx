import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { type CurveView } from './thresholdViewModel';

const MARGIN = { left: 62, right: 22, top: 26, bottom: 36 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

interface Props {
  curve: CurveView;
  width: number;
  height: number;
  /** Where the threshold is. */
  at?: [x: number, y: number];
}

/** The curve with the live threshold on it. The lines are drawn anew only with new data. */
export function CurvePlot({ curve, width, height, at }: Props) {
  const theme = useTheme2();
  const { x, y } = scales(width, height);
  const label = at
    ? `Here ${curve.xLabel.toLowerCase()} ${percent(at[0])}, ${curve.yLabel.toLowerCase()} ${percent(at[1])}.`
    : '';
  return (
    <svg width={width} height={height} role="img" aria-label={`${curve.title}. ${label}`} data-testid="threshold-curve">
      <Lines curve={curve} width={width} height={height} />
      {at && (
        <circle
          cx={x(at[0])}
          cy={y(at[1])}
          r={6}
          fill={theme.colors.background.primary}
          stroke={theme.colors.text.maxContrast}
          strokeWidth={2.5}
          data-testid="threshold-marker"
        />
      )}
    </svg>
  );
}

const Lines = memo(function Lines({ curve, width, height }: Omit<Props, 'at'>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { x, y } = scales(width, height);
  const path = (points: Array<[number, number]>) => points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ');
  const { palette, getColorByName } = theme.visualization;
  return (
    <g className={styles.plot}>
      <text x={MARGIN.left} y={16} className={styles.title}>
        {curve.title}
      </text>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
          <text x={x(tick)} y={y(0) + 15} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={height - 4} textAnchor="middle">
        {curve.xLabel}
      </text>
      <text transform={`translate(10 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        {curve.yLabel}
      </text>
      <polyline points={path(curve.chance)} className={styles.chance} />
      {curve.lines.map(({ version, points }, i) => {
        const color = getColorByName(palette[i % palette.length]);
        const [endX, endY] = points[Math.floor(points.length / 2)] ?? [0, 0];
        return (
          <g key={version}>
            <polyline points={path(points)} fill="none" stroke={color} strokeWidth={2} />
            {curve.lines.length > 1 && (
              <text x={x(endX) + 8} y={y(endY) + 14} style={{ fill: color }}>
                {version || 'no version'}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
});

function scales(width: number, height: number) {
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
  return {
    x: (share: number) => left + share * (right - left),
    y: (share: number) => bottom - share * (bottom - top),
  };
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;

const getStyles = (theme: GrafanaTheme2) => ({
  plot: css({
    '& line': { stroke: theme.colors.border.weak },
    '& text': { fill: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
  }),
  title: css({ '&&': { fill: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium } }),
  chance: css({ fill: 'none', stroke: theme.colors.text.disabled, strokeDasharray: '4 4' }),
});
