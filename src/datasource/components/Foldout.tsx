import { Button } from '@grafana/ui';
import React, { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  open: boolean;
  onToggle(open: boolean): void;
  children: ReactNode;
}

/** A button, and what it unfolds below. */
export function Foldout({ label, open, onToggle, children }: Props) {
  const id = useId();
  return (
    <div>
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => onToggle(!open)}
      >
        {label}
      </Button>
      {open && <div id={id}>{children}</div>}
    </div>
  );
}
