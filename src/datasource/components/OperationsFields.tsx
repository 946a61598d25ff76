import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { type OperationsOptions } from '../../query/query';
import { CommittedInput, OptionInput } from './inputs';
import { operationsOptions } from './options';

interface Props {
  operations: OperationsOptions;
  onChange(changes: Partial<OperationsOptions>): void;
}

export function OperationsFields({ operations: { measure, quantiles }, onChange }: Props) {
  return (
    <InlineFieldRow>
      <OptionInput
        label="Measure"
        options={operationsOptions}
        value={measure}
        onChange={(measure) => onChange({ measure })}
      />
      {measure === 'responseTime' && (
        <CommittedInput
          label="Quantiles"
          tooltip="Between 0 and 1, separated by commas. Empty means the mean."
          value={quantiles.join(', ')}
          placeholder="mean"
          check={checkQuantiles}
          onCommit={(text) => onChange({ quantiles: readQuantiles(text) })}
        />
      )}
    </InlineFieldRow>
  );
}

const parts = (text: string) => text.split(',').filter((part) => part.trim() !== '');
const readQuantiles = (text: string) => parts(text).map(Number);

function checkQuantiles(text: string): string | undefined {
  return readQuantiles(text).every((quantile) => quantile > 0 && quantile < 1)
    ? undefined
    : 'Write numbers between 0 and 1, such as 0.5, 0.95.';
}
