/** Formulas in the grammar of Grafana's math expressions, which has neither sums of many numbers nor the largest of them. */
import { type NamedFormula } from './engine';

/** Gives names to what formulas use more than once, so that it is computed once and their text stays short. */
export class Naming {
  /** In the order in which each needs the ones before it. */
  readonly named: NamedFormula[] = [];

  /**
   * How other formulas write this result: `$name`; a number or a name as it is.
   *
   * @throws an Error where the name is of another formula
   */
  name(name: string, formula: string): string {
    if (isNumber(formula) || /^\$\w+$/.test(formula)) {
      return formula;
    }
    const known = this.named.find((other) => other.name === name);
    if (known && known.formula !== formula) {
      throw new Error(`There already is a formula named ${name}. Give this one another name.`);
    }
    if (!known) {
      this.named.push({ name, formula });
    }
    return `$${name}`;
  }

  /**
   * One after the other, since there is no function for it: the larger of two is half of their sum and their distance.
   *
   * @param name of the results so far, which is followed by a number
   */
  largest(name: string, [first, ...others]: readonly string[]): string {
    return others.reduce((most, one, k) => this.name(`${name}${k}`, larger(most, one)), first);
  }
}

/** Of numbers their sum itself. */
export function sum(all: readonly string[]): string {
  if (all.every(isNumber)) {
    return String(all.reduce((total, one) => total + Number(one), 0));
  }
  const added = all.filter((one) => one !== '0');
  return added.length === 1 ? added[0] : `(${added.join(' + ')})`;
}

/** What part one number is of another; of plain numbers it is one too. */
export function ratio(part: string, whole: string): string {
  if (!isNumber(part) || !isNumber(whole)) {
    return `${part} / ${whole}`;
  }
  return Number(whole) > 0 ? String(Number(part) / Number(whole)) : '(0 / 0)';
}

export function larger(one: string, other: string): string {
  return `((${one} + ${other} + abs(${one} - ${other})) / 2)`;
}

/** Whether a formula is nothing but a number that is not negative. */
export const isNumber = (formula: string) => /^\d/.test(formula) && Number.isFinite(Number(formula));

/** The names that formulas use, by way of named ones too. @param named each needs only those before it */
export function namesIn(formulas: readonly string[], named: readonly NamedFormula[] = []): Set<string> {
  const names = new Set(formulas.flatMap(ownNames));
  for (const { name, formula } of [...named].reverse()) {
    if (names.has(name)) {
      ownNames(formula).forEach((one) => names.add(one));
    }
  }
  return names;
}

const ownNames = (formula: string) => [...formula.matchAll(/\$(\w+)/g)].map(([, name]) => name);
