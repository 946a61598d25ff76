import { type TestDataSourceResponse, type TimeRange } from '@grafana/data';

import { type RecordMapping } from '../query/recordFields';
import { fieldTexts, readRoles, type ReadRole } from './fieldTexts';
import { type FieldTypes, mixedProblem, type TypeKind, typeProblem } from './fieldTypes';
import { type ElasticsearchSuggestions } from './sources/elasticsearchSuggestions';
import { shortList } from './sources/recordsSummary';

/** What an index has of what a mapping names. */
export interface FieldFindings {
  types: FieldTypes;
  /** The kinds of types in which the indices have each field; one where all agree. */
  kinds?: ReadonlyMap<string, TypeKind[]>;
  /** Of the records of the range that was looked at. */
  models: string[];
}

/** Looks up the fields of the index, and the models of its records. Rejects with a SentenceError. */
export async function probeFields(suggestions: ElasticsearchSuggestions, range: TimeRange): Promise<FieldFindings> {
  const [types, kinds, models] = await Promise.all([
    suggestions.fieldTypes(range),
    suggestions.fieldKinds(range),
    suggestions.models(range),
  ]);
  return { types, kinds, models };
}

/** Why a mapped field cannot do its job, in every index or in some of them. */
function fieldProblem(role: ReadRole, { fields }: RecordMapping, { types, kinds }: FieldFindings): string | undefined {
  const { job } = fieldTexts[role];
  return typeProblem(fields[role], job, types) ?? mixedProblem(fields[role], job, kinds?.get(fields[role]) ?? []);
}

export interface FieldStatus {
  found: boolean;
  text: string;
}

/** What is to be known of a mapped field now: its type, or what is wrong with it and what to do, in full sentences. */
export function fieldStatus(role: ReadRole, mapping: RecordMapping, findings: FieldFindings): FieldStatus {
  const name = mapping.fields[role];
  const { types } = findings;
  const { purpose, without } = fieldTexts[role];
  const problem = fieldProblem(role, mapping, findings);
  if (problem !== undefined) {
    return { found: false, text: problem };
  }
  return types.has(name)
    ? { found: true, text: `${name}: ${types.get(name) ?? 'there'}.` }
    : { found: false, text: `${name}: no such field. Map the field that ${purpose}, or do without ${without}.` };
}

/**
 * 'Save & test' in sentences: field by field what was found, and what to do about the rest.
 *
 * @param upstream its name, and the field by which it takes time ranges, where that is known
 */
export function reportFields(
  findings: FieldFindings,
  mapping: RecordMapping,
  upstream: { name: string; timeField?: string }
): TestDataSourceResponse {
  const { name, timeField } = upstream;
  if (findings.types.size === 0) {
    return {
      status: 'warning',
      message: `${name} answers, and its index has no fields. Check the index name in its settings, and that records have arrived; docs/telemetry.md says how to send them.`,
    };
  }
  const states = new Map(readRoles.map((role) => [role, fieldStatus(role, mapping, findings)]));
  const lines = [...states.values()].map(({ text }) => text);
  const otherTime = timeField !== undefined && timeField !== mapping.fields.time;
  if (otherTime) {
    lines.unshift(
      `${name} takes time ranges by the field ${timeField}, and the time of the prediction is mapped to ${mapping.fields.time}. Both must be one: map ${timeField}, or change the time field in the settings of ${name}.`
    );
  }
  const works = (role: ReadRole) => states.get(role)?.found === true;
  const answers =
    works('model') &&
    works('time') &&
    !otherTime &&
    readRoles.every((role) => fieldProblem(role, mapping, findings) === undefined) &&
    ((works('actual') && works('predicted')) || (works('actualValue') && works('predictedValue')));
  const wrong = readRoles.filter((role) => !works(role)).length;
  const fields =
    wrong === 0
      ? 'All fields are there, each of a type that can do its job.'
      : `${wrong} of ${readRoles.length} fields are missing, or of a type that cannot do its job: see below.`;
  const details = { message: lines.join('\n'), verboseMessage: lines.join('\n') };
  return {
    status: answers && findings.models.length > 0 ? 'success' : 'warning',
    message: `${name} answers. ${fields} ${describeModels(findings.models, mapping)}`,
    details,
  };
}

function describeModels(models: readonly string[], { fields }: RecordMapping): string {
  return models.length > 0
    ? `Models with records of the last 24 hours: ${shortList(models)}.`
    : `No record of the last 24 hours has a model in ${fields.model}.`;
}
