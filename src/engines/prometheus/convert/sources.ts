import { type TelemetryMapping } from '../../../query/mapping';
import { type Refusal } from '../../engine';
import {
  type DashboardJson,
  OUR_TYPE,
  refOf,
  type VariableJson,
  valuesOf,
  variableIn,
  variablesOf,
} from './dashboardJson';

/** What a data source of ours answers from. */
export interface ModelSource {
  mapping: TelemetryMapping;
  upstream: { type: string; uid: string; name: string };
}

/** By the uid of a data source of ours; undefined is whichever is the default. */
export type FindSource = (uid: string | undefined) => ModelSource | Refusal;

/** Which references of a dashboard are to data sources of ours, and what takes their place. */
export class Sources {
  /** Then the variable of our data sources must stay one, and another lists those of the upstream. */
  someAreKept = false;

  /** @param keepVariables whether a data source that is chosen by a variable stays so */
  constructor(
    private readonly dashboard: DashboardJson,
    private readonly find: FindSource,
    readonly keepVariables: boolean
  ) {}

  isOurs(stored: unknown): boolean {
    const { type, uid } = refOf(stored);
    return type === OUR_TYPE || this.variableOf(uid) !== undefined;
  }

  /** What a reference to a data source of ours stands for now. */
  sourceOf(stored: unknown): ModelSource | Refusal {
    const { uid } = refOf(stored);
    const variable = this.variableOf(uid);
    const current = variable ? valuesOf(variable)[0] : uid;
    return this.find(current === 'default' ? undefined : current);
  }

  /** The reference in place of one to a data source of ours: a variable for a variable. */
  upstreamOf(stored: unknown, { upstream }: ModelSource): { type: string; uid: string } {
    const variable = this.variableOf(refOf(stored).uid);
    return {
      type: upstream.type,
      uid: variable && this.keepVariables ? `\${${this.nameOf(variable)}}` : upstream.uid,
    };
  }

  /** What the variable of the upstream is called, in place of a variable of ours or beside it. */
  nameOf({ name }: VariableJson): string {
    return this.someAreKept ? `${name}_prometheus` : name;
  }

  isOurVariable({ type, query }: VariableJson): boolean {
    return type === 'datasource' && query === OUR_TYPE;
  }

  private variableOf(uid: string | undefined): VariableJson | undefined {
    const name = variableIn(uid);
    return name === undefined
      ? undefined
      : variablesOf(this.dashboard).find((variable) => variable.name === name && this.isOurVariable(variable));
  }
}
