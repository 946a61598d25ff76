import {
  type BaselineVariable,
  type DriftOptions,
  parseEdges,
  type Reference,
  type VariableKind,
} from '../../query/drift';
import { withOpenEnds } from '../../statistics/drift/bins';

/**
 * The edges that a query names for a numeric variable: those of its frozen baseline, else its own; undefined where they
 * follow from the reference. From -Infinity to Infinity.
 */
export function namedEdges(
  { edges }: DriftOptions,
  { kind, baseline }: Reference,
  of: VariableKind,
  name: string
): number[] | undefined {
  const frozen = kind === 'baseline' ? baseline?.variables.find((one) => isThis(one, of, name)) : undefined;
  if (frozen?.edges) {
    return Array.from(withOpenEnds(frozen.edges.flatMap((edge) => edge ?? [])));
  }
  const own = parseEdges(edges) ?? [];
  return own.length > 0 ? Array.from(withOpenEnds(own)) : undefined;
}

function isThis(one: BaselineVariable, of: VariableKind, name: string): boolean {
  return one.of === of && one.name === name;
}
