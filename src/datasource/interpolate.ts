import { type ScopedVars } from '@grafana/data';

import { escapeRegex } from '../engines/prometheus/promql';
import { type Reference } from '../query/drift';
import { type Matcher, type ModelQuery } from '../query/query';
import { comparesVariables, estimatesQuality, showsRecords } from '../query/relevant';

/** The part of Grafana's TemplateSrv that is needed here. */
export interface Templates {
  replace(target?: string, scopedVars?: ScopedVars, format?: string | Function): string;
}

export interface Interpolated {
  query: ModelQuery;
  /** What could not be put in, each a full sentence. */
  sentences: string[];
}

/** The value of a variable at 'All' where Grafana does not resolve it to its options. */
const ALL = '$__all';

/**
 * Puts the values of dashboard variables into every text field of a query. A variable with several values gives several
 * versions, or an alternation in a matcher; fields that take one value only (the model, the class, the window) refuse it
 * in a sentence. 'All' of versions and of a matcher's values means no restriction. Pure but for `templates`.
 */
export function interpolateQuery(query: ModelQuery, templates: Templates, scopedVars: ScopedVars = {}): Interpolated {
  const sentences: string[] = [];
  const several = (text: string) => expand(text, templates, scopedVars);
  const one = (text: string, what: string): string => {
    const values = several(text);
    if (values.length > 1) {
      const shown = values.slice(0, 3).join(', ') + (values.length > 3 ? ', ...' : '');
      sentences.push(
        `${what} must be one, and '${text}' holds ${values.length}: ${shown}. Choose one, or repeat the panel by the variable.`
      );
    } else if (values[0] === ALL) {
      sentences.push(
        `${what} must be one, and '${text}' holds 'All'. Choose one, or repeat the panel by the variable.`
      );
    }
    return values[0] ?? '';
  };
  const optional = (text: string | undefined, what: string) => (text ? one(text, what) : text);

  const { model, quality } = query;
  const positiveClass = optional(model.positiveClass, 'The positive class');
  // At 'All' nothing is named, which is no restriction.
  const anyOf = (texts: string[]) => {
    const values = unique(texts.flatMap(several));
    return values.some(isAll) ? [] : values.filter((value) => value !== '');
  };
  const filled: ModelQuery = {
    ...query,
    model: {
      name: one(model.name, 'The model'),
      versions: anyOf(model.versions),
      ...(positiveClass && { positiveClass }),
      matchers: model.matchers.flatMap((matcher) => {
        const filledIn = interpolateMatcher(matcher, several, (text) => expandRegex(text, templates, scopedVars));
        return filledIn ? [{ ...filledIn, label: one(matcher.label, 'A label') }] : [];
      }),
    },
    window: one(query.window, 'The window'),
  };
  // A variable left in a hidden field must not refuse another kind's query.
  if (query.kind === 'confusion' || query.kind === 'quality') {
    filled.threshold = one(query.threshold, 'The score threshold');
  }
  if (query.kind === 'quality') {
    filled.quality = {
      ...quality,
      ...(quality.class !== undefined && { class: one(quality.class, 'The class') }),
      ...(estimatesQuality(query) && { calibration: one(quality.calibration, "The calibration's length") }),
    };
  }
  if (comparesVariables(query)) {
    const { drift } = query;
    filled.reference = interpolateReference(query.reference, one);
    filled.drift = {
      ...drift,
      features: anyOf(drift.features),
      threshold: one(drift.threshold, 'The threshold of drift'),
      usualEvery: one(drift.usualEvery, 'The period of the usual level'),
      edges: several(drift.edges).join(', '),
    };
  }
  if (showsRecords(query)) {
    const { audit } = query;
    const { actual, predicted } = audit.cell;
    filled.audit = {
      ...audit,
      search: one(audit.search, 'The text to search for'),
      id: one(audit.id, 'The id of a record'),
      cell: { actual: one(actual, 'The actual class'), predicted: one(predicted, 'The predicted class') },
      cursor: one(audit.cursor, "The page's beginning"),
    };
  }
  return { query: filled, sentences };
}

/** What the kind of reference reads: a variable left in another kind's field must not refuse this one. */
function interpolateReference(reference: Reference, one: (text: string, what: string) => string): Reference {
  switch (reference.kind) {
    case 'offset':
      return { ...reference, offset: one(reference.offset, "The reference's offset") };
    case 'fixed':
      return {
        ...reference,
        from: one(reference.from, "The reference's beginning"),
        to: one(reference.to, "The reference's end"),
      };
    case 'version':
      return { ...reference, version: one(reference.version, "The reference's version") };
    default:
      return reference;
  }
}

function interpolateMatcher(
  matcher: Matcher,
  several: (text: string) => string[],
  regex: (text: string) => string
): Matcher | undefined {
  const { label, operator, value } = matcher;
  if (operator === '=~' || operator === '!~') {
    const pattern = regex(value);
    return pattern === ALL || pattern === escapeRegex(ALL) ? undefined : { label, operator, value: pattern };
  }
  const values = unique(several(value));
  if (values.length === 0 || values.includes(ALL)) {
    return undefined;
  }
  return values.length === 1 ? { label, operator, value: values[0] } : { label, ...alternation(operator, values) };
}

/** One of several texts, or none of them. */
export function alternation(operator: '=' | '!=', values: readonly string[]): Pick<Matcher, 'operator' | 'value'> {
  return { operator: operator === '=' ? '=~' : '!~', value: values.map(escapeRegex).join('|') };
}

// A place for a variable's values, which stay outside of the text, so that no value can be taken for something else.
const PLACE = /\u0000(\d+)\u0000/;

/** Every text that a template stands for: one where all its variables have one value. */
export function expand(template: string, templates: Templates, scopedVars: ScopedVars = {}): string[] {
  if (!mayHoldVariables(template)) {
    return [template];
  }
  const found: string[][] = [];
  const marked = templates.replace(template, scopedVars, (value: unknown) => {
    found.push(toValues(value));
    return `\u0000${found.length - 1}\u0000`;
  });
  return marked
    .split(PLACE)
    .map((part, i) => (i % 2 === 1 ? found[Number(part)] : [part]))
    .reduce<string[]>((texts, choices) => texts.flatMap((text) => choices.map((choice) => text + choice)), ['']);
}

function expandRegex(template: string, templates: Templates, scopedVars: ScopedVars): string {
  if (!mayHoldVariables(template)) {
    return template;
  }
  return templates.replace(template, scopedVars, (value: unknown) => {
    const values = toValues(value).map(escapeRegex);
    return values.length === 1 ? values[0] : `(${values.join('|')})`;
  });
}

const mayHoldVariables = (text: string) => text.includes('$') || text.includes('[[');

function toValues(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.map(String);
  }
  return value === undefined || value === null ? [] : [String(value)];
}

/** 'All' as Grafana stores it, or as the custom value that users write for it. */
const isAll = (text: string) => text === ALL || text === '.*' || text === '.+';

const unique = (texts: string[]) => [...new Set(texts)];
