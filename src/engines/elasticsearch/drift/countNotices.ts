import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { sumOf } from '../../../statistics/drift/counts';
import { variableName } from '../../drift/alignVariables';
import { amount } from '../total';
import { type FieldVariable } from './asked';
import { type CountedGroup, OTHERS } from './countVariables';

/** Whether what was counted of a variable is all that there is, in full sentences. */
export function countNotices({ of, name, field }: FieldVariable, groups: readonly CountedGroup[]): Notice[] {
  const shown = variableName(of, name);
  const known = groups.reduce((sum, group) => sum + sumOf(group.known), 0);
  const told = groups.reduce((sum, group) => sum + sumOf(group.told), 0);
  if (told > known) {
    const text = `Some records hold lists in ${field}, and count once for each of their entries. Write one value into each record.`;
    return [{ severity: 'warning', text }];
  }
  if (groups.some(({ hasOthers }) => hasOthers)) {
    const text = `${shown} has more categories than are told apart: all but the most frequent ones are counted as '${OTHERS}'.`;
    return told < known ? [{ severity: 'info', text }] : [];
  }
  if (told < known) {
    const text = `${amount(known - told)} of ${amount(known)} values of ${shown} are missing in this answer: some indices could not count by ${field}. Most often one has it as text. Index those records anew, with a keyword.`;
    return [{ severity: 'warning', text }];
  }
  return [];
}
