import { type ModelQuery } from '../../../query/query';
import { takesClass } from '../../../query/relevant';
import { type Refusal } from '../../engine';
import { escapeRegex, type LabelMatcher, type RegexTemplate, type Selector } from '../promql';

/** A dashboard's variable, as far as a converted query must know it. */
export interface DashboardVariable {
  name: string;
  /** It may hold several values at once, or All. */
  several: boolean;
}

/** A query with a place for every variable, so that it can be compiled as any other, and what fills the places again. */
export interface KeptVariables {
  query: ModelQuery;
  /** The selector with the variables back in their places. */
  fill(selector: Selector): Selector;
  /** A text with the variables as they were written: for Grafana to fill in, or for people. */
  restore(text: string): string;
  hasVariable(text: string): boolean;
}

/** Grafana's syntax: $name, [[name:format]], ${name.field:format}. */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

/** Those that Grafana has of itself, and that could stand in a name. */
const OF_GRAFANA = ['__dashboard', '__org', '__user', '__from', '__to', '__timezone'];

interface Variable {
  written: string;
  name: string;
  field?: string;
  format?: string;
  role: Role;
}

/** Where a variable stands. In a `pattern` its format is the user's to choose; a model and a class are one value. */
type Role = 'model' | 'class' | 'text' | 'pattern';

/**
 * Takes the variables out of a query. Where the dashboard's variables are not known, whatever is written like one is
 * taken for one.
 */
export function keepVariables(
  asked: ModelQuery,
  known: readonly DashboardVariable[] | undefined
): KeptVariables | Refusal {
  const { query, found, places } = takeOut(asked, known);
  return (
    refuseFormat(found) ??
    refuseMixed(asked, found, known) ?? {
      query,
      fill: ({ metric, matchers }) => ({
        metric,
        matchers: matchers.map((matcher) =>
          matcher.template === undefined && places.test(matcher.value) ? filled(matcher, found, places) : matcher
        ),
      }),
      restore: (text) => text.replace(new RegExp(places, 'g'), (_, i: string) => found[Number(i)].written),
      hasVariable: (text) => places.test(text),
    }
  );
}

/** Variables of several values where there must be one, since the numbers would be mixed. */
export function refuseSeveral(asked: ModelQuery, known: readonly DashboardVariable[]): Refusal | undefined {
  return refuseMixed(asked, takeOut(asked, known).found, known);
}

function takeOut(asked: ModelQuery, known: readonly DashboardVariable[] | undefined) {
  const found: Variable[] = [];
  const [open, close] = marks(asked);
  const place = (text: string, role: Role) =>
    text.replace(VARIABLE, (written, bare, square, squareFormat, braced, field, bracedFormat) => {
      const name = bare ?? square ?? braced;
      const variable: Variable = { written, name, field, format: squareFormat ?? bracedFormat, role };
      return isVariable(variable, known) ? `${open}${found.push(variable) - 1}${close}` : written;
    });
  const { model, quality } = asked;
  const query: ModelQuery = {
    ...asked,
    model: {
      ...model,
      name: place(model.name, 'model'),
      versions: model.versions.map((version) => place(version, 'text')),
      ...(model.positiveClass !== undefined && { positiveClass: place(model.positiveClass, 'class') }),
      matchers: model.matchers.map((matcher) => ({
        ...matcher,
        value: place(matcher.value, isPattern(matcher.operator) ? 'pattern' : 'text'),
      })),
    },
    quality: { ...quality, ...(quality.class !== undefined && { class: place(quality.class, 'class') }) },
  };
  return { query, found, places: new RegExp(`${open}(\\d+)${close}`) };
}

/** The matcher with the variables of its value kept, whatever is written like one. */
export function patternMatcher(matcher: LabelMatcher): LabelMatcher {
  const { value } = matcher;
  const template: Array<RegexTemplate[number]> = [];
  let end = 0;
  for (const found of value.matchAll(VARIABLE)) {
    const [written, bare, square, , braced] = found;
    template.push(
      { regex: escapeRegex(value.slice(end, found.index)) },
      { variable: `${bare ?? square ?? braced}:regex` }
    );
    end = found.index + written.length;
  }
  template.push({ regex: escapeRegex(value.slice(end)) });
  return end === 0 ? matcher : { ...matcher, operator: '=~', template };
}

/** Two characters of the private use area that the query does not hold. */
function marks(query: ModelQuery): [string, string] {
  const text = JSON.stringify(query);
  const free: string[] = [];
  for (let code = 0xe000; free.length < 2; code++) {
    const mark = String.fromCharCode(code);
    if (!text.includes(mark)) {
      free.push(mark);
    }
  }
  return [free[0], free[1]];
}

function isVariable({ name, field, format }: Variable, known: readonly DashboardVariable[] | undefined): boolean {
  // What is odd inside of the braces is left as text, which is escaped.
  if (!/^[\w.]*$/.test(field ?? '') || !/^[\w:.,+-]*$/.test(format ?? '')) {
    return false;
  }
  return known
    ? OF_GRAFANA.includes(name) || known.some((variable) => variable.name === name)
    : /^[a-zA-Z_]/.test(name);
}

function refuseFormat(found: readonly Variable[]): Refusal | undefined {
  const formatted = found.find(({ role, format }) => role !== 'pattern' && format !== undefined && format !== 'raw');
  return formatted
    ? {
        sentence: `The variable ${formatted.written} has a format of its own, and in a converted query its values are written as a regular expression. Leave the format out.`,
      }
    : undefined;
}

function refuseMixed(
  query: ModelQuery,
  found: readonly Variable[],
  known: readonly DashboardVariable[] = []
): Refusal | undefined {
  const severals = new Set(known.filter(({ several }) => several).map(({ name }) => name));
  const mixed = found.find(
    ({ name, role }) => severals.has(name) && (role === 'model' || (role === 'class' && takesClass(query)))
  );
  return mixed
    ? {
        sentence: `The ${mixed.role} is ${mixed.written}, which can hold several values at once, and a converted query would add them up. Make it a variable of one value, or repeat the panel by it.`,
      }
    : undefined;
}

/** One value, several, or All are the same query: a regular expression. */
function filled({ label, operator, value }: LabelMatcher, found: readonly Variable[], places: RegExp): LabelMatcher {
  const template: RegexTemplate = value.split(places).map((part, i) => {
    if (i % 2 === 0) {
      return { regex: isPattern(operator) ? part : escapeRegex(part) };
    }
    const { name, field, format, role } = found[Number(part)];
    const path = field === undefined ? name : `${name}.${field}`;
    return { variable: `${path}:${(role === 'pattern' ? format : undefined) ?? 'regex'}` };
  });
  return { label, operator: operator === '=' ? '=~' : operator === '!=' ? '!~' : operator, value, template };
}

const isPattern = (operator: string) => operator === '=~' || operator === '!~';
