import { type InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback, useSyncExternalStore } from 'react';

/** People write '$actual', '${actual}' or 'var-actual' where a name is asked for. */
export function parameterName(variable: string): string {
  const name = variable
    .trim()
    .replace(/^\$?\{?(var-)?/, '')
    .replace(/\}$/, '');
  return name === '' ? '' : `var-${name}`;
}

/**
 * The value of a dashboard variable, by the name of its URL parameter; undefined without a name or without such a variable.
 * Grafana renders a panel anew for variables in its queries and options, but an option that holds a mere name is none to it:
 * so the address is listened to, which every change of a variable goes through.
 */
export function useDashboardVariable(parameter: string, replaceVariables: InterpolateFunction): string | undefined {
  const subscribe = useCallback(
    (changed: () => void) => (parameter ? locationService.getHistory().listen(changed) : () => undefined),
    [parameter]
  );
  const fromAddress = useSyncExternalStore(subscribe, () => (parameter ? addressValue(parameter) : undefined));
  if (!parameter) {
    return undefined;
  }
  // Not in the address while a variable has its default.
  const expression = `\${${parameter.replace('var-', '')}:raw}`;
  const interpolated = replaceVariables(expression);
  return fromAddress ?? (interpolated === expression ? undefined : interpolated);
}

function addressValue(parameter: string): string | undefined {
  const value: unknown = locationService.getSearchObject()[parameter];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
