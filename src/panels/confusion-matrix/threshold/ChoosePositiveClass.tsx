import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React from 'react';

import { shorten } from '../../shared/names';

interface ChoosePositiveClassProps {
  sentence: string;
  classes: string[];
  className: (name: string) => string;
  choose: (positive: string) => void;
}

/** So many stand side by side. */
const FEW = 4;

/** Stands instead of the view while nobody has said which class the scores are of. */
export function ChoosePositiveClass({ sentence, classes, className, choose }: ChoosePositiveClassProps) {
  const styles = useStyles2(getStyles);
  const options = classes.map((value) => ({ value, label: shorten(className(value), 40) }));
  return (
    <div className={styles.box} role="status">
      <p>{sentence}</p>
      {options.length <= FEW ? (
        <RadioButtonGroup aria-label="Positive class" options={options} onChange={choose} />
      ) : (
        <Combobox
          aria-label="Positive class"
          placeholder="Positive class"
          width={30}
          options={options}
          value={null}
          onChange={({ value }) => choose(value)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    height: '100%',
    overflow: 'auto',
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    textAlign: 'center',
  }),
});
