import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { download } from '../download';

/** In characters: so much of a text is read at a glance. */
const AT_FIRST = 600;
/** More than this is slow to draw, and nothing that anybody reads on a page. */
const AT_MOST = 200_000;

interface Props {
  /** Of what, in the name of its file. */
  name: string;
  text: string;
}

/** A text of any length: its beginning, all of it on demand, and as a file where it is too long for a page. */
export function LongText({ name, text }: Props) {
  const styles = useStyles2(getStyles);
  const [isWhole, setWhole] = useState(false);
  if (text.length <= AT_FIRST) {
    return <span className={styles.text}>{text}</span>;
  }
  const end = isWhole ? AT_MOST : AT_FIRST;
  return (
    <>
      <div className={isWhole ? styles.whole : styles.text} tabIndex={isWhole ? 0 : undefined}>
        {startOf(text, end)}
        {text.length > end && '…'}
      </div>
      <div className={styles.buttons}>
        <Button size="sm" variant="secondary" fill="text" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show ${text.length > AT_MOST ? 'more' : 'all'} (${length(text)})`}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="download-alt"
          onClick={() => download(text, `${name.replace(/[^\w.-]+/g, '-')}.txt`, 'text/plain')}
        >
          Download text
        </Button>
      </div>
    </>
  );
}

/** A pair of surrogates is one character. */
function startOf(text: string, end: number): string {
  return text.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
}

function length({ length }: string): string {
  return `${length.toLocaleString('en-US')} characters`;
}

const getStyles = (theme: GrafanaTheme2) => {
  const text = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
  return {
    text: css(text),
    whole: css({
      ...text,
      maxHeight: '60vh',
      overflow: 'auto',
      padding: theme.spacing(1),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.radius.default,
    }),
    buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(0.5) }),
  };
};
