import { type LinkModel } from '@grafana/data';
import { ContextMenu, MenuItem } from '@grafana/ui';
import React from 'react';

interface LinksMenuProps {
  links: LinkModel[];
  x: number;
  y: number;
  onClose: () => void;
}

/** The data links of a cell. */
export function LinksMenu({ links, x, y, onClose }: LinksMenuProps) {
  return (
    <ContextMenu
      x={x}
      y={y}
      focusOnOpen
      onClose={onClose}
      renderMenuItems={() =>
        links.map((link, i) => (
          <MenuItem
            key={i}
            label={link.title}
            url={link.href}
            target={link.target}
            icon={link.target === '_blank' ? 'external-link-alt' : 'link'}
            onClick={link.onClick}
          />
        ))
      }
    />
  );
}
