import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { capital } from '../shared/names';
import { PanelTooltip, strongLine } from '../shared/PanelTooltip';
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
    <PanelTooltip position={position} testId="confusion-matrix-tooltip">
      <div className={styles.cell}>
        {sentences.change && view.compared ? `${capital(view.compared.names.current)}: ` : ''}
        {sentences.cell}
      </div>
      {sentences.before && <div className={styles.cell}>{sentences.before}</div>}
      {sentences.change && <div className={styles.cell}>{sentences.change}</div>}
      <div>{sentences.row}</div>
      <div>{sentences.column}</div>
      {hint && <div className={styles.hint}>{hint}</div>}
    </PanelTooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: strongLine(theme),
  hint: css({ fontStyle: 'italic' }),
});
