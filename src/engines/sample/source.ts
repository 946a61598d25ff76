import { type TimeBasis } from '../../query/query';
import { type AuditRecord } from './records';

/** From when to when a source can say anything of a model, in ms since the epoch. */
export interface Coverage {
  from: number;
  to: number;
}

/** Audit records by model and time. Times are in ms since the epoch; windows are (from, to]. */
export interface RecordSource {
  /** The models' names, in order. */
  models(): string[];
  /**
   * The records of a model that happened in (from, to], ascending: predicted then on the clock 'prediction', their outcome
   * learnt then on the clock 'outcome'. Records that know neither time are not among them.
   */
  records(model: string, from: number, to: number, basis: TimeBasis): readonly AuditRecord[];
  /** The records of a model without any time: they belong to every window. */
  timeless(model: string): readonly AuditRecord[];
  /** Undefined where no record of the model has a time. */
  coverage(model: string): Coverage | undefined;
  /** What must be known about an answer over a window, in full sentences; empty where all is as asked. */
  notices(model: string, from: number, to: number, basis: TimeBasis): string[];
  /**
   * The names by which records can be told apart: version, actual, predicted, error_type, then features. Of one model, or of all.
   */
  attributes(model?: string): string[];
  /** An attribute's values, as texts; also of 'model'. */
  values(attribute: string, model?: string): string[];
}
