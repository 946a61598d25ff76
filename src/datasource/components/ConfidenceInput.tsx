import React from 'react';

import { CommittedInput } from './inputs';

/** The share of intervals that hold the true value. */
export function ConfidenceInput({ value, onCommit }: { value: number; onCommit(confidence: number): void }) {
  return (
    <CommittedInput
      label="Confidence"
      tooltip="Of the interval: between 0 and 1, such as 0.95."
      width={10}
      value={String(value)}
      check={(text) => (Number(text) > 0 && Number(text) < 1 ? undefined : 'Write a number between 0 and 1.')}
      onCommit={(text) => onCommit(Number(text))}
    />
  );
}
