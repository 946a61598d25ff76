import { type Baseline } from '../../../../query/drift';
import { type MetricRole, type TelemetryMapping } from '../../../../query/mapping';
import { type ModelQuery } from '../../../../query/query';
import { type KnownVariable } from '../../../engine';
import { type Selector } from '../../promql';

/** What a rule on drift compares, and what it knows of the variables. */
export interface DriftAlert {
  query: ModelQuery;
  mapping: TelemetryMapping;
  /** The label that tells features apart; none of a variable that is the only one. */
  by: string[];
  histogram: MetricRole;
  counter: { role: MetricRole; category: string };
  /** Edges as Prometheus 2 writes them. */
  variables: KnownVariable[];
  current: CountedSide;
  reference: CountedSide | { baseline: Baseline };
}

/** A side that is counted: a window that ends now, earlier, or at a fixed time. */
export interface CountedSide {
  lengthMs: number;
  /** None: all together. */
  versions: readonly string[];
  when?: Selector['when'];
}

export const sideNames = ['reference', 'current'] as const;
export type SideName = (typeof sideNames)[number];

export const numbersOf = ({ variables }: DriftAlert) => variables.filter(({ edges }) => edges.length > 0);
export const categoriesOf = ({ variables }: DriftAlert) => variables.filter(({ edges }) => edges.length === 0);

/** Variables by the edges of their bins: those that are alike are counted together. */
export function byEdges(alert: DriftAlert): Array<{ edges: string[]; names: string[] }> {
  const groups = new Map<string, { edges: string[]; names: string[] }>();
  for (const { name, edges } of numbersOf(alert)) {
    const group = groups.get(edges.join()) ?? { edges, names: [] };
    group.names.push(name);
    groups.set(edges.join(), group);
  }
  return [...groups.values()];
}
