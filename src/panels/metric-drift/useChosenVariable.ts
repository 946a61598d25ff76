import { type InterpolateFunction } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback } from 'react';

import { parameterName, useDashboardVariable } from '../shared/dashboardVariable';
import { type Variable } from './variables';

/** The variable that a dashboard variable names, and how a click names another; nothing where no dashboard variable is given. */
export function useChosenVariable(
  dashboardVariable: string,
  variables: readonly Variable[],
  replaceVariables: InterpolateFunction
) {
  const parameter = parameterName(dashboardVariable);
  const value = useDashboardVariable(parameter, replaceVariables);
  const tell = useCallback(
    (variable: string) => {
      if (parameter) {
        locationService.partial({ [parameter]: variable }, true);
      }
    },
    [parameter]
  );
  return { chosen: variables.find(({ variable }) => variable === value), tell };
}

/** What a click does, for a tooltip; undefined where it does nothing. */
export function clickHint(openOnClick: boolean, dashboardVariable: string): string | undefined {
  const name = parameterName(dashboardVariable).replace('var-', '$');
  const does = [openOnClick ? 'open it' : '', name ? `set ${name}` : ''].filter((part) => part !== '').join(' and ');
  return does ? `Click to ${does}` : undefined;
}
