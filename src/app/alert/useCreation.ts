import { useEffect, useRef, useState } from 'react';

import { type AlertRule } from '../../alerting/rule';
import { isRefusal } from '../../engines/engine';
import { createRules, type Created, type NotCreated } from './createRules';
import { grafanaAlerts, ownOrgId } from './grafanaAlerts';

export interface Creation {
  isRunning: boolean;
  failure?: NotCreated;
  /** Undefined where the rules were not created. */
  run(rules: readonly AlertRule[]): Promise<Created | undefined>;
}

/** Creates rules once at a time. Whoever closes the form meanwhile leaves nothing behind. */
export function useCreation(): Creation {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<NotCreated>();
  const closed = useRef<AbortController>();
  useEffect(() => {
    const controller = new AbortController();
    closed.current = controller;
    return () => controller.abort();
  }, []);
  const run = async (rules: readonly AlertRule[]) => {
    setRunning(true);
    setFailure(undefined);
    const signal = closed.current?.signal ?? AbortSignal.abort();
    const created = await createRules(rules, ownOrgId(), grafanaAlerts, signal);
    setRunning(false);
    if (isRefusal(created)) {
      setFailure(created);
      return undefined;
    }
    return created;
  };
  return { isRunning, failure, run };
}
