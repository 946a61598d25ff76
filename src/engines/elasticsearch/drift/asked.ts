import { type VariableKind } from '../../../query/drift';
import { type ModelQuery } from '../../../query/query';
import { type RecordMapping } from '../../../query/recordFields';
import { spanKey } from '../../drift/comparisons';
import { type ComparedSpans } from '../../drift/planDrift';
import { type Span } from '../../drift/variables';
import { exists, type Lucene, not } from '../lucene';
import { modelRecords } from '../selectors';
import { type Counting } from '../windows';

/** A variable, and where records have it. */
export interface FieldVariable {
  of: VariableKind;
  /** Of a feature: its name; else empty. */
  name: string;
  field: string;
  /** What one unit of the field is in the variable's own: 1e-9 of nanoseconds as seconds. */
  scale: number;
}

/** Bins of a variable: ascending, from -Infinity to Infinity, in its own unit. */
export type NumericVariable = FieldVariable & { edges: readonly number[] };
/** The field is one that can be grouped by. */
export type CategoricalVariable = FieldVariable & { edges?: undefined };
export type ShapedVariable = NumericVariable | CategoricalVariable;

/** A query about variables, on an index. */
export interface VariablesAsked {
  query: ModelQuery;
  mapping: RecordMapping;
}

/** Requests, or of them those that got a prediction, of some versions: none are all. */
export function recordsOf(
  { query, mapping }: VariablesAsked,
  versions: Span['versions']
): Pick<Counting, 'basis' | 'query'> {
  const ofRequests = query.drift.of === 'responseTime';
  const ofVersions = { ...query, model: { ...query.model, versions: [...versions] } };
  const records: Lucene[] = modelRecords(ofVersions, mapping, ofRequests ? 'requests' : 'predictions');
  return { basis: 'prediction', query: ofRequests ? records : [...records, not(exists(mapping.fields.errorType))] };
}

/** The window that is asked about; of a series the last one. */
function latest({ spans }: Pick<ComparedSpans, 'spans'>): Span {
  return spans.reduce((last, span) => (span.to >= last.to && span.from >= last.from ? span : last));
}

/** The spans that say what variables are, the reference first. */
export function fromReference(asked: Pick<ComparedSpans, 'spans' | 'edgesFrom'>): Span[] {
  return [...new Map([asked.edgesFrom, latest(asked)].map((span) => [spanKey(span), span])).values()];
}

/** An edge as the field has it, without the digits that a division adds. */
export function inField(edge: number, { scale }: Pick<FieldVariable, 'scale'>): number {
  return scaled(edge, 1 / scale);
}

/** A number of the field in the variable's unit, likewise. */
export function fromField(value: number, { scale }: Pick<FieldVariable, 'scale'>): number {
  return scaled(value, scale);
}

function scaled(value: number, by: number): number {
  return by === 1 || !Number.isFinite(value) ? value : Number((value * by).toPrecision(12));
}
