import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type CSSProperties, memo } from 'react';

import { type Layout } from './layout';
import { LINE } from './metrics';
import { type Sort, type SortKey } from './sort';

interface SortButtonsProps {
  layout: Layout;
  sort: Sort;
  onSort: (by: SortKey) => void;
}

const HEIGHT = LINE + 4;

/** Over the headings that the canvas draws: real buttons, which a keyboard reaches and a screen reader names. */
export const SortButtons = memo(function SortButtons({ layout, sort, onSort }: SortButtonsProps) {
  const styles = useStyles2(getStyles);
  const { y, rowLabels, classColumns, n } = layout;
  if (n < 2 || y < HEIGHT) {
    return null;
  }
  const top = y - HEIGHT - 2;
  const button = (by: SortKey, name: string, place: CSSProperties, text?: string) => (
    <button
      key={by}
      type="button"
      className={cx(styles.button, text !== undefined && isOptionsOrder(sort) && styles.quiet)}
      style={{ top, ...place }}
      // The table for screen readers has aria-sort on its headers.
      aria-pressed={sort.by === by && !isOptionsOrder(sort)}
      aria-label={`${titleOf(by, name, sort)}${stateOf(by, sort)}`}
      title={titleOf(by, name, sort)}
      onClick={() => onSort(by)}
    >
      {text}
    </button>
  );
  const order = sort.by === 'order' && sort.descending ? '↓ Order' : 'Order';
  return (
    <div role="group" aria-label="Sort rows and columns" data-testid="confusion-matrix-sort">
      {rowLabels.size >= 44 &&
        button('order', 'Order', { left: rowLabels.start + rowLabels.size - 52, width: 50 }, order)}
      {classColumns.map((column) =>
        button(column.key, column.heading, { left: column.start + 6, width: column.size - 6 })
      )}
    </div>
  );
});

function isOptionsOrder(sort: Sort): boolean {
  return sort.by === 'order' && !sort.descending;
}

function titleOf(by: SortKey, name: string, sort: Sort): string {
  if (by !== 'order') {
    return `Sort by ${name.toLowerCase()}`;
  }
  return sort.by === 'order' ? "Turn the options' order round" : "Back to the options' order";
}

function stateOf(by: SortKey, sort: Sort): string {
  return sort.by !== by || isOptionsOrder(sort) ? '' : sort.descending ? ', descending now' : ', ascending now';
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    position: 'absolute',
    height: HEIGHT,
    padding: theme.spacing(0, 0.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: 12,
    lineHeight: `${HEIGHT}px`,
    textAlign: 'right',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  /** Nothing is sorted: it would only be noise beside the labels. */
  quiet: css({ opacity: 0, '&:hover, &:focus-visible': { opacity: 1 } }),
});
