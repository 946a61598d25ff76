import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface PanelTooltipProps {
  /** In the window. */
  position: { x: number; y: number };
  /** Sentences, each an element; the first ones may have the class of `strongLine`. */
  children: ReactNode;
  testId: string;
}

/** Sentences beside the pointer. Not live: what is pointed at by keys is said to a screen reader elsewhere, once. */
export function PanelTooltip({ position, children, testId }: PanelTooltipProps) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      <VizTooltipContainer position={position} offset={{ x: 12, y: 12 }} aria-live="off" data-testid={testId}>
        <div className={styles.content}>{children}</div>
      </VizTooltipContainer>
    </Portal>
  );
}

/** Of what a tooltip is about. */
export const strongLine = (theme: GrafanaTheme2) =>
  css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium });

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    maxWidth: 360,
    maxHeight: 300,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
