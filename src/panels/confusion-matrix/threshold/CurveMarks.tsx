import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, useMemo } from 'react';

import { type CurvePoint, curveTexts, type Frame, pathOf, type Point, toPixels } from './thresholdCurve';
import { type ScoreCurve } from './thresholdOptions';

const TICKS = [0, 0.25, 0.5, 0.75, 1];

export const CurveAxes = memo(function CurveAxes({
  curve,
  frame,
  height,
  chance,
}: {
  curve: ScoreCurve;
  frame: Frame;
  height: number;
  chance: [Point, Point];
}) {
  const styles = useStyles2(getStyles);
  const { left, top, width } = frame;
  const texts = curveTexts[curve];
  const [from, to] = chance.map((point) => toPixels(frame, point));
  return (
    <>
      {TICKS.map((tick) => {
        const { x, y } = toPixels(frame, { x: tick, y: tick });
        return (
          <g key={tick}>
            <line x1={left} x2={left + width} y1={y} y2={y} className={styles.grid} />
            <line x1={x} x2={x} y1={top} y2={top + frame.height} className={styles.grid} />
            <text x={left - 6} y={y + 4} textAnchor="end">{`${tick * 100} %`}</text>
            <text x={x} y={top + frame.height + 15} textAnchor="middle">{`${tick * 100} %`}</text>
          </g>
        );
      })}
      <text x={left + width / 2} y={height - 4} textAnchor="middle">
        {texts.x}
      </text>
      <text transform={`translate(11 ${top + frame.height / 2}) rotate(-90)`} textAnchor="middle">
        {texts.y}
      </text>
      {Number.isFinite(from.y) && <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={styles.chance} />}
    </>
  );
});

export const CurveLine = memo(function CurveLine({
  curve,
  points,
  frame,
  color,
  isChosen,
}: {
  curve: ScoreCurve;
  points: CurvePoint[];
  frame: Frame;
  color: string;
  isChosen: boolean;
}) {
  const d = useMemo(() => pathOf(points, curve, frame), [points, curve, frame]);
  return <path d={d} fill="none" stroke={color} strokeWidth={isChosen ? 2 : 1.25} strokeLinejoin="round" />;
});

/** The chosen version's is larger, and says the threshold on the side on which the curves leave room. */
export function CurveMarker({
  frame,
  at,
  color,
  text,
  curve,
}: {
  frame: Frame;
  at: Point;
  color: string;
  text?: string;
  curve?: ScoreCurve;
}) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { x, y } = toPixels(frame, at);
  const isChosen = text !== undefined;
  // Worse versions lie below, and to the right of ROC.
  const above = curve === 'precisionRecall' ? y > frame.top + 24 : y > frame.top + frame.height - 24;
  const toLeft = x > frame.left + frame.width - (above ? 20 : 60);
  return (
    <g pointerEvents="none">
      <circle
        cx={x}
        cy={y}
        r={isChosen ? 6 : 4}
        fill={isChosen ? color : theme.colors.background.primary}
        stroke={isChosen ? theme.colors.text.maxContrast : color}
        strokeWidth={2}
        data-testid={isChosen ? 'threshold-marker' : undefined}
      />
      {isChosen && (
        <text
          x={above && toLeft ? frame.left + frame.width + 10 : x + (toLeft ? -10 : 10)}
          y={y + (above ? -10 : 18)}
          textAnchor={toLeft ? 'end' : 'start'}
          className={styles.at}
        >
          {text}
        </text>
      )}
    </g>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ stroke: theme.colors.border.weak }),
  chance: css({ stroke: theme.colors.text.disabled, strokeDasharray: '4 4' }),
  at: css({
    '&&': { fill: theme.colors.text.primary, fontSize: 13 },
    fontWeight: theme.typography.fontWeightMedium,
    paintOrder: 'stroke',
    stroke: theme.colors.background.primary,
    strokeWidth: 4,
  }),
});
