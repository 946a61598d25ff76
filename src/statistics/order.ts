import { type Confusion } from './confusion';

/**
 * - `given`: as the user lists them, the others after; without a list, as they came with the data
 * - `numeric`: '2' before '10'; names that are no numbers after, alphabetically
 * - `alphabetic`: as people sort, numbers inside names by value ('class 2' before 'class 10'), in every locale alike
 * - `support`: by the number of actual outcomes, most first
 * - `confused`: by the number of wrong outcomes that involve the class as actual or as predicted, most first
 * - `auto`: numeric where all are numbers, else given if a list is given, else alphabetic
 */
export const classOrders = ['auto', 'given', 'numeric', 'alphabetic', 'support', 'confused'] as const;
export type ClassOrder = (typeof classOrders)[number];

type Compare = (a: string, b: string) => number;

const decimal = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;
const collator = new Intl.Collator('en', { numeric: true });

/** The classes of `c`, each once, in the order asked for. Ties are broken alphabetically, so that the order never flickers. */
export function orderClasses(c: Confusion, order: ClassOrder, given: readonly string[] = []): string[] {
  switch (order) {
    case 'numeric':
      return sortNumerically(c.classes);
    case 'alphabetic':
      return [...c.classes].sort(alphabetically);
    case 'support':
    case 'confused':
      return [...c.classes].sort(mostFirst(c, order));
    case 'given':
      return given.length > 0 ? asGiven(c.classes, given) : [...c.classes];
    case 'auto':
      return given.length > 0 && !c.classes.every(isNumber) ? asGiven(c.classes, given) : sortNumerically(c.classes);
  }
}

function isNumber(name: string): boolean {
  return decimal.test(name);
}

function asGiven(classes: readonly string[], given: readonly string[]): string[] {
  const there = new Set(classes);
  const listed = new Set(given.filter((name) => there.has(name)));
  return [...listed, ...sortNumerically(classes.filter((name) => !listed.has(name)))];
}

/** `numerically` of many names: each is looked at once. */
function sortNumerically(classes: readonly string[]): string[] {
  const numbers = classes.filter(isNumber).sort(numerically);
  const others = numbers.length > 0 ? classes.filter((name) => !isNumber(name)) : [...classes];
  return [...numbers, ...others.sort(alphabetically)];
}

/** Numbers by value, then other names alphabetically: where no name is a number this is the alphabetic order. */
function numerically(a: string, b: string): number {
  const numeric = isNumber(a);
  if (numeric !== isNumber(b)) {
    return numeric ? -1 : 1;
  }
  return (numeric ? ascending(Number(a), Number(b)) : 0) || alphabetically(a, b);
}

/** The collator takes some different names for equal (an accent written in two ways); code units decide then. */
function alphabetically(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function mostFirst(c: Confusion, order: 'support' | 'confused'): Compare {
  const support = new Map<string, number>(c.classes.map((name) => [name, 0]));
  const wrong = new Map(support);
  const add = (sums: Map<string, number>, place: number, count: number) =>
    sums.set(c.classes[place], (sums.get(c.classes[place]) ?? 0) + count);
  for (let i = 0; i < c.count.length; i++) {
    add(support, c.actual[i], c.count[i]);
    if (c.actual[i] !== c.predicted[i]) {
      add(wrong, c.actual[i], c.count[i]);
      add(wrong, c.predicted[i], c.count[i]);
    }
  }
  const by = (sums: Map<string, number>, a: string, b: string) => ascending(sums.get(b) ?? 0, sums.get(a) ?? 0);
  return (a, b) => (order === 'confused' && by(wrong, a, b)) || by(support, a, b) || numerically(a, b);
}
