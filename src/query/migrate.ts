import { type Baseline } from './drift';
import { defaultQuery, type Matcher, type ModelQuery, SCHEMA_VERSION } from './query';

type Stored = Record<string, unknown>;

/**
 * Steps from one schema version to the next: `migrations[n]` makes version n + 1 of version n.
 * Version 0 is a query without a version: one that was written by hand or provisioned with only some fields.
 */
const migrations: Array<(stored: Stored) => Stored> = [(stored) => stored];

/**
 * A stored query brought to today's schema, with what is missing taken from the defaults. Never throws: a field of the
 * wrong type becomes its default. Fields that are not ours (refId, datasource, hide) are left to the caller.
 */
export function migrateQuery(stored: unknown): ModelQuery {
  const raw: Stored = isObject(stored) ? stored : {};
  const version = Number.isInteger(raw.schemaVersion) ? Math.max(0, Number(raw.schemaVersion)) : 0;
  return complete(migrations.slice(version, SCHEMA_VERSION).reduce((current, migrate) => migrate(current), raw));
}

function complete(stored: Stored): ModelQuery {
  const model = isObject(stored.model) ? stored.model : {};
  const quality = isObject(stored.quality) ? stored.quality : {};
  const distribution = isObject(stored.distribution) ? stored.distribution : {};
  const reference = isObject(stored.reference) ? stored.reference : {};
  const drift = isObject(stored.drift) ? stored.drift : {};
  const operations = isObject(stored.operations) ? stored.operations : {};
  const errors = isObject(stored.errors) ? stored.errors : {};
  const audit = isObject(stored.audit) ? stored.audit : {};
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: pick(stored.kind, defaultQuery.kind),
    model: {
      name: pick(model.name, ''),
      versions: strings(model.versions),
      ...(typeof model.positiveClass === 'string' &&
        model.positiveClass !== '' && { positiveClass: model.positiveClass }),
      matchers: Array.isArray(model.matchers) ? model.matchers.filter(isMatcher) : [],
    },
    timeBasis: pick(stored.timeBasis, defaultQuery.timeBasis),
    result: pick(stored.result, defaultQuery.result),
    window: pick(stored.window, ''),
    byVersion: pick(stored.byVersion, false),
    // Written by hand, a threshold is likely to be a number.
    threshold: typeof stored.threshold === 'number' ? String(stored.threshold) : pick(stored.threshold, ''),
    quality: {
      ...completeObject(defaultQuery.quality, quality),
      ...(typeof quality.class === 'string' && { class: quality.class }),
      ...zeroDivision(quality),
    },
    curve: pick(stored.curve, defaultQuery.curve),
    distribution: completeObject(defaultQuery.distribution, distribution),
    reference: {
      ...completeObject(defaultQuery.reference, reference),
      ...(isBaseline(reference.baseline) && { baseline: reference.baseline }),
    },
    drift: {
      ...completeObject(defaultQuery.drift, drift),
      features: strings(drift.features),
      // Written by hand, a threshold is likely to be a number.
      ...(typeof drift.threshold === 'number' && { threshold: String(drift.threshold) }),
    },
    operations: {
      ...completeObject(defaultQuery.operations, operations),
      quantiles: Array.isArray(operations.quantiles)
        ? operations.quantiles.filter((quantile): quantile is number => typeof quantile === 'number')
        : defaultQuery.operations.quantiles,
    },
    errors: completeObject(defaultQuery.errors, errors),
    audit: {
      ...completeObject(defaultQuery.audit, audit),
      cell: completeObject(defaultQuery.audit.cell, isObject(audit.cell) ? audit.cell : {}),
    },
  };
}

/** The defaults, with each stored value of the same type laid over them. */
function completeObject<T extends object>(defaults: T, stored: Stored): T {
  const result = { ...defaults };
  for (const key of Object.keys(defaults) as Array<keyof T & string>) {
    result[key] = pick(stored[key], defaults[key]);
  }
  return result;
}

function zeroDivision({ zeroDivision: stored }: Stored) {
  return stored === 0 || stored === 1 ? { zeroDivision: stored as 0 | 1 } : {};
}

function pick<T>(stored: unknown, fallback: T): T {
  return typeof stored === typeof fallback && stored !== null ? (stored as T) : fallback;
}

function strings(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((item): item is string => typeof item === 'string') : [];
}

function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it has the shape of one; whether its numbers fit together is for `checkQuery` to say. */
function isBaseline(value: unknown): value is Baseline {
  return (
    isObject(value) &&
    typeof value.from === 'number' &&
    typeof value.to === 'number' &&
    Array.isArray(value.variables) &&
    value.variables.every((one) => isObject(one) && Array.isArray(one.counts))
  );
}

function isMatcher(value: unknown): value is Matcher {
  return (
    isObject(value) &&
    typeof value.label === 'string' &&
    typeof value.operator === 'string' &&
    typeof value.value === 'string'
  );
}
