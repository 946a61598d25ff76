import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';

import { fitToWidth } from '../shared/fitToWidth';
import { PanelTooltip, strongLine } from '../shared/PanelTooltip';
import { sizeCanvas } from '../shared/sizeCanvas';
import { visuallyHidden } from '../shared/visuallyHidden';
import { type Annotation } from './annotations';
import { nearest } from './chartPaths';
import { type DriftFormats } from './fieldDisplay';
import { momentWords, type TimeRow, timeSummary } from './overTime';
import { type DriftLine } from './readData';
import { colorOf, FULL, stepOf, stripColors, stripPixels } from './stripPixels';
import { useCursorElsewhere, useTellCursor } from './sharedCursor';
import { place, type Scale, timeText, timeTicks, valueAt } from './timeScale';
import { useRowList } from './useRowList';

interface StripsProps {
  rows: TimeRow[];
  range: { from: number; to: number };
  width: number;
  height: number;
  timeZone: TimeZone;
  formats: DriftFormats;
  annotations: Annotation[];
  hint?: string;
  choose: (line: DriftLine) => void;
}

const AXIS = 20;
const KEY = 22;
const MOST_LABEL = 190;

/** Many variables over time: a strip each, its color how strong the drift is. */
export function Strips(props: StripsProps) {
  const { rows, range, width, height, timeZone, formats, hint, choose } = props;
  const styles = useStyles2(getStyles);
  const strong = useStyles2(strongLine);
  const [pointerX, setPointerX] = useState<number>();
  const keyHeight = height >= 140 ? KEY : 0;
  const plotHeight = Math.max(20, height - AXIS - keyHeight);
  const rowHeight = Math.max(16, Math.min(28, Math.floor(plotHeight / Math.max(1, rows.length))));
  const list = useRowList({
    count: rows.length,
    rowHeight,
    height: plotHeight,
    choose: (row) => choose(rows[row].line),
  });
  const left = Math.min(MOST_LABEL, Math.round(width * (width < 360 ? 0.38 : 0.3)));
  const value = width >= 360 ? 52 : 0;
  const x = useMemo(
    (): Scale => ({ min: range.from, max: range.to, start: left, size: Math.max(1, width - left - value - 12) }),
    [range.from, range.to, left, width, value]
  );
  const active = list.active === undefined ? undefined : rows[list.active];
  const pointed = list.pointed && rows[list.pointed.row];
  const at =
    pointed && pointerX !== undefined && pointerX >= x.start ? cellAt(pointed.line.times, valueAt(x, pointerX)) : -1;
  const shownRow = list.pointed?.row ?? list.active;
  const tell = useTellCursor();
  return (
    <>
      <div
        {...list.scrollerProps}
        style={{ height: plotHeight, cursor: hint ? 'pointer' : 'default' }}
        role="application"
        aria-roledescription="drift over time"
        aria-label={`${timeSummary(rows)}. Arrow keys walk the variables${hint ? ', Enter opens one' : ''}.`}
        data-testid="drift-strips"
        onMouseMove={(event) => {
          list.scrollerProps.onMouseMove(event);
          const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
          setPointerX(px);
          tell(px >= x.start && px <= x.start + x.size ? valueAt(x, px) : undefined);
        }}
        onMouseLeave={() => {
          list.scrollerProps.onMouseLeave();
          tell(undefined);
        }}
      >
        <div style={{ height: rows.length * rowHeight }}>
          <StripsCanvas {...props} {...{ x, rowHeight, plotHeight }} scrollTop={list.scrollTop} valueWidth={value} />
        </div>
        {shownRow !== undefined && (
          <div className={styles.row} style={{ top: shownRow * rowHeight, height: rowHeight }} />
        )}
        {list.pointed === undefined && <CursorElsewhere x={x} height={rows.length * rowHeight} />}
      </div>
      <TimeAxis x={x} timeZone={timeZone} width={width} />
      {keyHeight > 0 && <Key rows={rows} formats={formats} left={width < 500 ? 6 : left} />}
      <div className={visuallyHidden} aria-live="polite" data-testid="drift-live">
        {active && `${active.name}: ${momentWords(active.line, active.line.times.length - 1, formats)}`}
      </div>
      {list.pointed && pointed && (
        <PanelTooltip position={list.pointed} testId="drift-tooltip">
          <div className={strong}>{pointed.name}</div>
          {at >= 0 && <div>{timeText(pointed.line.times[at], timeZone)}</div>}
          <div>{momentWords(pointed.line, at >= 0 ? at : pointed.line.times.length - 1, formats)}</div>
          {hint && <div className={styles.hint}>{hint}</div>}
        </PanelTooltip>
      )}
    </>
  );
}

/** Where another panel is pointed at. */
function CursorElsewhere({ x, height }: { x: Scale; height: number }) {
  const styles = useStyles2(getStyles);
  const time = useCursorElsewhere();
  return time !== undefined && x.min <= time && time <= x.max ? (
    <div className={styles.cursor} style={{ left: place(x, time), height }} />
  ) : null;
}

/** The index of the step that a time lies in; -1 outside. */
function cellAt(times: readonly number[], time: number): number {
  const step = stepOf(times) ?? 0;
  return nearest(times, time + step / 2);
}

interface CanvasProps extends StripsProps {
  x: Scale;
  rowHeight: number;
  plotHeight: number;
  scrollTop: number;
  valueWidth: number;
}

const StripsCanvas = memo(function StripsCanvas(props: CanvasProps) {
  const { rows, range, width, plotHeight, rowHeight, scrollTop, formats, x, valueWidth, annotations } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme2();
  useLayoutEffect(() => {
    const sized = sizeCanvas(canvas.current, width, plotHeight);
    if (!sized) {
      return;
    }
    const { context, ratio } = sized;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, plotHeight);
    const first = Math.max(0, Math.floor(scrollTop / rowHeight));
    const seen = rows.slice(first, Math.ceil((scrollTop + plotHeight) / rowHeight));
    const top = first * rowHeight - scrollTop;
    const colors = stripColors(theme);
    drawCells(context, seen, { range, colors, x, top, rowHeight, ratio });
    context.fillStyle = theme.colors.background.primary;
    seen.forEach((_, i) => context.fillRect(x.start, top + (i + 1) * rowHeight - 1, x.size, 1));
    for (const { time, color = '#8e8e8e' } of annotations) {
      context.fillStyle = color;
      context.fillRect(Math.round(place(x, time)), 0, 1, Math.min(plotHeight, rows.length * rowHeight));
    }
    context.font = `400 12px ${theme.typography.fontFamily}`;
    context.textBaseline = 'middle';
    seen.forEach(({ name, latest, isDrift }, i) => {
      const middle = top + (i + 0.5) * rowHeight;
      context.fillStyle = theme.colors.text.primary;
      context.textAlign = 'left';
      context.fillText(fitToWidth(context, name, x.start - 14), 6, middle);
      if (valueWidth > 0) {
        context.fillStyle = isDrift ? theme.colors.text.primary : theme.colors.text.secondary;
        context.textAlign = 'right';
        context.fillText(latest ? formats.score(latest.value) : formats.noValue, width - 12, middle);
      }
    });
  }, [rows, range, width, plotHeight, rowHeight, scrollTop, formats, x, valueWidth, annotations, theme]);
  return (
    <canvas
      ref={canvas}
      style={{ position: 'sticky', top: 0, width, height: plotHeight, display: 'block' }}
      aria-hidden
    />
  );
});

function drawCells(
  context: CanvasRenderingContext2D,
  seen: TimeRow[],
  at: Pick<StripsProps, 'range'> & {
    colors: ReturnType<typeof stripColors>;
    x: Scale;
    top: number;
    rowHeight: number;
    ratio: number;
  }
) {
  const { range, colors, x, top, rowHeight, ratio } = at;
  const width = Math.max(1, Math.round(x.size * ratio));
  if (seen.length === 0) {
    return;
  }
  const image = document.createElement('canvas');
  image.width = width;
  image.height = seen.length;
  const pixels = stripPixels(
    seen.map(({ line }) => line),
    range,
    width,
    colors
  );
  image.getContext('2d')?.putImageData(new ImageData(pixels, width, seen.length), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(image, x.start, top, x.size, seen.length * rowHeight);
}

function TimeAxis({ x, timeZone, width }: { x: Scale; timeZone: TimeZone; width: number }) {
  const styles = useStyles2(getStyles);
  return (
    <svg className={styles.axis} width={width} height={AXIS} aria-hidden>
      {timeTicks(x, width, timeZone).map(({ x: px, text }) => (
        <g key={px}>
          <line x1={px} x2={px} y1={0} y2={4} />
          <text x={px} y={15} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** What the colors mean. */
function Key({ rows, formats, left }: { rows: TimeRow[]; formats: DriftFormats; left: number }) {
  const styles = useStyles2(getStyles);
  const colors = stripColors(useTheme2());
  const thresholds = new Set(rows.map(({ line }) => line.threshold));
  const [threshold] = thresholds.size === 1 ? thresholds : [];
  const swatch = (strong: number, text: string) => (
    <span className={styles.entry}>
      <span className={styles.swatch} style={{ background: colorOf(colors, strong) }} />
      {text}
    </span>
  );
  return (
    <div className={styles.key} style={{ paddingLeft: left }} aria-hidden>
      {swatch(0, 'within its floor')}
      {threshold !== undefined && swatch(0.3, `up to ${formats.score(threshold)}`)}
      {threshold !== undefined && swatch(0.6, 'above')}
      {swatch(1, threshold === undefined ? 'most of its own' : `${formats.score(FULL * threshold)} and more`)}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    left: 0,
    right: 0,
    outline: `1px solid ${theme.colors.text.secondary}`,
    outlineOffset: -1,
    pointerEvents: 'none',
  }),
  cursor: css({
    position: 'absolute',
    top: 0,
    borderLeft: `1px dashed ${theme.colors.text.primary}`,
    pointerEvents: 'none',
  }),
  axis: css({
    display: 'block',
    '& text': { fill: theme.colors.text.secondary, fontSize: 11, fontVariantNumeric: 'tabular-nums' },
    '& line': { stroke: theme.colors.border.medium },
  }),
  key: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    height: KEY,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: 11,
  }),
  entry: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  swatch: css({ width: 14, height: 10, borderRadius: 1 }),
  hint: css({ fontStyle: 'italic' }),
});
