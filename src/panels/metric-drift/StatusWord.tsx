import { css } from '@emotion/css';
import { Icon, useTheme2 } from '@grafana/ui';
import React from 'react';

import { type DriftVerdict } from '../../statistics/drift/marks';
import { statusColor, statusLooks } from './status';

const styles = {
  status: css({ display: 'flex', alignItems: 'center', gap: 4, minWidth: 0, whiteSpace: 'nowrap' }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
};

/** What a drift means, as icon, word and color. */
export function StatusWord({ status }: { status: DriftVerdict }) {
  const { icon, text } = statusLooks[status];
  const { text: color } = statusColor(useTheme2(), status);
  return (
    <span className={styles.status} style={{ color }}>
      <Icon name={icon} size="sm" />
      <span className={styles.text}>{text}</span>
    </span>
  );
}
