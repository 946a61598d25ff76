import { partialEdges } from '../../histograms';
import { aggregate, binary, type Expr, scalar } from '../../promql';
import { ALL, anyOf } from '../scoreCounts';
import { byEdges, type DriftAlert, numbersOf, sideNames } from './driftAlert';
import { countedSide, numbers, there } from './sideCounts';

/**
 * The value of those variables whose histograms all have the edges that the rule knows. Where one lacks an edge, what is
 * counted up to it is not all.
 */
export function complete(value: Expr, alert: DriftAlert): Expr {
  const { by } = alert;
  if (numbersOf(alert).length === 0) {
    return value;
  }
  const groups = byEdges(alert);
  const needed = [...new Set(groups.flatMap(({ edges }) => edges)), ALL];
  const broken = sideNames.flatMap((name) => {
    const side = countedSide(name, alert);
    return side
      ? [
          partialEdges(by, numbers(side, alert, needed), side.lengthMs),
          ...groups.map(({ edges, names }) => {
            const found = aggregate('count', by, there([...edges, ALL], names, side, alert));
            return binary(found, '!=', scalar(edges.length + 1));
          }),
        ]
      : [];
  });
  return binary(value, 'unless', anyOf(broken), { on: by });
}
