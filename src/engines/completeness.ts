import { type CompletenessDay } from '../frames/completenessFrame';

export const DAY_MS = 86_400_000;

/** What a record ought to have. */
export const needs = [
  'id',
  'version',
  'prediction',
  'score',
  'features',
  'response time',
  'trace id',
  'outcome time',
] as const;
export type Need = (typeof needs)[number];

/** Of which records: of all, of those that did not fail, of those whose outcome is known. */
export type Needing = 'records' | 'answered' | 'known';

export const needing: Record<Need, Needing> = {
  id: 'records',
  version: 'records',
  // A label or a value. A failed request has none.
  prediction: 'answered',
  score: 'answered',
  features: 'records',
  'response time': 'records',
  'trace id': 'records',
  // Without it an outcome is not found on the outcome clock.
  'outcome time': 'known',
};

/** Not every model has these: what no record of the window has is taken as not meant to be there. */
const optional: readonly Need[] = ['score', 'features', 'response time', 'trace id'];

/** The days in order, without what is not meant to be there. */
export function judgeDays(days: readonly CompletenessDay[]): CompletenessDay[] {
  const told = needs.filter(
    (need) => !optional.includes(need) || days.some((day) => lacks(day, need) < due(day, need))
  );
  return [...days]
    .sort((a, b) => a.time - b.time)
    .map(({ without, ...day }) => ({
      ...day,
      without: Object.fromEntries(told.flatMap((need) => (need in without ? [[need, without[need]]] : []))),
    }));
}

const lacks = ({ without }: CompletenessDay, need: Need) => without[need] ?? Infinity;

function due({ records, failed, withOutcome }: CompletenessDay, need: Need): number {
  switch (needing[need]) {
    case 'records':
      return records;
    case 'answered':
      return records - failed;
    case 'known':
      return withOutcome;
  }
}
