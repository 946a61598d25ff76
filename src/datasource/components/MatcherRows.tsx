import { Button, Combobox, IconButton, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type Matcher } from '../../query/query';
import { Labelled, SuggestedInput } from './inputs';
import { operatorOptions } from './options';
import { type Suggest } from './useSuggestions';

interface Props {
  matchers: Matcher[];
  suggest: Suggest;
  /** What their labels and they themselves are called. */
  words?: { label: string; matcher: string };
  onChange(matchers: Matcher[]): void;
}

const ofSeries = { label: 'Label', matcher: 'matcher' };

/** Further labels that narrow the series, or fields that narrow the records; one row each. */
export function MatcherRows({ matchers, suggest, words = ofSeries, onChange }: Props) {
  const change = (at: number, changes: Partial<Matcher>) =>
    onChange(matchers.map((matcher, i) => (i === at ? { ...matcher, ...changes } : matcher)));
  return (
    <>
      {matchers.map(({ label, operator, value }, i) => (
        <InlineFieldRow key={i}>
          <SuggestedInput
            label={`${words.label} ${i + 1}`}
            value={label}
            suggest={suggest.of((from, range) => from.labels(range))}
            onChange={(label) => change(i, { label })}
          />
          <Labelled label={`Operator ${i + 1}`}>
            {(id) => (
              <Combobox
                id={id}
                width={12}
                value={operator}
                options={operatorOptions}
                onChange={({ value }) => change(i, { operator: value })}
              />
            )}
          </Labelled>
          <SuggestedInput
            label={`Value ${i + 1}`}
            value={value}
            suggest={suggest.of((from, range) => (label ? from.labelValues(label, [], range) : Promise.resolve([])))}
            onChange={(value) => change(i, { value })}
          />
          <IconButton
            name="trash-alt"
            tooltip={`Remove ${words.matcher} ${i + 1}`}
            size="md"
            onClick={() => onChange(matchers.filter((_, at) => at !== i))}
          />
        </InlineFieldRow>
      ))}
      {/* In a row of its own, the button is as wide as its text. */}
      <InlineFieldRow>
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          onClick={() => onChange([...matchers, { label: '', operator: '=', value: '' }])}
        >
          Add {words.matcher}
        </Button>
      </InlineFieldRow>
    </>
  );
}
