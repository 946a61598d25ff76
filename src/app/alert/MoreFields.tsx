import { Combobox, type ComboboxOption, Field, Stack } from '@grafana/ui';
import React, { useId } from 'react';

import { type NoDataState } from '../../alerting/rule';
import { type AlertPlan } from '../../engines/engine';
import { describeDuration } from '../../query/duration';
import { SwitchField, TextField } from './fields';
import { type FormState } from './formState';
import { unitName } from './units';

interface Props {
  plan?: AlertPlan;
  state: FormState;
  onChange(changes: Partial<FormState>): void;
}

const noDataOptions: Array<ComboboxOption<NoDataState>> = [
  { value: 'OK', label: 'Is at rest', description: 'Where there is nothing to count there is nothing to say.' },
  { value: 'NoData', label: 'Tells of it', description: 'By an alert of its own, DatasourceNoData.' },
  { value: 'Alerting', label: 'Fires' },
  { value: 'KeepLast', label: 'Stays as it was' },
];

/** What has good defaults. */
export function MoreFields({ plan, state, onChange }: Props) {
  const noDataId = useId();
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={2} wrap="wrap">
        <TextField
          label="Window"
          description="How far each number looks back."
          placeholder={plan ? describeDuration(plan.windowMs) : ''}
          value={state.window}
          onChange={(window) => onChange({ window })}
        />
        <TextField
          label="Least number of events"
          description="With fewer in the window there is no number."
          placeholder="0"
          value={state.leastSupport}
          onChange={(leastSupport) => onChange({ leastSupport })}
        />
        <TextField
          label="Recovers by"
          description="How far it must come back before an alert ends."
          placeholder="0"
          suffix={plan ? unitName(plan.style) : ''}
          value={state.hysteresis}
          onChange={(hysteresis) => onChange({ hysteresis })}
        />
        <Field label="Without data it" htmlFor={noDataId} noMargin>
          <Combobox<NoDataState>
            id={noDataId}
            width={25}
            value={state.noData}
            options={noDataOptions}
            onChange={({ value }) => onChange({ noData: value })}
          />
        </Field>
      </Stack>
      {plan?.unknown && (
        <SwitchField
          label="Also tell of new classes and versions"
          description="By a second rule: this one watches those that there are now."
          value={state.companion}
          onChange={(companion) => onChange({ companion })}
        />
      )}
      <SwitchField
        label="Active at once"
        description="Otherwise the rule is created paused, to be looked at in Grafana's own form and switched on there."
        value={state.active}
        onChange={(active) => onChange({ active })}
      />
    </Stack>
  );
}
