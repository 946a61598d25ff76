import { css } from '@emotion/css';
import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { type ScoresRead } from '../../../frames/readScores';
import { parameterName } from '../cellClick';
import { type FieldContext } from '../fieldDisplay';
import { type Formats } from '../formats';
import { Matrix } from '../Matrix';
import { type ConfusionMatrixOptions } from '../options';
import { ScoreStrip, stripHeight } from '../ScoreStrip';
import { makeView } from '../viewModel';
import { CurvePlot } from './CurvePlot';
import { ScoreHistogram } from './ScoreHistogram';
import { ThresholdSlider } from './ThresholdSlider';
import { bestF1, curveView, leastCost, pointOnCurve, stops, thresholdView } from './thresholdViewModel';

interface Props {
  read: ScoresRead;
  options: ConfusionMatrixOptions;
  formats: Formats;
  thresholds?: ThresholdsConfig;
  width: number;
  height: number;
  context: FieldContext;
}

const CONTROLS = 40;
const HISTOGRAM = 44;
const SIDE_FROM = 620;
const GAP = 16;

/** What the matrix would be at another threshold: a slider, the matrix and measures at it, and where it lies on the curve. */
export function ThresholdView({ read, options, formats, thresholds, width, height, context }: Props) {
  const styles = useStyles2(getStyles);
  const [chosenVersion, setVersion] = useState<string>();
  const shown = read.versions.find(({ version }) => version === chosenVersion) ?? read.versions[0];
  const { groups } = shown;
  const initial = variableThreshold(options, context) ?? options.threshold;
  const [dragged, setDragged] = useState<number>();

  const view = useMemo(
    () => thresholdView(read, groups, dragged ?? initial, options.costs, options.confidence, formats),
    [read, groups, dragged, initial, options.costs, options.confidence, formats]
  );
  const matrix = useMemo(
    () =>
      view.confusion &&
      makeView(
        view.confusion,
        // Two classes, in this order at every threshold.
        { ...options, order: 'given', classes: [read.negativeClass, read.positiveClass], topClasses: 0 },
        formats
      ),
    [view.confusion, options, formats, read]
  );
  const curve = useMemo(() => curveView(read, groups, options.curve), [read, groups, options.curve]);
  const keys = useMemo(() => stops(read), [read]);
  const suggested = useMemo(
    () => ({ f1: bestF1(groups), cost: leastCost(groups, options.costs) }),
    [groups, options.costs]
  );

  const release = (threshold = view.threshold) => {
    const name = parameterName(options.thresholdVariable);
    if (name) {
      locationService.partial({ [name]: String(Number(threshold.toFixed(6))) }, true);
    }
  };
  const jump = (threshold: number) => {
    setDragged(threshold);
    release(threshold);
  };

  const side = width >= SIDE_FROM ? Math.min(Math.round(width * 0.42), Math.max(240, height - 8)) : 0;
  const main = width - (side > 0 ? side + GAP : 0);
  const strip = options.scores ? stripHeight(height) : 0;
  const histogram = height >= 240 ? HISTOGRAM : 0;
  const versionsHeight = read.versions.length > 1 ? CONTROLS : 0;
  const left = height - CONTROLS - histogram - strip - versionsHeight;
  const sliderWidth = Math.max(60, Math.min(360, main - 340));

  return (
    <div className={styles.frame} data-testid="threshold-view">
      <div style={{ width: main }}>
        {versionsHeight > 0 && (
          <div className={styles.controls}>
            <RadioButtonGroup
              size="sm"
              aria-label="Version"
              options={read.versions.map(({ version }) => ({ value: version, label: version || 'no version' }))}
              value={shown.version}
              onChange={setVersion}
            />
          </div>
        )}
        <div className={styles.controls}>
          <ThresholdSlider
            threshold={view.threshold}
            stops={keys}
            width={sliderWidth}
            onChange={setDragged}
            onRelease={() => release()}
          />
          {suggested.f1 !== undefined && <Jump text="Best F1" to={suggested.f1} onClick={jump} />}
          {suggested.cost !== undefined && <Jump text="Least cost" to={suggested.cost} onClick={jump} />}
          <Jump text="Reset" to={options.threshold} onClick={jump} />
        </div>
        {histogram > 0 && (
          <ScoreHistogram
            groups={groups}
            width={main}
            height={histogram - 6}
            threshold={view.threshold}
            label={`Scores: ${formats.className(read.positiveClass)} above the line, ${formats.className(read.negativeClass)} below it.`}
          />
        )}
        {strip > 0 && <ScoreStrip scores={view.scores} width={main} />}
        {matrix && left > 40 && (
          <Matrix view={matrix} thresholds={thresholds} width={main} height={left} context={context} />
        )}
      </div>
      {side > 0 && (
        <CurvePlot curve={curve} width={side} height={height} at={pointOnCurve(view.counts, options.curve)} />
      )}
    </div>
  );
}

function Jump({ text, to, onClick }: { text: string; to: number; onClick(threshold: number): void }) {
  return (
    <Button size="sm" variant="secondary" onClick={() => onClick(to)}>
      {text}
    </Button>
  );
}

/** The dashboard variable's threshold, where one is named and holds a number. */
function variableThreshold({ thresholdVariable }: ConfusionMatrixOptions, { replaceVariables }: FieldContext) {
  const name = parameterName(thresholdVariable).replace(/^var-/, '');
  const text = name ? replaceVariables(`\${${name}}`) : '';
  const value = Number(text);
  return text.trim() !== '' && value >= 0 && value <= 1 ? value : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'flex', gap: GAP, alignItems: 'flex-start' }),
  controls: css({
    display: 'flex',
    flexWrap: 'nowrap',
    overflow: 'hidden',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: CONTROLS,
  }),
});
