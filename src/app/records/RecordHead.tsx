import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { type AuditRow } from '../../frames/auditFrame';
import { outcomeOf, predictionOf, shown, showTime } from './texts';
import { VerdictBadge } from './VerdictBadge';

/** A record at a glance: what was predicted, whether it was right, when, by which version. */
export function RecordHead({ row, timeZone }: { row: AuditRow; timeZone: TimeZone }) {
  const styles = useStyles2(getStyles);
  const { time, model, version, errorType } = row;
  const prediction = predictionOf(row);
  const outcome = outcomeOf(row);
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <span className={styles.prediction}>
          {errorType ?? (prediction === undefined ? 'No prediction' : shortened(shown(prediction)))}
        </span>
        <VerdictBadge row={row} />
        {outcome !== undefined && row.correct !== true && (
          <Text color="secondary">{`was ${shortened(shown(outcome))}`}</Text>
        )}
      </div>
      <Text color="secondary">
        {[model, version && `version ${version}`, time !== undefined && showTime(time, timeZone)]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </header>
  );
}

/** Names may be of any length; the sections below have them in full. */
const shortened = (text: string) => (text.length > 120 ? `${text.slice(0, 117)}...` : text);

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  prediction: css({ ...theme.typography.h3, margin: 0, overflowWrap: 'anywhere' }),
});
