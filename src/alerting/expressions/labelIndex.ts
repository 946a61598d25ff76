import { type Labels } from '@grafana/data';

import { getOrAdd } from '../../engines/tally';
import { labelsOf, type Value } from './values';

/** Values whose labels have the same names, found by the texts of some of these. */
interface Group {
  names: string[];
  values: Value[];
  byTexts: Map<string, Map<string, Value[]>>;
}

/** Finds the values that another one meets without looking at all of them: rules may have hundreds of classes. */
export class LabelIndex {
  private readonly groups = new Map<string, Group>();

  constructor(values: readonly Value[]) {
    for (const value of values) {
      const names = namesOf(labelsOf(value));
      getOrAdd(this.groups, JSON.stringify(names), () => ({ names, values: [], byTexts: new Map() })).values.push(
        value
      );
    }
  }

  /** Those whose labels are the same as these, are among them, or have them all. */
  meeting(labels: Labels): Value[] {
    const names = namesOf(labels);
    return [...this.groups.values()].flatMap((group) => {
      const shared = sharedNames(names, group.names);
      return shared === undefined ? [] : (byTexts(group, shared).get(textsOf(labels, shared)) ?? []);
    });
  }
}

function byTexts({ byTexts, values }: Group, names: readonly string[]): Map<string, Value[]> {
  return getOrAdd(byTexts, JSON.stringify(names), () => {
    const found = new Map<string, Value[]>();
    for (const value of values) {
      getOrAdd(found, textsOf(labelsOf(value), names), (): Value[] => []).push(value);
    }
    return found;
  });
}

/** The fewer names, if the others hold them all. */
function sharedNames(a: readonly string[], b: readonly string[]): readonly string[] | undefined {
  const [fewer, more] = a.length < b.length ? [a, b] : [b, a];
  return fewer.every((name) => more.includes(name)) ? fewer : undefined;
}

const namesOf = (labels: Labels) => Object.keys(labels).sort();
const textsOf = (labels: Labels, names: readonly string[]) => JSON.stringify(names.map((name) => labels[name]));
