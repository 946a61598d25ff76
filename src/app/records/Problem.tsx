import { Alert, Button } from '@grafana/ui';
import React from 'react';

interface Props {
  /** What is wrong, in a full sentence. */
  sentence: string;
  /** What can be done about it here, on a button. */
  way: string;
  onTake(): void;
}

/** What is wrong, and a way out. */
export function Problem({ sentence, way, onTake }: Props) {
  return (
    <Alert severity="error" title={sentence}>
      <Button size="sm" variant="secondary" onClick={onTake}>
        {way}
      </Button>
    </Alert>
  );
}
