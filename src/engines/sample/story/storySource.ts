import { type TimeBasis } from '../../../query/query';
import { type AuditRecord } from '../records';
import { type Coverage, type RecordSource } from '../source';
import { featuresOf } from './inputs';
import { sampleStory } from './sampleStory';
import { HOUR, type ModelStory } from './story';
import { StoryRecords } from './storyRecords';

/** How far back the sample goes, from the last midnight (UTC) on. */
export const HISTORY_DAYS = 60;
const DAY = 24 * HOUR;

/** The built-in sample models, up to `now` (ms since the epoch): nothing is known of the future, nor when it will be. */
export function storySource(now: () => number = Date.now): RecordSource {
  const generators = new Map<string, StoryRecords>();
  const modelOf = (name: string) => sampleStory.models.find((model) => model.name === name);
  const coverage = (): Coverage => {
    const to = now();
    return { from: Math.floor(to / DAY) * DAY - HISTORY_DAYS * DAY, to };
  };
  const describe = (name: string | undefined) =>
    sampleStory.models.filter((model) => name === undefined || model.name === name).map(attributesOf);

  return {
    models: () => sampleStory.models.map(({ name }) => name).sort(),
    records(name, from, to, basis) {
      const model = modelOf(name);
      if (!model) {
        return [];
      }
      let generator = generators.get(name);
      if (!generator) {
        generator = new StoryRecords(model);
        generators.set(name, generator);
      }
      const known = coverage();
      return generator.between(Math.max(from, known.from), Math.min(to, known.to), basis, known.to);
    },
    timeless: (): AuditRecord[] => [],
    coverage: (name) => (modelOf(name) ? coverage() : undefined),
    notices(_name: string, from: number, _to: number, _basis: TimeBasis): string[] {
      const begin = coverage().from;
      return from < begin
        ? [
            `The history of the sample models goes back ${HISTORY_DAYS} days, to ${new Date(begin).toISOString().slice(0, 10)}: before that there is no data.`,
          ]
        : [];
    },
    attributes: (name) => [...new Set(describe(name).flatMap((attributes) => Object.keys(attributes)))],
    values: (attribute, name) =>
      attribute === 'model'
        ? sampleStory.models.map((model) => model.name).sort()
        : [...new Set(describe(name).flatMap((attributes) => valuesIn(attributes, attribute)))],
  };
}

/** What a model's records can be told apart by, with all values where these are few. */
function attributesOf(model: ModelStory): Record<string, string[]> {
  const errors = [...model.errors.map(({ type }) => type), ...(model.incident ? [model.incident.errorType] : [])];
  const classes = model.kind === 'regression' ? undefined : [...model.classes];
  return {
    version: model.versions.map(({ version }) => version),
    ...(classes && { actual: classes, predicted: classes }),
    error_type: [...new Set(errors)],
    ...categoriesOf(model),
  };
}

/** Categories of each feature, those that come later among them; numbers have none. */
function categoriesOf(model: ModelStory): Record<string, string[]> {
  const later = (name: string) => model.splits.filter(({ feature }) => feature === name).map(({ into }) => into);
  return Object.fromEntries(
    featuresOf(model).map(({ name, categories = [] }) => [name, [...categories, ...later(name)]])
  );
}

/** Attributes are looked up by what a user writes. */
function valuesIn(attributes: Record<string, string[]>, name: string): string[] {
  return Object.hasOwn(attributes, name) ? attributes[name] : [];
}
