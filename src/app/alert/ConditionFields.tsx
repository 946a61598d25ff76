import { Field, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React from 'react';

import { type Condition } from '../../alerting/rule';
import { type Suggestion } from '../../alerting/suggest';
import { type AlertPlan, isRefusal, type Refusal } from '../../engines/engine';
import { SwitchField, TextField } from './fields';
import { type FormState, thresholdTexts } from './formState';
import { unitName } from './units';

interface Props {
  plan: AlertPlan;
  is: Condition['is'];
  suggested: Suggestion | Refusal | undefined;
  state: FormState;
  onChange(changes: Partial<FormState>): void;
}

const directions: Array<{ value: Condition['is']; label: string }> = [
  { value: 'below', label: 'Below' },
  { value: 'above', label: 'Above' },
  { value: 'outside', label: 'Outside' },
];

/** When a rule fires. */
export function ConditionFields({ plan, is, suggested, state, onChange }: Props) {
  const texts = thresholdTexts(state, plan, suggested);
  const unit = unitName(plan.style);
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        <Field label="When it is" noMargin>
          <RadioButtonGroup<Condition['is']>
            aria-label="When it is"
            value={is}
            options={directions}
            onChange={(is) => onChange({ is, threshold: undefined, upperThreshold: undefined })}
          />
        </Field>
        <TextField
          label={is === 'outside' ? 'Lower threshold' : 'Threshold'}
          width={16}
          suffix={unit}
          value={texts.threshold}
          onChange={(threshold) => onChange({ threshold })}
        />
        {is === 'outside' && (
          <TextField
            label="Upper threshold"
            width={16}
            suffix={unit}
            value={texts.upperThreshold}
            onChange={(upperThreshold) => onChange({ upperThreshold })}
          />
        )}
      </Stack>
      <Text color="secondary" element="p">
        {aboutThreshold(state, suggested)}
      </Text>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        <SwitchField
          label="Surely"
          description={
            plan.interval
              ? SURELY[plan.interval.method === 'floor' ? 'floor' : 'interval']
              : `No interval is defined for the ${plan.name}, so nobody can say that it surely is beyond a threshold.`
          }
          value={state.surely && plan.interval !== undefined}
          disabled={!plan.interval}
          onChange={(surely) => onChange({ surely })}
        />
        {plan.interval && state.surely && (
          <TextField
            label="Confidence"
            width={12}
            suffix="%"
            value={state.confidence}
            onChange={(confidence) => onChange({ confidence })}
          />
        )}
      </Stack>
    </Stack>
  );
}

const SURELY = {
  interval: 'Only when the whole confidence interval is beyond the threshold: chance alone is no alert.',
  floor:
    'Only when it is also above its sampling floor, which samples of these sizes stay below so often without any drift.',
};

function aboutThreshold(state: FormState, suggested: Suggestion | Refusal | undefined): string {
  if (state.threshold !== undefined || state.upperThreshold !== undefined) {
    return 'Written by hand.';
  }
  if (suggested === undefined) {
    return 'Without a suggestion, as long as the last 7 days are not known.';
  }
  return isRefusal(suggested)
    ? suggested.sentence
    : (suggested.says ?? 'Suggested from the last 7 days: just beyond what was usual.');
}
