import { type Estimate } from '../../statistics/classification';
import { type Formats } from '../shared/formats';
import { type Part } from './groups';

/** What is known of a class, or of classes that are summed. */
export interface ClassNumbers {
  /** Row and column totals. A row of 0 is no data. */
  actual: number;
  predicted: number;
  /** Outcomes that were predicted right; of summed classes exactly right, not merely as another of them. */
  right: number;
  precision: Estimate;
  recall: Estimate;
  f1: Estimate;
}

/** A row and a column of the matrix. */
export interface ClassView extends ClassNumbers {
  name: string;
  /** As it is shown in a sentence; any length. */
  text: string;
  /** Beside its row and above its column. */
  label: string;
  /** How many classes it is the sum of; 1 for a class. */
  members: number;
  /** Of a closed group: its key, by which it is opened. */
  group?: string;
  /** The open groups that it lies in, outermost first: their keys, by which they are closed. */
  within: string[];
  /** The same of the reference, where there is one. */
  before?: ClassNumbers;
}

/** Summed classes: neither right nor wrong among themselves, and no value to filter by. */
export function isSum({ members }: Pick<ClassView, 'members'>): boolean {
  return members > 1;
}

/**
 * @param classes the names that the parts' members are places among
 * @param before of the reference, in the order of the parts
 */
export function classViews(
  parts: readonly Part[],
  classes: readonly string[],
  formats: Formats,
  numbers: ClassNumbers[],
  before?: ClassNumbers[]
): ClassView[] {
  return parts.map(({ name, members, group, within }, k) => {
    const text = textOf(parts[k], classes, formats);
    return {
      ...numbers[k],
      name,
      text,
      label:
        group !== undefined
          ? `▸ ${formats.className(name)} (${members.length})`
          : within.length > 0
            ? `▾ ${text}`
            : text,
      members: members.length,
      group,
      within,
      before: before?.[k],
    };
  });
}

function textOf({ name, members, group }: Part, classes: readonly string[], formats: Formats): string {
  if (members.length === 1) {
    return formats.className(classes[members[0]]);
  }
  return group === undefined ? name : `${formats.className(name)} (${members.length} classes)`;
}
