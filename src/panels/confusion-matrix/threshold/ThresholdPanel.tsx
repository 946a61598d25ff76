import { css } from '@emotion/css';
import { type GrafanaTheme2, type ThresholdsConfig } from '@grafana/data';
import { Button, Combobox, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';

import { type ScoresRead } from '../../../frames/readScores';
import { type FieldContext } from '../../shared/fieldContext';
import { Notices } from '../../shared/Notices';
import { type Formats } from '../../shared/formats';
import { Matrix } from '../Matrix';
import { type ConfusionMatrixOptions, defaultOptions } from '../options';
import { makeView } from '../viewModel';
import { CurvePlot } from './CurvePlot';
import { makeHistograms } from './histogramBars';
import { HistogramLegend } from './HistogramLegend';
import { ScoreHistograms } from './ScoreHistograms';
import { ThresholdInput } from './ThresholdInput';
import { GAP, thresholdLayout } from './thresholdLayout';
import { ThresholdMeasures } from './ThresholdMeasures';
import { hasCosts, type ScoreCurve } from './thresholdOptions';
import { makeScale } from './thresholdScale';
import { ThresholdSlider } from './ThresholdSlider';
import {
  bestF1,
  curvesView,
  leastCost,
  markersAt,
  mostFrequent,
  type ThresholdContext,
  thresholdView,
  versionName,
  whyMoved,
} from './thresholdView';
import { useThreshold } from './useThreshold';

interface ThresholdPanelProps {
  read: ScoresRead;
  options: ConfusionMatrixOptions;
  formats: Formats;
  thresholds?: ThresholdsConfig;
  width: number;
  height: number;
  context: FieldContext;
}

/** Of two classes nothing is summed, none moves while the threshold does, and their measures stand above. */
const PLAIN = { order: 'given', topClasses: 0, groups: defaultOptions.groups, words: false } as const;

/** About how wide the controls are: threshold, buttons, and the choice of a version. */
const CONTROLS = { threshold: 150, button: 66, version: 170, notices: 28 };

/** What the model would decide at another threshold: slider, distributions of scores, measures, matrix and curve. */
export function ThresholdPanel({ read, options, formats, thresholds, width, height, context }: ThresholdPanelProps) {
  const styles = useStyles2(getStyles);
  const inputId = useId();
  const ofThreshold = options.threshold;
  const scale = useMemo(() => makeScale(read), [read]);
  const live = useThreshold(scale, ofThreshold, context.replaceVariables);
  const [chosenVersion, setVersion] = useState<string>();
  const shown = useMemo(
    () => read.versions.find(({ version }) => version === chosenVersion) ?? mostFrequent(read.versions),
    [read, chosenVersion]
  );
  // Until the option changes the reader's own choice holds.
  const [ownCurve, setOwnCurve] = useState<{ curve: ScoreCurve; over: string }>();
  const curve = ownCurve?.over === ofThreshold.curve ? ownCurve.curve : ofThreshold.curve;

  const { confidence } = options;
  const at: ThresholdContext = useMemo(
    () => ({ read, scale, options: ofThreshold, formats, confidence }),
    [read, scale, ofThreshold, formats, confidence]
  );
  const view = useMemo(() => thresholdView(at, shown, live.threshold), [at, shown, live.threshold]);
  const matrix = useMemo(
    () => makeView(view.confusion, { ...options, ...PLAIN, classes: [...view.confusion.classes] }, formats),
    [view.confusion, options, formats]
  );
  const histograms = useMemo(() => makeHistograms(shown.groups, scale), [shown, scale]);
  const curves = useMemo(() => (curve === 'none' ? undefined : curvesView(at, curve)), [at, curve]);

  const moved = whyMoved(scale, live.asked, live.threshold);
  const notices = [...read.notices, live.problem, moved].filter((notice) => notice !== undefined);
  const severalVersions = read.versions.length > 1;
  const canCost = hasCosts(ofThreshold);
  const layout = thresholdLayout({
    width,
    height,
    histograms: ofThreshold.histograms,
    curve: curves !== undefined,
    measures: view.measures.length,
    controls:
      CONTROLS.threshold +
      CONTROLS.button * (canCost ? 3 : 2) +
      (severalVersions ? CONTROLS.version : 0) +
      (notices.length > 0 ? CONTROLS.notices : 0),
  });
  const jump = (threshold: number | undefined) => threshold !== undefined && live.set(threshold);
  const [positive, negative] = [read.positiveClass, read.negativeClass].map(formats.className);
  const label = `Scores by actual class: ${positive} ${formats.count(view.counts.tp + view.counts.fn)} above the line, ${negative} ${formats.count(view.counts.fp + view.counts.tn)} below it. Heights are square roots of shares of the class.`;
  return (
    <div
      className={styles.frame}
      style={{ width, height, overflowY: layout.scrolls ? 'auto' : 'hidden' }}
      data-testid="threshold-view"
    >
      <Notices notices={notices} />
      <div className={styles.controls} style={{ marginRight: notices.length > 0 ? CONTROLS.notices : 0 }}>
        <label htmlFor={inputId}>Threshold</label>
        <ThresholdInput id={inputId} text={view.text} set={live.set} />
        <Button size="sm" variant="secondary" onClick={() => jump(bestF1(at, shown))}>
          Best F1
        </Button>
        {canCost && (
          <Button size="sm" variant="secondary" onClick={() => jump(leastCost(at, shown))}>
            Least cost
          </Button>
        )}
        <Button size="sm" variant="secondary" fill="text" onClick={live.reset}>
          Reset
        </Button>
        {severalVersions && (
          <Combobox
            aria-label="Version"
            width={20}
            options={read.versions.map(({ version }) => ({ value: version, label: versionName(version) }))}
            value={shown.version}
            onChange={({ value }) => setVersion(value)}
          />
        )}
      </div>
      {layout.histogramHeight > 0 && (
        <HistogramLegend
          {...{ positive, negative, width: layout.width, height: layout.legendHeight }}
          counts={view.counts}
          count={formats.count}
        />
      )}
      <ThresholdSlider
        scale={scale}
        threshold={live.threshold}
        spoken={view.spoken}
        width={layout.width}
        move={live.move}
        release={live.release}
      >
        {layout.histogramHeight > 0 && (
          <ScoreHistograms
            histograms={histograms}
            scale={scale}
            {...{ label, positive, negative }}
            threshold={live.threshold}
            width={layout.width}
            height={layout.histogramHeight}
          />
        )}
      </ThresholdSlider>
      <ThresholdMeasures measures={view.measures} layout={layout} />
      <div className={styles.body} style={{ flexDirection: layout.beside ? 'row' : 'column', width: layout.width }}>
        <Matrix view={matrix} thresholds={thresholds} {...layout.matrix} context={context} />
        {curves && layout.curve && (
          <CurvePlot
            curves={curves}
            markers={markersAt(read, live.threshold, curves.curve)}
            text={view.text}
            chosen={shown.version}
            {...layout.curve}
            formats={formats}
            choose={setVersion}
            onCurve={(chosen) => setOwnCurve({ curve: chosen, over: ofThreshold.curve })}
            move={live.move}
            release={live.release}
          />
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative', overflowX: 'hidden' }),
  controls: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    minHeight: 36,
    '& > label': { color: theme.colors.text.secondary },
  }),
  body: css({ display: 'flex', gap: GAP }),
});
