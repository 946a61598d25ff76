import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { type ComparedDistribution } from '../../frames/distributionsFrame';
import { type DriftMeasure } from '../../query/drift';
import { Contributors } from './Contributors';
import { type ChartContext, driftChart } from './driftChart';
import { distributionView } from './distributionView';
import { Distribution } from './Distribution';
import { type DriftFormats } from './fieldDisplay';
import { type MetricDriftOptions } from './options';
import { rowSentences } from './rankingView';
import { TimeChart } from './TimeChart';
import { type Variable } from './variables';

interface DetailProps {
  variable: Variable;
  distribution?: ComparedDistribution;
  measure: DriftMeasure;
  bins: MetricDriftOptions['bins'];
  width: number;
  height: number;
  formats: DriftFormats;
  context: ChartContext;
}

/** The height of a line of words, and about how wide one character is. */
const WORDS = 20;
const CHARACTER = 6.2;
const MOST_LINES = 3;
const BESIDE_FROM = 560;
const CONTRIBUTORS = 240;
const LINE_FROM = 300;
/** Three contributors. */
const BELOW = 128;

/** One variable: in words, both distributions, where the drift comes from, and its drift over time. */
export function Detail({ variable, distribution, measure, bins, width, height, formats, context }: DetailProps) {
  const styles = useStyles2(getStyles);
  const { row, line, name } = variable;
  const view = useMemo(
    () => distribution && distributionView(distribution, row?.measure ?? measure, bins),
    [distribution, row, measure, bins]
  );
  const spec = useMemo(() => line && driftChart(line, name, formats, context), [line, name, formats, context]);
  const words = row ? rowSentences(row) : [];
  const shown = (width < BESIDE_FROM ? words.slice(0, 1) : words).join(' ');
  const lines =
    height < 130 ? 0 : Math.min(MOST_LINES, Math.ceil((shown.length * CHARACTER) / Math.max(1, width - 16)));
  const room = height - lines * WORDS;
  const chartHeight = !spec ? 0 : !view ? room : room >= LINE_FROM ? Math.min(190, Math.round(room * 0.36)) : 0;
  const hasContributors = (view?.contributors.length ?? 0) > 0;
  const beside = width >= BESIDE_FROM && hasContributors;
  const below = !beside && hasContributors && chartHeight === 0 && room >= LINE_FROM ? BELOW : 0;
  const distributionHeight = Math.max(60, room - chartHeight - below - 4);
  return (
    <div style={{ width, height, overflow: 'hidden' }} data-testid="drift-detail">
      {lines > 0 && (
        <div className={styles.words} style={{ height: lines * WORDS, WebkitLineClamp: lines }} title={words.join(' ')}>
          {shown}
        </div>
      )}
      {view && (
        <div className={styles.row}>
          <Distribution
            {...{ view, name }}
            width={beside ? width - CONTRIBUTORS - 16 : width}
            height={distributionHeight}
          />
          {beside && <Contributors bars={view.contributors} width={CONTRIBUTORS} height={distributionHeight} />}
        </div>
      )}
      {view && below > 0 && <Contributors bars={view.contributors} width={width} height={below} />}
      {spec && chartHeight > 0 && <TimeChart spec={spec} width={width} height={chartHeight} />}
      {!view && !spec && (
        <p className={styles.none}>
          The data hold no distributions of this variable. A drift query of Modelwatch whose result is a number brings
          them.
        </p>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({
    padding: theme.spacing(0, 1),
    overflow: 'hidden',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: `${WORDS}px`,
    color: theme.colors.text.secondary,
    // As many lines as there is room for, and then dots.
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
  }),
  row: css({ display: 'flex', gap: 16 }),
  none: css({ padding: theme.spacing(2), color: theme.colors.text.secondary }),
});
