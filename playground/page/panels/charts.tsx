/** XY chart and bar chart, drawn simply: enough to see that a frame is drawable, and what it says. */
import { css } from '@emotion/css';
import {
  type Field,
  FieldColorModeId,
  type FieldMatcher,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  getFieldMatcher,
  type GrafanaTheme2,
  type MatcherConfig,
  PanelPlugin,
  type PanelProps,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface Series {
  name: string;
  color: string;
  x: Field;
  y: Field;
}

const MARGIN = { left: 52, right: 12, top: 8, bottom: 26 };
const LEGEND = 22;

interface Scale {
  min: number;
  max: number;
  place(value: number): number;
}

const numbers = (fields: Field[]) =>
  fields.flatMap(({ values }) => Array.from<unknown>(values).filter((value) => typeof value === 'number'));

function scaleOf(fields: Field[], from: number, to: number, withZero = false): Scale {
  const { min: fixedMin, max: fixedMax } = fields[0].config;
  const all = numbers(fields);
  const min = fixedMin ?? Math.min(...all, ...(withZero ? [0] : []));
  const max = fixedMax ?? Math.max(...all);
  return { min, max, place: (value) => from + ((value - min) / (max - min || 1)) * (to - from) };
}

function Frame(props: {
  width: number;
  height: number;
  x?: [Scale, Field];
  y: [Scale, Field];
  series: Array<{ name: string; color: string }>;
  children: ReactNode;
}) {
  const { width, height, x, y, series, children } = props;
  const styles = useStyles2(getStyles);
  const bottom = height - LEGEND - MARGIN.bottom;
  const ticks = ({ min, max }: Scale) => [0, 0.25, 0.5, 0.75, 1].map((part) => min + part * (max - min));
  const text = (field: Field, value: number) =>
    field.display ? formattedValueToString(field.display(value)) : String(value);
  return (
    <div>
      <svg width={width} height={height - LEGEND} className={styles.svg}>
        {ticks(y[0]).map((value) => (
          <g key={value}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y[0].place(value)} y2={y[0].place(value)} />
            <text x={MARGIN.left - 6} y={y[0].place(value) + 4} textAnchor="end">
              {text(y[1], value)}
            </text>
          </g>
        ))}
        {x &&
          ticks(x[0]).map((value) => (
            <text key={value} x={x[0].place(value)} y={bottom + 16} textAnchor="middle">
              {text(x[1], value)}
            </text>
          ))}
        {children}
      </svg>
      <div className={styles.legend}>
        {series.map(({ name, color }) => (
          <span key={name}>
            <span style={{ background: color }} /> {name}
          </span>
        ))}
      </div>
    </div>
  );
}

interface XYOptions {
  series?: Array<{ x?: { matcher: MatcherConfig }; y?: { matcher: MatcherConfig } }>;
}

const anyNumber: MatcherConfig = { id: 'byType', options: 'number' };

function XYChart({ id, data, width, height, options, fieldConfig }: PanelProps<XYOptions>) {
  const theme = useTheme2();
  const asked = options.series?.[0] ?? {};
  const [isX, isY]: FieldMatcher[] = [asked.x?.matcher ?? anyNumber, asked.y?.matcher ?? anyNumber].map((matcher) =>
    getFieldMatcher(matcher)
  );
  const series = data.series.flatMap((frame) => {
    const numeric = frame.fields.filter(({ type }) => type === FieldType.number);
    const x = numeric.find((field) => isX(field, frame, data.series));
    return x ? numeric.filter((y) => y !== x && isY(y, frame, data.series)).map((y) => ({ frame, x, y })) : [];
  });
  if (!series.some(({ y }) => numbers([y]).length > 0)) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsNumberField />;
  }
  const drawn = series.map(({ frame, x, y }, i): Series => ({
    name: getFieldDisplayName(y, frame, data.series),
    color: colorOf(theme, i),
    x,
    y,
  }));
  const x = scaleOf(
    drawn.map((one) => one.x),
    MARGIN.left,
    width - MARGIN.right
  );
  const y = scaleOf(
    drawn.map((one) => one.y),
    height - LEGEND - MARGIN.bottom,
    MARGIN.top
  );
  return (
    <Frame {...{ width, height, series: drawn, x: [x, drawn[0].x], y: [y, drawn[0].y] }}>
      {drawn.map((one) => {
        const points = Array.from<number | null>(one.x.values).flatMap((value, i) => {
          const height: number | null = one.y.values[i];
          return value === null || height === null ? [] : [[x.place(value), y.place(height)]];
        });
        return (
          <g key={one.name} stroke={one.color} fill={one.color}>
            <polyline points={points.map(String).join(' ')} fill="none" />
            {points.map(([cx, cy], i) => (
              <circle key={i} cx={cx} cy={cy} r={2} />
            ))}
          </g>
        );
      })}
    </Frame>
  );
}

interface BarOptions {
  xField?: string;
}

function BarChart({ id, data, width, height, options, fieldConfig }: PanelProps<BarOptions>) {
  const theme = useTheme2();
  const frame = data.series.find(({ fields }) => fields.some(({ type }) => type === FieldType.number));
  const names = frame?.fields.find(({ name, type }) =>
    options.xField ? name === options.xField : type === FieldType.string
  );
  const counts = (frame?.fields ?? []).filter(
    ({ type, config }) => type === FieldType.number && !config.custom?.hideFrom?.viz
  );
  if (!frame || !names || numbers(counts).length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsStringField needsNumberField />;
  }
  const series = counts.map((field, i) => ({
    name: getFieldDisplayName(field, frame, data.series),
    color: colorOf(theme, i),
  }));
  const y = scaleOf(counts, height - LEGEND - MARGIN.bottom, MARGIN.top, true);
  const step = (width - MARGIN.left - MARGIN.right) / frame.length;
  const bar = (step * 0.9) / counts.length;
  const labelEvery = Math.max(1, Math.ceil(80 / step));
  return (
    <Frame {...{ width, height, series, y: [y, counts[0]] }}>
      {counts.map((field, k) =>
        Array.from<number>(field.values).map((count, i) => (
          <rect
            key={`${k} ${i}`}
            x={MARGIN.left + i * step + k * bar}
            y={y.place(count)}
            width={bar}
            height={Math.max(0, y.place(0) - y.place(count))}
            fill={series[k].color}
          />
        ))
      )}
      {Array.from<string>(names.values).map((name, i) =>
        i % labelEvery === 0 ? (
          <text key={i} x={MARGIN.left + (i + 0.5) * step} y={y.place(0) + 16} textAnchor="middle">
            {name}
          </text>
        ) : null
      )}
    </Frame>
  );
}

function colorOf(theme: GrafanaTheme2, index: number): string {
  const { palette, getColorByName } = theme.visualization;
  return getColorByName(palette[index % palette.length]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({
    display: 'block',
    '& text': { fill: theme.colors.text.secondary, stroke: 'none', fontSize: 11 },
    '& line': { stroke: theme.colors.border.weak },
  }),
  legend: css({
    height: LEGEND,
    overflow: 'hidden',
    fontSize: 12,
    '& > span': { marginRight: theme.spacing(2) },
    '& > span > span': { display: 'inline-block', width: 12, height: 4, verticalAlign: 'middle' },
  }),
});

/** Grafana's own panels know it of each field. */
const hideFrom = { path: 'hideFrom', name: 'hideFrom', defaultValue: { legend: false, tooltip: false, viz: false } };

const withHiding = <T,>(plugin: PanelPlugin<T>) =>
  plugin.useFieldConfig({
    standardOptions: { color: { defaultValue: { mode: FieldColorModeId.PaletteClassic } } } as never,
    useCustomConfig: (builder) => {
      builder.addCustomEditor({
        ...hideFrom,
        id: 'hideFrom',
        editor: () => null,
        override: () => null,
        process: (value: unknown) => value,
        shouldApply: () => true,
      } as never);
    },
  });

export const xyChartPanel = withHiding(new PanelPlugin<XYOptions>(XYChart));
export const barChartPanel = withHiding(new PanelPlugin<BarOptions>(BarChart));
