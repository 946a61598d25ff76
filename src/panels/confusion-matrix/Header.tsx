import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Comparison, type ComparisonRead } from '../../frames/readComparison';
import { shorten } from '../shared/names';
import { Notices } from '../shared/Notices';
import { type Score } from './overallScores';
import { ScoreStrip, stripHeight } from './ScoreStrip';
import { pickerWidth, VersionPicker } from './VersionPicker';

interface HeaderProps {
  /** None where they are not to be shown. */
  scores: Score[];
  read: ComparisonRead;
  /** Whether one can choose among the versions. */
  canPick: boolean;
  width: number;
  height: number;
  onPick: (comparison: Comparison) => void;
}

const LINE = 30;
const NOTICES = 28;

/** 0 where there is nothing to be shown, or no room for it. */
export function headerHeight(hasScores: boolean, canPick: boolean, isCompared: boolean, panelHeight: number): number {
  return hasScores && stripHeight(panelHeight) > 0
    ? stripHeight(panelHeight)
    : (canPick || isCompared) && panelHeight >= 150
      ? LINE
      : 0;
}

/** Above the matrix: overall scores on the left; on the right what is compared, or the choice of it, and the notices. */
export function Header({ scores, read, canPick, width, height, onPick }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const { notices, reference } = read;
  const compared = !canPick && reference ? `${reference.names.current} against ${reference.names.reference}` : '';
  const right = canPick ? pickerWidth(read) : compared ? Math.min(240, 8 + compared.length * 6.6) : 0;
  const left = width - right - (notices.length > 0 ? NOTICES : 0);
  return (
    <>
      {height > 0 && (
        <div className={styles.header} style={{ height }}>
          <div style={{ width: Math.max(0, left), overflow: 'hidden' }}>
            {scores.length > 0 && height >= stripHeight(Infinity) && <ScoreStrip scores={scores} width={left} />}
          </div>
          {canPick && <VersionPicker read={read} onPick={onPick} />}
          {compared && (
            <div className={styles.compared} title={compared}>
              {shorten(compared, 60)}
            </div>
          )}
        </div>
      )}
      <Notices notices={notices} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ display: 'flex', alignItems: 'flex-start', overflow: 'hidden' }),
  compared: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '20px',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
});
