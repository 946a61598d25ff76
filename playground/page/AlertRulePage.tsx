/** Stands in for Grafana's form of an alert rule, /alerting/<uid>/edit: shows the rule as the API has it. */
import { getBackendSrv } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';

export function AlertRulePage() {
  const [, , uid = ''] = useLocation().pathname.split('/');
  const [rule, setRule] = useState<{ title: string }>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    getBackendSrv()
      .get(`/api/v1/provisioning/alert-rules/${uid}`)
      .then(setRule, () => setMissing(true));
  }, [uid]);
  if (isMissing) {
    return <Alert title={`There is no alert rule ${uid}. It may have been deleted.`} />;
  }
  if (!rule) {
    return <LoadingPlaceholder text="Loading the alert rule ..." />;
  }
  return (
    <section aria-label="Alert rule">
      <h2>{rule.title}</h2>
      <Alert
        severity="info"
        title="Grafana shows its own form here. The playground shows the rule as the API has it."
      />
      <pre data-testid="alert-rule">{JSON.stringify(rule, null, 2)}</pre>
    </section>
  );
}
