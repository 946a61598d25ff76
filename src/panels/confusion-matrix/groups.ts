import { freeName } from '../../statistics/confusion';
import { type GroupOptions } from './options';

/** A row and column of the matrix: one class, or several summed. */
export interface Part {
  /** Different from all others. */
  name: string;
  /** The places of its classes, among those given. */
  members: number[];
  /** Of a closed group: its key, by which it is opened. */
  group?: string;
  /** The open groups that it lies in, outermost first: their keys, by which they are closed. */
  within: string[];
}

/** Matching a name longer than this could take long, and tells no more. */
const LONGEST = 1000;

/**
 * Classes as a tree by their names, and what is shown of it: groups below the level shown are closed. A group of a single
 * class is that class, since summing it would hide its name for nothing.
 *
 * @param toggled keys of groups that are open though the level closes them, or the other way round
 */
export function partsOf(classes: readonly string[], options: GroupOptions, toggled: ReadonlySet<string>): Part[] {
  const path = pathFinder(options);
  if (!path) {
    return classes.map((name, place) => ({ name, members: [place], within: [] }));
  }
  const paths = classes.map((name) => path(name.slice(0, LONGEST)));
  const parts: Part[] = [];
  const taken = new Set(classes);
  const walk = (places: number[], depth: number, within: string[]) => {
    const byHead = new Map<string, number[]>();
    for (const place of places) {
      // A class that ends here stands alone among the groups.
      const key = JSON.stringify(paths[place].length > depth ? paths[place].slice(0, depth + 1) : place);
      const same = byHead.get(key);
      if (same) {
        same.push(place);
      } else {
        byHead.set(key, [place]);
      }
    }
    for (const [key, members] of byHead) {
      if (members.length === 1) {
        parts.push({ name: classes[members[0]], members, within });
      } else if (depth + 1 < options.level !== toggled.has(key)) {
        walk(members, depth + 1, [...within, key]);
      } else {
        const head = paths[members[0]].slice(0, depth + 1);
        const name = freeName(head.join(options.by === 'separator' ? options.separator : ' / '), taken);
        taken.add(name);
        parts.push({ name, members, group: key, within });
      }
    }
  };
  walk(Array.from(classes.keys()), 0, []);
  return parts;
}

/** A class's way from the outermost group inwards; undefined where nothing is grouped. */
function pathFinder({ by, separator, pattern }: GroupOptions): ((name: string) => string[]) | undefined {
  if (by === 'separator' && separator !== '') {
    return (name) => name.split(separator);
  }
  const expression = by === 'pattern' ? compiled(pattern) : undefined;
  return expression && ((name) => (expression.exec(name)?.slice(1) ?? []).filter((level) => level !== undefined));
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return pattern === '' ? undefined : new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

/** Why nothing is grouped though groups are asked for, as a sentence. */
export function groupsProblem({ by, separator, pattern }: GroupOptions): string | undefined {
  if (by === 'none') {
    return undefined;
  }
  const why =
    by === 'separator'
      ? separator === '' && 'the separator is empty'
      : pattern === ''
        ? 'the pattern is empty'
        : !compiled(pattern)
          ? 'the pattern is no regular expression'
          : // With an alternative that matches nothing, the match tells how many capturing groups there are.
            compiled(`${pattern}|`)?.exec('')?.length === 1 && 'the pattern has no capturing group';
  return why ? `Classes are not grouped: ${why}.` : undefined;
}
