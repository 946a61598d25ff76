import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { type BinaryView } from './binary';

export const WORDS_WIDTH = 300;
export const WORDS_HEIGHT = 178;

/** Where the words stand; undefined where there is no room for them. */
export function wordsPlace(width: number, height: number): 'beside' | 'below' | undefined {
  if (width >= 900 && height >= 210) {
    return 'beside';
  }
  return width >= 440 && height >= 470 ? 'below' : undefined;
}

interface BinaryWordsProps {
  binary: BinaryView;
  place: 'beside' | 'below';
  width: number;
  height: number;
}

/** Two classes in words: the four cells as sentences, then the measures that follow from them. */
export const BinaryWords = memo(function BinaryWords({ binary, place, width, height }: BinaryWordsProps) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={cx(styles.words, place === 'below' && styles.below)}
      style={{ width, height }}
      data-testid="confusion-matrix-words"
    >
      <dl className={styles.measures}>
        {binary.measures.map(({ name, text, interval, description }) => (
          <div key={name} title={description}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>
              {text}
              {interval && <span className={styles.interval}>{interval}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ul className={styles.sentences}>
        {binary.sentences.map(({ name, text, isRight }) => (
          <li key={text} className={cx(styles.sentence, isRight ? styles.right : styles.wrong)}>
            {name && <strong className={styles.strong}>{`${name}. `}</strong>}
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    overflow: 'auto',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  below: css({ paddingTop: theme.spacing(1) }),
  sentences: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: theme.spacing(1),
    margin: 0,
    listStyle: 'none',
  }),
  sentence: css({ paddingLeft: theme.spacing(1), borderLeft: '3px solid' }),
  right: css({ borderColor: theme.isDark ? '#5585d0' : '#5b88cf' }),
  wrong: css({ borderColor: theme.isDark ? '#cf7438' : '#d98546' }),
  strong: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  measures: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    gap: theme.spacing(1),
    margin: 0,
  }),
  name: css({ fontWeight: theme.typography.fontWeightRegular, lineHeight: '16px' }),
  value: css({
    margin: 0,
    color: theme.colors.text.primary,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
  interval: css({
    marginLeft: theme.spacing(0.75),
    color: theme.colors.text.secondary,
    fontSize: 11,
    fontWeight: theme.typography.fontWeightRegular,
  }),
});
