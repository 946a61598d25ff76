import { css } from '@emotion/css';
import { type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { linksOf } from './links';
import { LongText } from './LongText';
import { RecordLinks } from './RecordLinks';
import { type RecordItem, type RecordSection } from './recordSections';

interface Props {
  section: RecordSection;
  /** Where the links of the record are, and in which row. */
  frame: DataFrame | undefined;
  row: number;
}

/** A part of a record: names and values. */
export function SectionBox({ section: { title, items, empty }, frame, row }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.box} aria-label={title}>
      <Text element="h2" variant="h5">
        {title}
      </Text>
      {items.length === 0 ? (
        <Text color="secondary">{empty}</Text>
      ) : (
        <dl className={styles.list}>
          {items.map((item) => (
            <div key={item.name} className={styles.item}>
              <dt className={styles.name}>{item.name}</dt>
              <dd className={styles.value}>
                <Value of={title} item={item} />
                {item.field && frame && <RecordLinks links={linksOf(frame, item.field, row)} />}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Value({ of, item: { name, value, field } }: { of: string; item: RecordItem }) {
  const styles = useStyles2(getStyles);
  if (value === undefined) {
    return <Text color="disabled">no value</Text>;
  }
  return field === undefined ? (
    <LongText name={`${of} ${name}`} text={value} />
  ) : (
    <span className={styles.copied}>
      <LongText name={`${of} ${name}`} text={value} />
      <ClipboardButton
        size="sm"
        variant="secondary"
        fill="text"
        icon="copy"
        aria-label={`Copy the ${field}`}
        getText={() => value}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  list: css({ margin: 0 }),
  item: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(2),
    padding: theme.spacing(0.75, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  name: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    overflowWrap: 'anywhere',
  }),
  value: css({ margin: 0, minWidth: 0, overflowWrap: 'anywhere' }),
  copied: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), flexWrap: 'wrap' }),
});
