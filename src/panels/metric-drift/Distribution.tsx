import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, type PointerEvent, useMemo, useState } from 'react';

import { PanelTooltip, strongLine } from '../shared/PanelTooltip';
import { barSentences, type DistributionBar, type DistributionView } from './distributionView';
import { share, shortCount } from './formats';
import { histogramLayout } from './histogramLayout';
import { statusColor } from './status';

interface DistributionProps {
  view: DistributionView;
  name: string;
  width: number;
  height: number;
}

const LEGEND = 22;

/** Both distributions of a variable over each other: the current one filled, the reference as an outline. */
export function Distribution({ view, name, width, height }: DistributionProps) {
  const strong = useStyles2(strongLine);
  const [pointed, setPointed] = useState<{ bar: DistributionBar; x: number; y: number }>();
  const isNumeric = view.bars.some(({ part }) => part === 'bin');
  const room = { width, height: height - LEGEND };
  const point = (bar: DistributionBar | undefined, event: { clientX: number; clientY: number }) =>
    setPointed(bar && { bar, x: event.clientX, y: event.clientY });
  return (
    <div style={{ width, height }} data-testid="drift-distribution">
      <Legend view={view} />
      <div onPointerLeave={() => setPointed(undefined)}>
        {isNumeric ? (
          <Histogram {...{ view, name, point, ...room }} pointed={pointed?.bar} />
        ) : (
          <Categories {...{ view, name, point, ...room }} />
        )}
      </div>
      {pointed && (
        <PanelTooltip position={pointed} testId="drift-tooltip">
          {barSentences(pointed.bar).map((sentence, i) => (
            <div key={sentence} className={i === 0 ? strong : undefined}>
              {sentence}
            </div>
          ))}
        </PanelTooltip>
      )}
    </div>
  );
}

function Legend({ view: { samples } }: { view: DistributionView }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.legend}>
      <span className={styles.entry}>
        <span className={cx(styles.swatch, styles.currentSwatch)} />
        {`current, ${shortCount(samples.current)}`}
      </span>
      {samples.reference !== undefined && (
        <span className={styles.entry}>
          <span className={cx(styles.swatch, styles.referenceSwatch)} />
          {`reference, ${shortCount(samples.reference)}`}
        </span>
      )}
    </div>
  );
}

interface DrawnProps extends DistributionProps {
  point: (bar: DistributionBar | undefined, event: { clientX: number; clientY: number }) => void;
}

function Histogram({ view, name, width, height, point, pointed }: DrawnProps & { pointed?: DistributionBar }) {
  const styles = useStyles2(getStyles);
  const layout = useMemo(() => histogramLayout(view, width, height), [view, width, height]);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    point(layout.bars.find(({ left, size }) => x >= left && x < left + size)?.bar, event);
  };
  const at = layout.bars.find(({ bar }) => bar === pointed);
  return (
    <svg
      className={styles.svg}
      {...{ width, height: Math.max(0, height) }}
      role="img"
      aria-label={`Distributions of ${name} in ${view.bars.length} bins. ${view.contributors.map((bar) => barSentences(bar).join(' ')).join(' ')}`}
      onPointerMove={onPointerMove}
    >
      {at && (
        <rect
          className={styles.pointed}
          x={at.left}
          y={layout.top}
          width={at.size}
          height={layout.bottom - layout.top}
        />
      )}
      <Bars layout={layout} />
    </svg>
  );
}

const Bars = memo(function Bars({ layout }: { layout: ReturnType<typeof histogramLayout> }) {
  const styles = useStyles2(getStyles);
  const { bars, bottom, left, right, ticks, labels, outline } = layout;
  return (
    <>
      {ticks.map(({ y, text }) => (
        <g key={y}>
          <line className={styles.grid} x1={left} x2={right} y1={y} y2={y} />
          <text x={left - 6} y={y + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {bars.map(({ bar, left: x, size, current }) => (
        <rect
          key={bar.name}
          className={styles.current}
          x={x + 0.5}
          width={Math.max(1, size - 1)}
          y={bottom - current}
          height={current}
        />
      ))}
      <path className={styles.reference} d={outline} />
      <line className={styles.base} x1={left} x2={right} y1={bottom} y2={bottom} />
      {labels.map(({ x, text }) => (
        <text key={x} x={x} y={bottom + 15} textAnchor="middle">
          {text}
        </text>
      ))}
    </>
  );
});

const ROW = 24;

/** Horizontally, since categories have names; the share that contributes most is not to be searched for. */
function Categories({ view, width, height, point }: DrawnProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const part = (value = 0) => `${(view.top > 0 ? value / view.top : 0) * 100}%`;
  const isWide = width >= 380;
  const longest = view.bars.reduce((most, { name }) => Math.max(most, name.length), 0);
  const nameWidth = Math.round(Math.max(48, Math.min(width * 0.34, 8 + 6.8 * longest)));
  return (
    <div
      className={styles.categories}
      style={{ height }}
      tabIndex={0}
      role="list"
      aria-label={`Categories of ${view.bars.length}`}
    >
      {view.bars.map((bar) => (
        <div
          key={`${bar.part} ${bar.name}`}
          className={styles.category}
          style={{ gridTemplateColumns: `${nameWidth}px 1fr ${isWide ? '128px' : '48px'}` }}
          role="listitem"
          aria-label={barSentences(bar).join(' ')}
          onPointerMove={(event) => point(bar, event)}
        >
          <span className={cx(styles.cut, bar.part !== 'category' && styles.special)}>{bar.name}</span>
          <span className={styles.track}>
            <span className={styles.fill} style={{ width: part(bar.current) }} />
            {bar.reference !== undefined && <span className={styles.outline} style={{ width: part(bar.reference) }} />}
          </span>
          <span className={styles.share}>
            {bar.current === undefined ? '–' : share(bar.current)}
            {isWide && bar.change && (
              <span style={{ color: statusColor(theme, 'drift').text }}>{` ${bar.change}`}</span>
            )}
            {isWide && !bar.change && bar.reference !== undefined && (
              <span className={styles.was}>{` was ${share(bar.reference)}`}</span>
            )}
          </span>
        </div>
      ))}
    </div>
  );
}

/** Of the current distribution. */
const CURRENT = { dark: '#5794f2', light: '#3274d9' };

const getStyles = (theme: GrafanaTheme2) => {
  const current = theme.isDark ? CURRENT.dark : CURRENT.light;
  return {
    legend: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(2),
      height: LEGEND,
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    entry: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
    swatch: css({ width: 14, height: 10, borderRadius: 1 }),
    currentSwatch: css({ background: current, opacity: 0.75 }),
    referenceSwatch: css({ border: `1.5px solid ${theme.colors.text.primary}` }),
    svg: css({
      display: 'block',
      '& text': { fill: theme.colors.text.secondary, fontSize: 11, fontVariantNumeric: 'tabular-nums' },
    }),
    grid: css({ stroke: theme.colors.border.weak }),
    base: css({ stroke: theme.colors.border.strong }),
    current: css({ fill: current, fillOpacity: 0.65 }),
    reference: css({ fill: 'none', stroke: theme.colors.text.primary, strokeWidth: 1.5, strokeLinejoin: 'round' }),
    pointed: css({ fill: theme.colors.action.hover }),
    categories: css({
      overflowX: 'hidden',
      overflowY: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    category: css({
      display: 'grid',
      alignItems: 'center',
      columnGap: theme.spacing(1),
      height: ROW,
      paddingRight: theme.spacing(1),
      fontSize: theme.typography.bodySmall.fontSize,
      '&:hover': { background: theme.colors.action.hover },
    }),
    cut: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' }),
    special: css({ fontStyle: 'italic', color: theme.colors.text.secondary }),
    track: css({ position: 'relative', height: 14 }),
    fill: css({ position: 'absolute', left: 0, top: 1, bottom: 1, background: current, opacity: 0.65 }),
    outline: css({
      position: 'absolute',
      left: 0,
      top: 0,
      bottom: 0,
      minWidth: 2,
      border: `1.5px solid ${theme.colors.text.primary}`,
      borderLeftWidth: 0,
    }),
    share: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
    was: css({ color: theme.colors.text.secondary }),
  };
};
