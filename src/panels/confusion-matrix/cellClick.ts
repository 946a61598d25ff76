import { type FieldConfigSource } from '@grafana/data';
import { locationService } from '@grafana/runtime';

import { parameterName } from '../shared/dashboardVariable';
import { hasLinks } from '../shared/fieldContext';
import { isSum } from './classViews';
import { type ConfusionMatrixOptions } from './options';
import { type MatrixView } from './viewModel';

/** The variables that a click on a cell sets, as URL parameters. */
export function variablesOf(view: MatrixView, row: number, column: number): Record<string, string> {
  const variables: Record<string, string> = {};
  const { actualVariable, predictedVariable } = view.options;
  for (const [name, one] of [
    [parameterName(actualVariable), view.classes[row]],
    [parameterName(predictedVariable), view.classes[column]],
  ] as const) {
    // Summed classes have no single value to filter by.
    if (name && !isSum(one)) {
      variables[name] = one.name;
    }
  }
  return variables;
}

/** Sets the dashboard variables, if there are any to be set. The value is the class itself, not its mapped text. */
export function setVariables(view: MatrixView, row: number, column: number) {
  const variables = variablesOf(view, row, column);
  if (Object.keys(variables).length > 0) {
    locationService.partial(variables, true);
  }
}

/** What a click does, for the tooltip; undefined where it does nothing. */
export function clickHint(
  options: ConfusionMatrixOptions,
  fieldConfig: FieldConfigSource,
  hasRecords: boolean
): string | undefined {
  const names = [options.actualVariable, options.predictedVariable]
    .map((variable) => parameterName(variable).replace('var-', '$'))
    .filter((name) => name !== '');
  const sets = names.length > 0 ? `set ${names.join(' and ')}` : undefined;
  const things = [...(hasLinks(fieldConfig) ? ['links'] : []), ...(hasRecords ? ['records'] : [])];
  const opens = things.length > 0 ? `open its ${things.join(' and ')}` : undefined;
  const does = [sets, opens].filter((part) => part !== undefined).join(' and ');
  return does ? `Click to ${does}` : undefined;
}
