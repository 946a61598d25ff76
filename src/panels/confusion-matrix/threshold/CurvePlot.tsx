import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import React, { type PointerEvent, useMemo } from 'react';

import { type Formats } from '../../shared/formats';
import { CurveAxes, CurveLine, CurveMarker } from './CurveMarks';
import { type CurvesView } from './thresholdView';
import { curveTexts, type Frame, type Point, thresholdNear } from './thresholdCurve';
import { type ScoreCurve } from './thresholdOptions';
import { useFollowPointer } from './useFollowPointer';

interface CurvePlotProps {
  curves: CurvesView;
  /** Where each version is at the threshold. */
  markers: Array<Point | undefined>;
  /** The threshold, as it is written at the marker. */
  text: string;
  /** The version that the matrix is of. */
  chosen: string;
  width: number;
  height: number;
  formats: Formats;
  choose: (version: string) => void;
  onCurve: (curve: ScoreCurve) => void;
  move: (threshold: number) => void;
  release: () => void;
}

const HEADER = 32;
const LEGEND = 26;

/** ROC or precision and recall, a line a version, with the threshold on it. A click or drag on the curve moves the threshold. */
export function CurvePlot(props: CurvePlotProps) {
  const { curves, markers, text, chosen, width, height, formats, choose, onCurve, move, release } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { curve, lines } = curves;
  const texts = curveTexts[curve];
  const legend = lines.length > 1;
  const plotHeight = height - HEADER - (legend ? LEGEND : 0);
  const frame = useMemo(() => frameOf(width, plotHeight), [width, plotHeight]);
  const place = lines.findIndex(({ version }) => version === chosen);
  const line = lines[place];
  const at = markers[place];
  const following = useFollowPointer((event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    const near = thresholdNear(line.points, frame, pointer);
    if (near !== undefined) {
      move(near);
    }
  }, release);
  const where = at
    ? `At the threshold ${text}: ${texts.x.toLowerCase()} ${formats.share(at.x)}, ${texts.y.toLowerCase()} ${formats.share(at.y)}.`
    : `At the threshold ${text} the curve has no point.`;
  return (
    <div style={{ flex: 'none', width, height }} data-testid="threshold-curve">
      <div className={styles.header}>
        <div className={styles.title} title={line.area.description}>
          {line.area.title}
        </div>
        <RadioButtonGroup
          size="sm"
          aria-label="Curve"
          options={[
            { value: 'roc', label: 'ROC', description: 'Recall against the false positive rate' },
            { value: 'precisionRecall', label: 'PR', description: 'Precision against recall' },
          ]}
          value={curve}
          onChange={onCurve}
        />
      </div>
      {line.points.length === 0 ? (
        <div className={styles.none} style={{ height: plotHeight }}>
          {curve === 'roc'
            ? 'There is no ROC curve without outcomes of both classes.'
            : 'There is no curve without outcomes of the positive class.'}
        </div>
      ) : (
        <svg
          className={styles.svg}
          width={width}
          height={plotHeight}
          role="img"
          aria-label={`${line.area.title}. ${where}`}
          {...following}
        >
          <CurveAxes curve={curve} frame={frame} height={plotHeight} chance={line.chance} />
          {lines.map(({ version, points }, i) => (
            <CurveLine
              key={version}
              curve={curve}
              points={points}
              frame={frame}
              color={colorOf(theme, i)}
              isChosen={i === place}
            />
          ))}
          {markers.map((marker, i) =>
            marker && i !== place ? (
              <CurveMarker key={lines[i].version} frame={frame} at={marker} color={colorOf(theme, i)} />
            ) : null
          )}
          {at && <CurveMarker frame={frame} at={at} color={colorOf(theme, place)} text={text} curve={curve} />}
        </svg>
      )}
      {legend && (
        <div className={styles.legend} role="group" aria-label="Versions">
          {lines.map(({ version, name, area }, i) => (
            <button
              key={version}
              type="button"
              className={cx(styles.item, i === place && styles.chosen)}
              aria-pressed={i === place}
              title={area.description}
              onClick={() => choose(version)}
            >
              <span className={styles.swatch} style={{ background: colorOf(theme, i) }} />
              {name} {area.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function frameOf(width: number, height: number): Frame {
  const [left, right, top, bottom] = [54, 24, 10, 34];
  return { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}

function colorOf({ visualization: { palette, getColorByName } }: GrafanaTheme2, i: number): string {
  return getColorByName(palette[i % palette.length]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), height: HEADER, whiteSpace: 'nowrap' }),
  title: css({
    flex: '1 1 auto',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
  none: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    padding: theme.spacing(0, 2),
    color: theme.colors.text.secondary,
    textAlign: 'center',
  }),
  svg: css({
    display: 'block',
    cursor: 'crosshair',
    touchAction: 'pan-y',
    userSelect: 'none',
    '& text': { fill: theme.colors.text.secondary, fontSize: 11 },
  }),
  legend: css({ display: 'flex', gap: theme.spacing(0.5), height: LEGEND, overflowX: 'auto', whiteSpace: 'nowrap' }),
  item: css({
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    padding: theme.spacing(0, 0.75),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  chosen: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  swatch: css({ width: 14, height: 4, borderRadius: 2 }),
});
