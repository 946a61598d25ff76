import { checkUsualPeriods, NEVER, parseEdges, parseTime } from '../../query/drift';
import { parseDuration } from '../../query/duration';

/** What is wrong with a text while it is being written, in a sentence; a dashboard variable may hold anything. */
export type TextCheck = (text: string) => string | undefined;

const check =
  (isRight: (text: string) => boolean, sentence: string): TextCheck =>
  (text) =>
    text.includes('$') || isRight(text) ? undefined : sentence;

const isEmpty = (text: string) => text.trim() === '';
const isBetween = (low: number, high: number) => (text: string) => Number(text) > low && Number(text) < high;

export const checkWindow = check(
  (text) => isEmpty(text) || parseDuration(text) !== undefined,
  'Write a number and a unit, such as 30m, 24h or 7d.'
);

export const checkDuration = check(
  (text) => parseDuration(text) !== undefined,
  'Write a number and a unit, such as 24h or 7d.'
);

export const checkUsualEvery = check(
  (text) => text.trim() === NEVER || parseDuration(text) !== undefined,
  `Write a number and a unit, such as 1d or 7d, or '${NEVER}'.`
);

export const checkScoreThreshold = check(
  (text) => isEmpty(text) || (Number(text) >= 0 && Number(text) <= 1),
  'Write a number from 0 to 1, such as 0.5.'
);

export const checkDriftThreshold = check(
  (text) => isEmpty(text) || Number(text) >= 0,
  'Write a number from 0 on, such as 0.2.'
);

export const checkEdges = check((text) => parseEdges(text) !== undefined, 'Write numbers, such as 10, 20, 50.');

export const checkTime = check(
  (text) => parseTime(text) !== undefined,
  'Write a time, such as 2026-11-01T00:00:00Z, or milliseconds since 1970.'
);

// Numbers in the query, so no variables.
export const checkLevel: TextCheck = (text) =>
  isBetween(0, 1)(text) ? undefined : 'Write a number between 0 and 1, such as 0.05 for 5 %.';

export const checkPeriods: TextCheck = (text) => checkUsualPeriods(isEmpty(text) ? NaN : Number(text));
