import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Comparison, type ComparisonRead } from '../../frames/readComparison';
import { shorten, visibleName } from '../shared/names';

interface VersionPickerProps {
  read: Pick<ComparisonRead, 'versions' | 'version' | 'against'>;
  onPick: (comparison: Comparison) => void;
}

const LONGEST = 20;

/** Which version is shown, and which it is compared with: for who looks at it, not stored. */
export function VersionPicker({ read, onPick }: VersionPickerProps) {
  const styles = useStyles2(getStyles);
  const { versions, version, against } = read;
  const newest = versions[versions.length - 1];
  return (
    <div className={styles.picker} role="group" aria-label="Versions" data-testid="confusion-matrix-versions">
      <Choice
        label="Version"
        chosen={version}
        none="All versions"
        versions={versions}
        onChoose={(next) =>
          onPick(
            next === undefined || against === undefined
              ? { by: 'none', version: next }
              : { by: 'version', current: next, reference: against === next ? '' : against }
          )
        }
      />
      <Choice
        label="Compare with"
        chosen={against}
        none="No comparison"
        shown={against === undefined ? 'Compare' : `vs. ${nameOf(against)}`}
        versions={versions.filter((one) => one !== version)}
        onChoose={(next) =>
          onPick(
            next === undefined
              ? { by: 'none', version }
              : { by: 'version', current: version ?? (next === newest ? '' : newest), reference: next }
          )
        }
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  chosen: string | undefined;
  /** What it is called to choose none. */
  none: string;
  shown?: string;
  versions: string[];
  onChoose: (version: string | undefined) => void;
}

function Choice({ label, chosen, none, shown, versions, onChoose }: ChoiceProps) {
  const styles = useStyles2(getStyles);
  const text = shown ?? (chosen === undefined ? none : nameOf(chosen));
  const item = (version: string | undefined) => (
    <Menu.Item
      key={version === undefined ? 'none' : `version ${version}`}
      role="menuitemradio"
      ariaChecked={version === chosen}
      active={version === chosen}
      label={version === undefined ? none : visibleName(version)}
      onClick={() => onChoose(version)}
    />
  );
  const menu = (
    <div className={styles.menu}>
      <Menu>
        {item(undefined)}
        <Menu.Divider />
        {/* The newest first: it is what is looked for. */}
        {[...versions].reverse().map(item)}
      </Menu>
    </div>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon="angle-down"
        iconPlacement="right"
        aria-label={`${label}: ${text}`}
      >
        {text}
      </Button>
    </Dropdown>
  );
}

function nameOf(version: string): string {
  return shorten(visibleName(version), LONGEST);
}

/** About how wide it is, to know what is left beside it. */
export function pickerWidth({ version, against }: VersionPickerProps['read']): number {
  const texts = [
    version === undefined ? 'All versions' : nameOf(version),
    against === undefined ? 'Compare' : `vs. ${nameOf(against)}`,
  ];
  return texts.reduce((sum, text) => sum + 36 + text.length * 7, 0);
}

const getStyles = (theme: GrafanaTheme2) => ({
  picker: css({ display: 'flex', flex: 'none', gap: theme.spacing(0.5) }),
  menu: css({ maxHeight: '50vh', overflowY: 'auto' }),
});
