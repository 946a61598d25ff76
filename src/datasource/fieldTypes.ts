/** The fields of an index by name; undefined where a field's type is not told (with Grafana's cross-cluster search). */
export type FieldTypes = ReadonlyMap<string, string | undefined>;

const TEXTS = ['text', 'match_only_text', 'search_as_you_type', 'annotated_text', 'string'];
const NUMBERS = [
  ...['long', 'integer', 'short', 'byte', 'unsigned_long'],
  ...['double', 'float', 'half_float', 'scaled_float'],
];
const DATES = ['date', 'date_nanos'];
const KEYWORDS = ['keyword', 'constant_keyword', 'wildcard', 'ip', 'flattened', 'flat_object', 'version'];
const GROUPS = [...KEYWORDS, 'boolean'];

/** Kinds of types that are good for the same, by the name of the first of each. */
export const typeKinds = { text: TEXTS, keyword: KEYWORDS, long: NUMBERS, date: DATES, boolean: ['boolean'] };
export type TypeKind = keyof typeof typeKinds;
export const allKinds = Object.keys(typeKinds) as TypeKind[];

/** A type that is not told, and one that stands for another field, get the benefit of the doubt. */
const isUnsure = (type: string | undefined) => type === undefined || type === 'alias';

export const isText = (type: string | undefined) => type !== undefined && TEXTS.includes(type);
/** Whether records can be grouped by their values. */
export const canGroup = (type: string | undefined) => isAny(type, [...GROUPS, ...NUMBERS]);

function isAny(type: string | undefined, types: readonly string[]): boolean {
  return type === undefined || isUnsure(type) || types.includes(type);
}

/** What a field has to be good for. */
export type FieldJob = 'group' | 'number' | 'time' | 'truth' | 'show';

const JOBS: Record<FieldJob, { fits: (type: string | undefined) => boolean; needs: string }> = {
  group: { fits: canGroup, needs: 'aggregations need the type keyword' },
  number: { fits: (type) => isAny(type, NUMBERS), needs: 'its numbers need the type double or long' },
  time: { fits: (type) => isAny(type, DATES), needs: 'a time needs the type date' },
  show: { fits: () => true, needs: '' },
  truth: { fits: (type) => isAny(type, ['boolean']), needs: 'true and false need the type boolean' },
};

/** Why a field cannot do its job, and what to map in its place, as a full sentence; undefined where it can. */
export function typeProblem(name: string, job: FieldJob, types: FieldTypes): string | undefined {
  const type = types.get(name);
  const nested = parentsOf(name).find((parent) => types.get(parent) === 'nested');
  if (nested !== undefined) {
    return `${name} lies in ${nested}, which is nested: aggregations do not look into it. Index ${nested} as an object.`;
  }
  if (!types.has(name)) {
    const base = name.replace(/\.keyword$/, '');
    return base !== name && types.has(base) && JOBS[job].fits(types.get(base))
      ? `There is no field ${name}, and ${base} can do its job: map ${base}.`
      : undefined;
  }
  if (JOBS[job].fits(type)) {
    return undefined;
  }
  const keyword = `${name}.keyword`;
  return job === 'group' && isText(type)
    ? `${name} is text: aggregations need ${types.has(keyword) ? keyword : `a keyword field, such as ${keyword}, which the index does not have`}.`
    : `${name} is ${type}: ${JOBS[job].needs}. Correct it in the index template, or map another field.`;
}

function parentsOf(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

/**
 * Of a field that indices have in different types: what comes of it, and what to do, as a full sentence; undefined where
 * every one of them can do the job, and where none can.
 * @param kinds those in which it was found
 */
export function mixedProblem(name: string, job: FieldJob, kinds: readonly TypeKind[]): string | undefined {
  const [fitting, others] = [true, false].map((fits) => kinds.filter((kind) => JOBS[job].fits(kind) === fits));
  return fitting.length > 0 && others.length > 0
    ? `${name} is ${fitting.join(' or ')} in some indices and ${others.join(' or ')} in others: ${JOBS[job].needs}, and records of the others are missing from answers without a word of Elasticsearch. Index them anew, or leave their indices out of the index name.`
    : undefined;
}
