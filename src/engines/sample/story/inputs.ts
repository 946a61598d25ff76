/**
 * Inputs that have no part in a model's answer: what matters of them is how they are distributed, and when that changes.
 * They are drawn after everything else of an event, so that answers are the same whatever a story says of them.
 */
import { type Features } from './models';
import { normal, pick, type Random } from './random';
import { type InputStory, type ModelStory, type SplitStory } from './story';
import { timeOfDay } from './timeOfDay';

/**
 * Adds the further inputs of a model to the features of one prediction, and tells categories apart as they are at that
 * time. Draws equally many numbers at any time. In place: a story has millions of predictions.
 *
 * @param time ms since the epoch, for the time of day
 * @param hours since the story's start
 */
export function addInputs(
  features: Features,
  { inputs, splits }: ModelStory,
  time: number,
  hours: number,
  uniform: Random
): void {
  for (const input of inputs) {
    features[input.name] = valueOf(input, time, hours, uniform);
  }
  for (const split of splits) {
    features[split.feature] = toldApart(features[split.feature], split, hours, uniform);
  }
}

function valueOf(input: InputStory, time: number, hours: number, uniform: Random): Features[string] {
  if (input.kind === 'category') {
    return input.categories[pick(uniform, input.weights)];
  }
  const { median, spread, digits, daily, nulls } = input;
  const usual = daily === undefined ? median : median * (1 + daily * timeOfDay(time));
  const value = usual * Math.exp(spread * normal(uniform));
  const isLost = nulls !== undefined && uniform() < nulls.share && hours >= nulls.from;
  return isLost ? null : Math.round(value * POWERS[digits]) / POWERS[digits];
}

/** Of ten: faster than to raise it for each of millions of values. */
const POWERS = [1, 10, 100, 1000];

function toldApart(value: Features[string], split: SplitStory, hours: number, uniform: Random): Features[string] {
  const moves = uniform() < split.share;
  return moves && hours >= split.from && value === split.category ? split.into : value;
}

/** A feature of a model as it is known before the first event. */
export interface KnownFeature {
  name: string;
  /** Of a categorical one: those that it has from the start. Absent of numbers. */
  categories?: string[];
  /** Whether it may be missing. */
  nullable: boolean;
}

/** All features of a model's predictions, those that its answer depends on first. */
export function featuresOf(model: ModelStory): KnownFeature[] {
  return [
    ...answering(model),
    ...model.inputs.map((input): KnownFeature => ({
      name: input.name,
      ...(input.kind === 'category' && { categories: input.categories }),
      nullable: input.kind === 'number' && input.nulls !== undefined,
    })),
  ];
}

function answering(model: ModelStory): KnownFeature[] {
  const number = (name: string): KnownFeature => ({ name, nullable: false });
  switch (model.kind) {
    case 'binary': {
      const categories = model.employment.flatMap(({ category }) => category ?? []);
      return [
        number('income'),
        { name: 'employment', categories, nullable: categories.length < model.employment.length },
      ];
    }
    case 'classes':
      return [number('words'), { name: 'channel', categories: model.channels, nullable: false }];
    case 'regression':
      return [
        number('area'),
        { name: 'district', categories: model.districts.map(({ district }) => district), nullable: false },
      ];
  }
}
