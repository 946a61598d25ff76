import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

/** What the reading of the data left out or added together: an icon in the corner, its sentences in a tooltip. */
export function Notices({ notices }: { notices: string[] }) {
  const styles = useStyles2(getStyles);
  if (notices.length === 0) {
    return null;
  }
  const sentences = (
    <>
      {notices.map((notice) => (
        <div key={notice}>{notice}</div>
      ))}
    </>
  );
  return (
    <Tooltip content={sentences} placement="bottom-end">
      <button type="button" className={styles.button} aria-label={`About the data: ${notices.join(' ')}`}>
        <Icon name="info-circle" size="sm" />
      </button>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    position: 'absolute',
    top: 0,
    right: 0,
    zIndex: 1,
    display: 'flex',
    padding: theme.spacing(0.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.warning.text,
    cursor: 'help',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
