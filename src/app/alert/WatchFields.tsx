import { Combobox, type ComboboxOption, Field, Stack } from '@grafana/ui';
import React, { useId } from 'react';

import { choose, type FormState } from './formState';
import { type Watched } from './watched';

interface Props {
  watched: readonly Watched[];
  state: FormState;
  onChange(state: FormState): void;
}

/** What a rule watches: a number of the panel, and of a matrix one cell or each. */
export function WatchFields({ watched, state, onChange }: Props) {
  const id = useId();
  const { question, classes } = watched[state.choice];
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
        <CellFields
          classes={classes}
          cell={state.cell}
          onChange={(cell) => onChange({ ...state, cell, threshold: undefined, title: undefined })}
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

/** -1 is each cell; a class may be called anything. */
const EACH = -1;

function CellFields({ classes, cell, onChange }: CellProps) {
  const [actualId, predictedId] = [useId(), useId()];
  const options: Array<ComboboxOption<number>> = classes.map((name, value) => ({ value, label: name || '(empty)' }));
  const [first = '', second = first] = classes;
  return (
    <>
      <Field label="Actual class" htmlFor={actualId} noMargin>
        <Combobox<number>
          id={actualId}
          width={25}
          value={cell ? classes.indexOf(cell.actual) : EACH}
          options={[{ value: EACH, label: 'Each cell' }, ...options]}
          onChange={({ value }) =>
            onChange(
              value === EACH ? undefined : { actual: classes[value], predicted: cell?.predicted ?? otherThan(value) }
            )
          }
        />
      </Field>
      {cell && (
        <Field label="Predicted class" htmlFor={predictedId} noMargin>
          <Combobox<number>
            id={predictedId}
            width={25}
            value={classes.indexOf(cell.predicted)}
            options={options}
            onChange={({ value }) => onChange({ ...cell, predicted: classes[value] })}
          />
        </Field>
      )}
    </>
  );

  /** An error is what one looks for. */
  function otherThan(index: number): string {
    return classes[index] === first ? second : first;
  }
}
