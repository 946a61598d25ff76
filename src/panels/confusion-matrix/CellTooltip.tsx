import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import React from 'react';

import { capital } from './names';
import { cellSentences } from './sentences';
import { type MatrixView } from './viewModel';

interface CellTooltipProps {
  view: MatrixView;
  row: number;
  column: number;
  /** In the window. */
  position: { x: number; y: number };
  hint?: string;
}

/** The cell in a sentence, then its row and its column. */
export function CellTooltip({ view, row, column, position, hint }: CellTooltipProps) {
  const styles = useStyles2(getStyles);
  const sentences = cellSentences(view, row, column);
  return (
    <Portal>
      {/* Not live: the region beside the grid says the sentence to a screen reader once. */}
      <VizTooltipContainer
        position={position}
        offset={{ x: 12, y: 12 }}
        aria-live="off"
        data-testid="confusion-matrix-tooltip"
      >
        <div className={styles.content}>
          <div className={styles.cell}>
            {sentences.change && view.compared ? `${capital(view.compared.names.current)}: ` : ''}
            {sentences.cell}
          </div>
          {sentences.before && <div className={styles.cell}>{sentences.before}</div>}
          {sentences.change && <div className={styles.cell}>{sentences.change}</div>}
          <div>{sentences.row}</div>
          <div>{sentences.column}</div>
          {hint && <div className={styles.hint}>{hint}</div>}
        </div>
      </VizTooltipContainer>
    </Portal>
  );
}

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
  cell: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  hint: css({ fontStyle: 'italic' }),
});
