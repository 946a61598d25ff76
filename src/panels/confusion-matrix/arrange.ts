import { type Marginals, qualityOfEachClass } from '../../statistics/classification';
import { type Confusion, freeName, regroupClasses } from '../../statistics/confusion';
import { orderClasses } from '../../statistics/order';
import { type ClassNumbers } from './classViews';
import { type Part, partsOf } from './groups';
import { type ConfusionMatrixOptions } from './options';
import { optionsOrder, type Sort, sortPlaces } from './sort';

/** What who looks at the matrix changed in it; not stored. */
export interface Arrangement {
  sort: Sort;
  /** Keys of the groups that were opened, or closed, by hand. */
  toggled: ReadonlySet<string>;
}

export const asTheOptionsSay: Arrangement = { sort: optionsOrder, toggled: new Set() };

/** Rows and columns in their order, and what belongs to each. Every class belongs to one. */
export function arrange(
  confusion: Confusion,
  m: Marginals,
  options: ConfusionMatrixOptions,
  { sort, toggled }: Arrangement
): Part[] {
  const { order, classes: given, topClasses, groups } = options;
  const parts = partsOf(confusion.classes, groups, toggled);
  const places = new Map(parts.map(({ name }, place) => [name, place]));
  const counts = parts.length < confusion.classes.length ? summed(confusion, parts) : confusion;
  const placesOf = (names: string[]) => names.map((name) => places.get(name) ?? 0);

  const ordered = placesOf(orderClasses(counts, order, given));
  const sorted = sort.by === 'order' && !sort.descending ? ordered : sortPlaces(ordered, sort, numbersOf(parts, m));
  const shown = keepGroupsTogether(sorted, parts);
  // Summing a single class would hide its name for nothing.
  if (topClasses === 0 || parts.length <= topClasses + 1) {
    return shown.map((place) => parts[place]);
  }
  const ranked = placesOf(orderClasses(counts, order === 'confused' ? 'confused' : 'support'));
  const top = new Set(ranked.slice(0, topClasses));
  const rest = parts.filter((_, place) => !top.has(place));
  const other: Part = {
    name: freeName(`${rest.length} other classes`, confusion.classes),
    members: rest.flatMap(({ members }) => members),
    within: [],
  };
  return [...shown.filter((place) => top.has(place)).map((place) => parts[place]), other];
}

/** Counts with a class for each part. */
export function summed(confusion: Confusion, parts: readonly Part[]): Confusion {
  if (parts.length === confusion.classes.length && parts.every(({ members }, place) => members[0] === place)) {
    return confusion;
  }
  const places = new Int32Array(confusion.classes.length);
  parts.forEach(({ members }, place) => members.forEach((member) => (places[member] = place)));
  return regroupClasses(
    confusion,
    parts.map(({ name }) => name),
    places
  );
}

/**
 * Numbers of each part: of summed classes the outcomes that were predicted exactly right, not merely as another of them.
 *
 * @param m of the classes that the parts' members are places among
 */
export function numbersOf(parts: readonly Part[], m: Marginals, confidence?: number): ClassNumbers[] {
  const sum = (counts: Float64Array) =>
    Float64Array.from(parts, ({ members }) => members.reduce((total, member) => total + counts[member], 0));
  const ofParts: Marginals = {
    classes: parts.map(({ name }) => name),
    tp: sum(m.tp),
    actual: sum(m.actual),
    predicted: sum(m.predicted),
    total: m.total,
  };
  const precision = qualityOfEachClass(ofParts, { measure: 'precision', confidence });
  const recall = qualityOfEachClass(ofParts, { measure: 'recall', confidence });
  const f1 = qualityOfEachClass(ofParts, { measure: 'fBeta', beta: 1, confidence });
  return parts.map((_, k) => ({
    actual: ofParts.actual[k],
    predicted: ofParts.predicted[k],
    right: ofParts.tp[k],
    precision: precision[k],
    recall: recall[k],
    f1: f1[k],
  }));
}

/** What lies in an open group stays beside each other, where the first of it would be. */
function keepGroupsTogether(sorted: number[], parts: readonly Part[]): number[] {
  if (parts.every(({ within }) => within.length === 0)) {
    return sorted;
  }
  const first = new Map<string, number>();
  sorted.forEach((place, rank) =>
    parts[place].within.forEach((group) => first.set(group, Math.min(rank, first.get(group) ?? Infinity)))
  );
  const ranks = new Map(
    sorted.map((place, rank) => [place, [...parts[place].within.map((group) => first.get(group) ?? rank), rank]])
  );
  return [...sorted].sort((a, b) => {
    const [x, y] = [ranks.get(a) ?? [], ranks.get(b) ?? []];
    const depth = x.findIndex((rank, level) => rank !== y[level]);
    return depth < 0 ? 0 : x[depth] - y[depth];
  });
}
