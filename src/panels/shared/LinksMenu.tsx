import { type LinkModel } from '@grafana/data';
import { ContextMenu, type IconName, MenuGroup, MenuItem } from '@grafana/ui';
import React from 'react';

export interface MenuLink extends Pick<LinkModel, 'title' | 'href' | 'target' | 'onClick'> {
  icon?: IconName;
}

interface LinksMenuProps {
  /** Those without links are left out; a single one needs no heading. */
  groups: Array<{ label: string; links: readonly MenuLink[] }>;
  /** In the window. */
  x: number;
  y: number;
  onClose: () => void;
}

/** Links where something was clicked. */
export function LinksMenu({ groups, x, y, onClose }: LinksMenuProps) {
  const filled = groups.filter(({ links }) => links.length > 0);
  return (
    <ContextMenu
      x={x}
      y={y}
      focusOnOpen
      onClose={onClose}
      renderMenuItems={() =>
        filled.length > 1
          ? filled.map(({ label, links }) => (
              <MenuGroup key={label} label={label}>
                {items(links)}
              </MenuGroup>
            ))
          : filled.flatMap(({ links }) => items(links))
      }
    />
  );
}

function items(links: readonly MenuLink[]) {
  return links.map((link, i) => (
    <MenuItem
      key={i}
      label={link.title}
      url={link.href}
      target={link.target}
      icon={link.icon ?? (link.target === '_blank' ? 'external-link-alt' : 'link')}
      onClick={link.onClick}
    />
  ));
}
