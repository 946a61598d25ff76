import { type DataFrame } from '@grafana/data';

import { type Confusion } from '../statistics/confusion';
import { type ConfusionFields, listNames } from './confusionFields';
import { type ModelwatchMeta, modelwatchMeta } from './modelwatchMeta';
import { type ConfusionRead, readConfusion } from './readConfusion';
import { ofVersion, versionsOf, withoutVersion } from './versions';

/** What is read: everything together, one version, or one thing against another. Empty names choose by themselves. */
export type Comparison =
  { by: 'none'; version?: string } | { by: 'query' | 'version'; current?: string; reference?: string };

export interface ComparisonRead extends ConfusionRead {
  /** Absent where nothing is compared. */
  reference?: { confusion: Confusion; names: { current: string; reference: string } };
  /** The versions that the frames tell apart, the newest last. */
  versions: string[];
  /** Of these the one that is shown, and the one that it is compared with; absent where they are added together. */
  version?: string;
  against?: string;
}

/** What is shown and what it is compared with: frames, and what they are called. */
interface Sides {
  current: Side;
  reference: Side;
  notices: string[];
  isVersion?: boolean;
}

interface Side {
  id: string;
  name: string;
  frames: DataFrame[];
}

/**
 * Reads one matrix as `readConfusion` does, or two to be compared: the answers of two queries, or two versions in one
 * answer. What is asked for and not there falls back, to another query or version or to the plain matrix, and a notice
 * says so.
 */
export function readComparison(
  frames: DataFrame[],
  fields: ConfusionFields = {},
  asked: Comparison = { by: 'none' }
): ComparisonRead | { sentence: string } {
  const versions = versionsOf(frames);
  if (asked.by === 'none') {
    return asked.version !== undefined && versions.length > 1 && versions.includes(asked.version)
      ? readVersion(frames, fields, asked.version, versions)
      : plain(frames, fields, versions, []);
  }
  const sides = asked.by === 'query' ? queries(frames, asked) : versionSides(frames, versions, asked);
  if (typeof sides === 'string') {
    return plain(frames, fields, versions, [sides]);
  }
  const { current, reference } = sides;
  const read = readConfusion(current.frames, fields);
  if ('sentence' in read) {
    // Another version can be chosen then; an answer cannot.
    return sides.isVersion
      ? plain(frames, fields, versions, [...sides.notices, cannot(current, read.sentence)])
      : { sentence: `Of ${current.name}: ${read.sentence}` };
  }
  const { meta, answered } = read;
  const readSides = { versions, version: sides.isVersion ? current.id : undefined, meta, answered };
  const other = readConfusion(reference.frames, fields);
  if ('sentence' in other) {
    const why = cannot(reference, other.sentence);
    return { ...readSides, confusion: read.confusion, notices: [...sides.notices, ...read.notices, why] };
  }
  const of = (side: Side, notices: string[]) => notices.map((notice) => `Of ${side.name}: ${notice}`);
  return {
    ...readSides,
    against: sides.isVersion ? reference.id : undefined,
    confusion: read.confusion,
    reference: { confusion: other.confusion, names: { current: current.name, reference: reference.name } },
    notices: [...sides.notices, ...of(current, read.notices), ...of(reference, other.notices)],
  };
}

function plain(
  frames: DataFrame[],
  fields: ConfusionFields,
  versions: string[],
  notices: string[]
): ComparisonRead | { sentence: string } {
  const read = readConfusion(frames, fields);
  return 'sentence' in read ? read : { ...read, notices: [...notices, ...read.notices], versions };
}

function readVersion(
  frames: DataFrame[],
  fields: ConfusionFields,
  version: string,
  versions: string[]
): ComparisonRead | { sentence: string } {
  const read = readConfusion(ofVersion(frames, version), fields);
  return 'sentence' in read
    ? plain(frames, fields, versions, [cannot({ name: `version ${version}` }, read.sentence)])
    : { ...read, notices: [...leftOut(frames), ...read.notices], versions, version };
}

function cannot({ name }: { name: string }, why: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} cannot be shown. ${why}`;
}

/** Which two of several are compared; those that were asked for and are not there have others stand in for them. */
function choose(ids: string[], asked: { current?: string; reference?: string }, what: string) {
  const there = (id: string | undefined) => (id && ids.includes(id) ? id : undefined);
  const first = there(asked.current) ?? ids.find((id) => id !== asked.reference) ?? ids[0];
  // What follows in the list, else what stands before it.
  const next = ids[ids.indexOf(first) + 1] ?? ids[ids.indexOf(first) - 1];
  const reference = there(asked.reference === first ? undefined : asked.reference) ?? next;
  const standIns = [
    [asked.current, first],
    [asked.reference, reference],
  ].filter(([id]) => id && !ids.includes(id));
  return {
    current: first,
    reference,
    notices: standIns.map(([id, other]) => `${what} ${id} is not in the data. ${what} ${other} stands in for it.`),
  };
}

/** The answers of two queries; a sentence where there are no two. */
function queries(frames: DataFrame[], asked: { current?: string; reference?: string }): Sides | string {
  // An answer without rows is there, and says why it is empty.
  const ids = [...new Set(frames.map(({ refId = '' }) => refId))];
  if (ids.length < 2) {
    return 'There is nothing to compare with. Add a second query to the panel: its answer is the reference.';
  }
  const { current, reference, notices } = choose(ids, asked, 'Query');
  const rest = ids.filter((id) => id !== current && id !== reference);
  if (rest.length > 0) {
    notices.push(
      `${rest.length === 1 ? `Query ${rest[0]} is` : `Queries ${listNames(rest)} are`} no part of the comparison.`
    );
  }
  const of = (id: string) => frames.filter(({ refId = '' }) => refId === id);
  const names = queryNames(of(current), of(reference));
  return {
    current: { id: current, name: names?.[0] ?? `query ${current}`, frames: of(current) },
    reference: { id: reference, name: names?.[1] ?? `query ${reference}`, frames: of(reference) },
    notices,
  };
}

/** What our own queries differ in says more than their letters: the model, or the one version that each asks for. */
function queryNames(...sides: [DataFrame[], DataFrame[]]): [string, string] | undefined {
  const metas = sides.map((frames) => frames.map(modelwatchMeta).find((meta) => meta !== undefined));
  const [a, b] = metas.map((meta: ModelwatchMeta | undefined) => meta?.query.model);
  if (!a || !b) {
    return undefined;
  }
  if (a.name !== b.name) {
    return [a.name, b.name];
  }
  const [[version, ...more], [otherVersion, ...others]] = [a.versions, b.versions];
  return version && otherVersion && version !== otherVersion && more.length + others.length === 0
    ? [`version ${version}`, `version ${otherVersion}`]
    : undefined;
}

/** Two versions of one answer; a sentence where there are no two. */
function versionSides(
  frames: DataFrame[],
  versions: string[],
  asked: { current?: string; reference?: string }
): Sides | string {
  if (versions.length < 2) {
    return versions.length === 0
      ? "The data tells no versions to compare. Give it a field or label named 'version', such as by 'By version' in the query."
      : `There is nothing to compare version ${versions[0]} with: it is the only one in the data.`;
  }
  const { current, reference, notices } = choose([...versions].reverse(), asked, 'Version');
  const side = (version: string) => ({
    id: version,
    name: `version ${version}`,
    frames: ofVersion(frames, version),
  });
  return {
    current: side(current),
    reference: side(reference),
    notices: [...notices, ...leftOut(frames)],
    isVersion: true,
  };
}

function leftOut(frames: DataFrame[]): string[] {
  const rows = withoutVersion(frames);
  return rows === 0
    ? []
    : [`${rows.toLocaleString('en-US')} ${rows === 1 ? 'row tells' : 'rows tell'} no version and ${rows === 1 ? 'was' : 'were'} left out.`]; // prettier-ignore
}
