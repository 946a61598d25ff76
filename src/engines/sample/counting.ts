import { getOrAdd, Tally } from '../tally';
import { type AuditRecord } from './records';
import { type Selection } from './selection';

/** What records are alike in, the version first. */
export type Kind = readonly [version: string, ...rest: Array<string | number | boolean>];

/**
 * Counts the records of every window by what they are alike in. A record costs one addition a window, however many
 * windows it lies in.
 *
 * @param kindOf undefined for a record that is not counted
 * @param visit called for each window and kind that has records, in the order of `compare`
 */
export function countAlike<K extends Kind>(
  { records, windows }: Selection,
  kindOf: (record: AuditRecord) => K | undefined,
  visit: (kind: K, time: number, count: number) => void,
  compare?: (a: K, b: K) => number
): void {
  const { kinds, of } = numberKinds(records, kindOf, compare);
  const counts = new Float64Array(kinds.length);
  for (const { time, start, end } of windows) {
    counts.fill(0);
    for (let i = start; i < end; i++) {
      if (of[i] >= 0) {
        counts[of[i]]++;
      }
    }
    for (let kind = 0; kind < kinds.length; kind++) {
      if (counts[kind] > 0) {
        visit(kinds[kind], time, counts[kind]);
      }
    }
  }
}

function numberKinds<K extends Kind>(
  records: readonly AuditRecord[],
  kindOf: (record: AuditRecord) => K | undefined,
  compare?: (a: K, b: K) => number
): { kinds: K[]; of: Int32Array } {
  const kinds: K[] = [];
  const numbers: Branch = new Map();
  const of = Int32Array.from(records, (record) => {
    const kind = kindOf(record);
    if (kind === undefined) {
      return -1;
    }
    let branch = numbers;
    for (let i = 0; i < kind.length - 1; i++) {
      branch = getOrAdd<unknown, Branch | number>(branch, kind[i], () => new Map()) as Branch;
    }
    return getOrAdd<unknown, Branch | number>(branch, kind[kind.length - 1], () => kinds.push(kind) - 1) as number;
  });
  if (!compare) {
    return { kinds, of };
  }
  const order = kinds.map((_, i) => i).sort((a, b) => compare(kinds[a], kinds[b]));
  const place = new Int32Array(kinds.length);
  order.forEach((kind, i) => (place[kind] = i));
  return { kinds: order.map((kind) => kinds[kind]), of: of.map((kind) => (kind < 0 ? kind : place[kind])) };
}

/** Numbers by what leads to them, so that whatever is in a name cannot make two kinds one. */
type Branch = Map<unknown, Branch | number>;

/** Adds up something of every record of every window, for each version where these are asked apart. */
export function tallyRecords<T>(
  { records, windows }: Selection,
  byVersion: boolean,
  make: () => T,
  add: (counted: T, record: AuditRecord) => void
): Tally<T> {
  const tally = new Tally<T>(make);
  for (const { time, start, end } of windows) {
    // Looked up once for each version, not for each record.
    const ofVersion = new Map<string, T>();
    for (let i = start; i < end; i++) {
      const version = byVersion ? records[i].version : '';
      add(
        getOrAdd(ofVersion, version, () => tally.at(version, time)),
        records[i]
      );
    }
  }
  return tally;
}
