import { Combobox, Field, Stack } from '@grafana/ui';
import React, { useId } from 'react';

import { takesFeature } from '../../alerting/questions';
import { choose, type FormState } from './formState';
import { type Watched } from './watched';

interface Props {
  watched: readonly Watched[];
  /** Of the drift of many features: those that can be chosen. */
  features: readonly string[];
  state: FormState;
  onChange(state: FormState): void;
}

/** What a rule watches: a number of the panel, of a matrix one cell or each, of the drift of many features one of them. */
export function WatchFields({ watched, features, state, onChange }: Props) {
  const id = useId();
  const { question, classes } = watched[state.choice];
  // Another cell or feature has another threshold and title.
  const change = (changes: Pick<FormState, 'cell' | 'feature'>) =>
    onChange({ ...state, ...changes, threshold: undefined, title: undefined });
  return (
    <Stack gap={2} wrap="wrap">
      <Field label="Watch" htmlFor={id} noMargin>
        <Combobox<number>
          id={id}
          width="auto"
          minWidth={30}
          maxWidth={50}
          value={state.choice}
          options={watched.map(({ label }, value) => ({ value, label }))}
          onChange={({ value }) => onChange(choose(state, value, watched[value].question))}
        />
      </Field>
      {question.query.kind === 'confusion' && (
        <CellFields classes={classes} cell={state.cell} onChange={(cell) => change({ cell })} />
      )}
      {takesFeature(question.query) && features.length > 0 && (
        <NameField
          label="Feature"
          names={features}
          value={state.feature ?? features[0]}
          onChange={(feature) => change({ feature })}
        />
      )}
    </Stack>
  );
}

interface CellProps {
  classes: readonly string[];
  cell: FormState['cell'];
  onChange(cell: FormState['cell']): void;
}

function CellFields({ classes, cell, onChange }: CellProps) {
  const [first = '', second = first] = classes;
  // An error is what one looks for.
  const otherThan = (name: string) => (name === first ? second : first);
  return (
    <>
      <NameField
        label="Actual class"
        names={classes}
        all="Each cell"
        value={cell?.actual}
        onChange={(actual) =>
          onChange(actual === undefined ? undefined : { actual, predicted: cell?.predicted ?? otherThan(actual) })
        }
      />
      {cell && (
        <NameField
          label="Predicted class"
          names={classes}
          value={cell.predicted}
          onChange={(predicted = '') => onChange({ ...cell, predicted })}
        />
      )}
    </>
  );
}

interface NameProps {
  label: string;
  /** Those that can be chosen, which may be called anything. */
  names: readonly string[];
  /** What stands for none in particular; absent where one has to be chosen. */
  all?: string;
  /** undefined: none in particular. */
  value: string | undefined;
  onChange(name: string | undefined): void;
}

/** Of names, whose places stand for them. */
const ALL = -1;

/** One of many names, found by typing. */
function NameField({ label, names, all, value, onChange }: NameProps) {
  const id = useId();
  const options = names.map((name, value) => ({ value, label: name || '(empty)' }));
  return (
    <Field label={label} htmlFor={id} noMargin>
      <Combobox<number>
        id={id}
        width={25}
        value={value === undefined ? ALL : names.indexOf(value)}
        options={all === undefined ? options : [{ value: ALL, label: all }, ...options]}
        onChange={({ value }) => onChange(value === ALL ? undefined : names[value])}
      />
    </Field>
  );
}
