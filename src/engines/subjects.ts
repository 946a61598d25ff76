/** What records or series are looked at for; each has some attributes that only some kinds of telemetry carry. */
export type Subject = 'outcomes' | 'predictions' | 'errors' | 'requests' | 'records';

const CARRIED: Record<Subject, readonly string[]> = {
  outcomes: ['actual', 'predicted'],
  predictions: ['predicted'],
  errors: ['error_type'],
  requests: [],
  records: ['actual', 'predicted', 'error_type'],
};
const CARRIED_BY_SOME = ['actual', 'predicted', 'error_type'];

/** Whether a matcher on a label applies: one that the subject does not carry would leave nothing. */
export function carriedBy(subject: Subject, label: string): boolean {
  return !CARRIED_BY_SOME.includes(label) || CARRIED[subject].includes(label);
}
