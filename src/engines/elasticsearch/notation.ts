/**
 * What tells the records of a query from others, in any language that says so: in Lucene (lucene.ts), which data sources are
 * asked in, and in KQL (query/kql.ts), which Discover is.
 */
export interface Notation<Q> {
  /** A field that has this value. */
  is(field: string, value: string): Q;
  isOneOf(field: string, values: readonly string[]): Q;
  exists(field: string): Q;
  /** A moment in (from, to], in milliseconds since the epoch. */
  duringRange(field: string, from: number, to: number): Q;
  /** A keyword field that a regular expression of Lucene's own notation matches as a whole. */
  matches(field: string, pattern: string): Q;
  not(query: Q): Q;
  or(parts: readonly Q[]): Q;
  /** All of these together, where it stands among others. */
  allOf(parts: readonly Q[]): Q;
}
