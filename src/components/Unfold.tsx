import { Box, Button } from '@grafana/ui';
import React, { type ReactNode, useId, useState } from 'react';

interface Props {
  label: string;
  /** Open from the start, or from when it becomes true. */
  isOpen?: boolean;
  /** Tells of every click on the button. */
  onToggle?(open: boolean): void;
  children: ReactNode;
}

/** A button, and what it unfolds below. */
export function Unfold({ label, isOpen = false, onToggle, children }: Props) {
  const id = useId();
  const [chosen, choose] = useState<boolean>();
  const open = chosen ?? isOpen;
  const toggle = () => {
    choose(!open);
    onToggle?.(!open);
  };
  return (
    <div>
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        {label}
      </Button>
      {open && (
        <div id={id}>
          <Box marginTop={1}>{children}</Box>
        </div>
      )}
    </div>
  );
}
