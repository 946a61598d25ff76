import { Alert, ConfirmButton, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { type AlertFormProps } from '../../alerting/formProps';
import { readFailure } from './failures';
import { type ExistingRule, grafanaAlerts, rulesOfPanel } from './grafanaAlerts';
import { RuleLink } from './RuleLink';
import { useLoaded } from './useLoaded';

/** Rules of the panel that were created here and are paused: left in Grafana's own form, or switched off since. */
export function PausedRules({ panel }: { panel: NonNullable<AlertFormProps['panel']> }) {
  const [deleted, setDeleted] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  // Whoever may not see rules has none to clear away.
  const found = useLoaded(panel, loadPaused).value ?? [];
  const paused = found.filter(({ uid }) => !deleted.includes(uid));
  const remove = ({ uid, title }: ExistingRule) =>
    grafanaAlerts.removeRule(uid).then(
      () => setDeleted((before) => [...before, uid]),
      (error: unknown) => setProblem(`'${title}' was not deleted: ${readFailure(error).said || 'Grafana refused it'}.`)
    );
  if (paused.length === 0) {
    return null;
  }
  return (
    <Alert severity="info" title="This panel has rules that are paused">
      <Stack direction="column" gap={1}>
        {paused.map((rule) => (
          <Stack key={rule.uid} gap={1} wrap="wrap" alignItems="center">
            <RuleLink fill="text" size="sm" uid={rule.uid}>
              {rule.title}
            </RuleLink>
            <ConfirmButton size="sm" confirmText="Delete" confirmVariant="destructive" onConfirm={() => remove(rule)}>
              {`Delete ${rule.title}`}
            </ConfirmButton>
          </Stack>
        ))}
        {problem !== undefined && <span role="status">{problem}</span>}
      </Stack>
    </Alert>
  );
}

async function loadPaused(panel: NonNullable<AlertFormProps['panel']>): Promise<ExistingRule[]> {
  const rules = await rulesOfPanel(panel);
  return rules.filter(({ isPaused, labels }) => isPaused && 'model' in labels && 'measure' in labels);
}
