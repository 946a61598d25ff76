import { Input } from '@grafana/ui';
import React, { useState } from 'react';

interface ThresholdInputProps {
  id: string;
  text: string;
  set: (threshold: number) => void;
}

/** Takes a number by Enter or on leaving; what is none is forgotten. */
export function ThresholdInput({ id, text, set }: ThresholdInputProps) {
  const [typed, setTyped] = useState<string>();
  const take = () => {
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(Number(typed))) {
      set(Number(typed));
    }
    setTyped(undefined);
  };
  return (
    <Input
      id={id}
      width={8}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? text}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          take();
        } else if (event.key === 'Escape') {
          setTyped(undefined);
        }
      }}
    />
  );
}
