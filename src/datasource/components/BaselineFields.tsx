import { css } from '@emotion/css';
import { type PanelData } from '@grafana/data';
import { Button, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { moment } from '../../engines/retention';
import { baselineFromFrame } from '../../frames/baseline';
import { type Baseline } from '../../query/drift';

interface Props {
  /** Whether a frozen baseline is what the query compares with. */
  chosen: boolean;
  baseline: Baseline | undefined;
  answers: PanelData | undefined;
  refId: string;
  onFreeze(baseline: Baseline): void;
  onRemove(): void;
}

/** What is frozen, and the buttons that freeze the answer on screen and forget it. */
export function BaselineFields({ chosen, baseline, answers, refId, onFreeze, onRemove }: Props) {
  const current = currentSide(answers, refId);
  return (
    <div>
      {chosen && <span className={breaking}>{baseline ? describe(baseline) : NONE}</span>}
      <InlineFieldRow>
        <Button
          variant="secondary"
          fill="text"
          size="sm"
          icon="save"
          disabled={!current}
          tooltip={current ? FREEZE : NOTHING_TO_FREEZE}
          onClick={() => current && onFreeze(current)}
        >
          {baseline ? 'Freeze now' : 'Freeze as baseline'}
        </Button>
        {chosen && baseline && (
          <Button variant="secondary" fill="text" size="sm" icon="trash-alt" onClick={onRemove}>
            Remove
          </Button>
        )}
      </InlineFieldRow>
    </div>
  );
}

/** Names of models and versions may be long. */
const breaking = css({ overflowWrap: 'anywhere' });

const FREEZE =
  'Keeps the distributions of the window that is shown now in this query, and compares with them from then on.';
const NOTHING_TO_FREEZE =
  "Nothing to freeze yet: what is frozen are the distributions of an answer over the whole window. Ask for 'Now', and wait for the answer.";
const NONE = 'Nothing is frozen yet. Compare with the window before first; once its answer is there, freeze it.';

/** The current side of the distributions that the query was answered with. */
function currentSide(answers: PanelData | undefined, refId: string): Baseline | undefined {
  for (const frame of answers?.series ?? []) {
    const baseline = frame.refId === refId ? baselineFromFrame(frame) : undefined;
    if (baseline) {
      return baseline;
    }
  }
  return undefined;
}

function describe({ model, versions, from, to, variables }: Baseline): string {
  const count = `${variables.length} ${variables.length === 1 ? 'variable' : 'variables'}`;
  const who = versions.length > 0 ? `${model} ${versions.join(', ')}` : model;
  return `Frozen: ${count} of ${who}, from ${moment(from)} to ${moment(to)}.`;
}
