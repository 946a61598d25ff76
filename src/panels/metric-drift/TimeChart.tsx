import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo, type PointerEvent, useId, useMemo, useState } from 'react';

import { PanelTooltip, strongLine } from '../shared/PanelTooltip';
import { bandPath, linePath, nearest } from './chartPaths';
import { type ChartLayout, chartLayout, type ChartSpec, FONT } from './chartSpec';
import { useCursorElsewhere, useTellCursor } from './sharedCursor';
import { place, timeText, valueAt } from './timeScale';

interface TimeChartProps {
  /** The same object as long as nothing changes: then pointing at the chart draws nothing but a line above it. */
  spec: ChartSpec;
  width: number;
  height: number;
}

/** Lines over time, with what belongs to them. */
export function TimeChart({ spec, width, height }: TimeChartProps) {
  const styles = useStyles2(getStyles);
  const [pointed, setPointed] = useState<{ time: number; x: number; y: number }>();
  const layout = useMemo(() => chartLayout(spec, width, height), [spec, width, height]);
  const tell = useTellCursor();
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const time = valueAt(layout.x, event.clientX - event.currentTarget.getBoundingClientRect().left);
    setPointed({ time, x: event.clientX, y: event.clientY });
    tell(time);
  };
  const onPointerLeave = () => {
    setPointed(undefined);
    tell(undefined);
  };
  const at = pointed ? nearest(spec.times, pointed.time) : -1;
  return (
    <div style={{ width, height }}>
      <svg
        className={styles.svg}
        {...{ width, height }}
        role="img"
        aria-label={spec.label}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
      >
        <Drawing spec={spec} layout={layout} />
        {at >= 0 ? <Cursor spec={spec} layout={layout} at={at} /> : <CursorElsewhere spec={spec} layout={layout} />}
      </svg>
      {pointed && at >= 0 && (
        <PanelTooltip position={pointed} testId="drift-tooltip">
          <Values spec={spec} layout={layout} at={at} />
        </PanelTooltip>
      )}
    </div>
  );
}

interface AtProps {
  spec: ChartSpec;
  layout: ChartLayout;
  /** An index of `times`. */
  at: number;
}

function Cursor({ spec: { times, lines }, layout: { x, y }, at }: AtProps) {
  const styles = useStyles2(getStyles);
  const px = place(x, times[at]);
  return (
    <g pointerEvents="none">
      <line x1={px} x2={px} y1={y.start + y.size} y2={y.start} className={styles.cursor} />
      {lines.map(({ name, values, color }) => {
        const value = values[at];
        return typeof value === 'number' && <circle key={name} cx={px} cy={place(y, value)} r={3} fill={color} />;
      })}
    </g>
  );
}

/** Where another panel is pointed at. */
function CursorElsewhere({ spec, layout }: Omit<AtProps, 'at'>) {
  const time = useCursorElsewhere();
  const { from, to } = spec.range;
  const at = time !== undefined && from <= time && time <= to ? nearest(spec.times, time) : -1;
  return at >= 0 ? <Cursor spec={spec} layout={layout} at={at} /> : null;
}

/** How near, in pixels, the pointer has to be to what happened at a moment. */
const NEAR = 6;

function Values({ spec, layout: { x }, at }: AtProps) {
  const strong = useStyles2(strongLine);
  const { times, lines, level, marks = [], annotations, format, timeZone } = spec;
  const happened = [...marks, ...annotations].filter(
    ({ time }) => Math.abs(place(x, time) - place(x, times[at])) < NEAR
  );
  return (
    <>
      <div className={strong}>{timeText(times[at], timeZone)}</div>
      {lines.map(({ name, values }) => {
        const value = values[at];
        return <div key={name}>{`${name}: ${typeof value === 'number' ? format(value) : 'no data'}`}</div>;
      })}
      {level && <div>{`${level.name}: ${format(level.value)}`}</div>}
      {happened.map(({ text }, i) => (
        <div key={`${i} ${text}`}>{text}</div>
      ))}
    </>
  );
}

const Drawing = memo(function Drawing({ spec, layout }: { spec: ChartSpec; layout: ChartLayout }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { x, y, xTicks, yTicks } = layout;
  const { times, lines, band, level, marks = [], shade, annotations } = spec;
  const [top, bottom, right] = [y.start + y.size, y.start, x.start + x.size];
  const within = (time: number) => Math.max(x.start, Math.min(right, place(x, time)));
  return (
    <>
      <clipPath id={id}>
        <rect x={x.start} y={top - 2} width={x.size} height={bottom - top + 4} />
      </clipPath>
      {shade && (
        <rect className={styles.shade} x={x.start} y={top} width={within(shade.to) - x.start} height={bottom - top} />
      )}
      {yTicks.map(({ value, text }) => (
        <g key={value}>
          <line className={styles.grid} x1={x.start} x2={right} y1={place(y, value)} y2={place(y, value)} />
          <text x={x.start - 6} y={place(y, value) + FONT / 3} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ x: px, text }) => (
        <g key={px}>
          <line className={styles.grid} x1={px} x2={px} y1={top} y2={bottom} />
          <text x={px} y={bottom + 15} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {shade && within(shade.to) - x.start > 70 && (
        <text x={x.start + 5} y={top + FONT}>
          {shade.text}
        </text>
      )}
      <g clipPath={`url(#${id})`}>
        {band && <path d={bandPath(times, band.lower, band.upper, x, y)} fill={band.color} />}
        {annotations.map(({ time, timeEnd, color = '#8e8e8e' }, i) => (
          <g key={i} stroke={color}>
            <rect
              x={within(time)}
              y={top}
              width={within(timeEnd ?? time) - within(time)}
              height={bottom - top}
              fill={color}
              fillOpacity={0.15}
              stroke="none"
            />
            <line x1={place(x, time)} x2={place(x, time)} y1={top} y2={bottom} strokeDasharray="3 3" />
          </g>
        ))}
        {level && (
          <line
            x1={x.start}
            x2={right}
            y1={place(y, level.value)}
            y2={place(y, level.value)}
            stroke={level.color}
            strokeDasharray="6 4"
          />
        )}
        {lines.map(({ name, values, color, width = 1.5, dash, turn }) => (
          <g
            key={name}
            fill="none"
            strokeWidth={width}
            strokeDasharray={dash}
            strokeLinejoin="round"
            strokeLinecap="round"
          >
            <path d={linePath(times, turn ? values.slice(0, turn.at + 1) : values, x, y)} stroke={color} />
            {turn && <path d={linePath(times.slice(turn.at), values.slice(turn.at), x, y)} stroke={turn.color} />}
          </g>
        ))}
      </g>
      {marks.map(({ time, color }, i) => (
        <g key={i}>
          <line x1={place(x, time)} x2={place(x, time)} y1={top} y2={bottom} stroke={color} strokeWidth={1.5} />
          <path d={`M${place(x, time) - 5} ${top - 1}h10l-5 7z`} fill={color} />
        </g>
      ))}
    </>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({
    display: 'block',
    '& text': { fill: theme.colors.text.secondary, fontSize: FONT, fontVariantNumeric: 'tabular-nums' },
  }),
  grid: css({ stroke: theme.colors.border.weak }),
  cursor: css({ stroke: theme.colors.text.secondary, strokeDasharray: '3 3' }),
  shade: css({ fill: theme.colors.text.secondary, fillOpacity: 0.07 }),
});
