import { Badge, Text } from '@grafana/ui';
import React from 'react';

import { type AuditRow } from '../../frames/auditFrame';
import { verdictOf } from './texts';

/** Whether it was right, in words and in color. */
export function VerdictBadge({ row }: { row: AuditRow }) {
  const { text, color, icon } = verdictOf(row);
  return color === undefined ? (
    <Text color="secondary" variant="bodySmall">
      {text}
    </Text>
  ) : (
    <Badge text={text} color={color} icon={icon} />
  );
}
