/**
 * What a simulated model sees, answers and later learns, for one prediction.
 */
import { normal, pick, type Random } from './random';
import { type BinaryModel, type ClassesModel, HOUR, type ModelStory, type RegressionModel, SECOND } from './story';

export type Features = Record<string, number | string | null>;

/** The model's side of one prediction; `delay` in ms, present with an outcome only. */
export interface Answer {
  features: Features;
  prediction?: string;
  /** Of the positive class, in (0, 1). */
  score?: number;
  value?: number;
  outcome?: string;
  outcomeValue?: number;
  delay?: number;
}

/** The longest that a label may take: windows that end a whole day ago are complete. */
export const LONGEST_DELAY = 12 * HOUR;

/**
 * One answer of the model. Every path draws equally many numbers whatever the version says, so that versions can be
 * compared on like cases.
 * @param hours since the story's start
 */
export function answer(model: ModelStory, version: string, hours: number, uniform: Random): Answer {
  switch (model.kind) {
    case 'binary':
      return creditRisk(model, version, hours, uniform);
    case 'classes':
      return intent(model, uniform);
    case 'regression':
      return housePrice(model, uniform);
  }
}

/** How far the world has moved, in standard deviations of the log income. */
export function shiftAt(model: BinaryModel, hours: number): number {
  const { from, to, shift } = model.decay;
  return shift * Math.min(1, Math.max(0, (hours - from) / (to - from)));
}

function creditRisk(model: BinaryModel, version: string, hours: number, uniform: Random): Answer {
  const shift = shiftAt(model, hours);
  const x = normal(uniform) + shift;
  const { category, effect } =
    model.employment[
      pick(
        uniform,
        model.employment.map((e) => e.weight)
      )
    ];
  const noise = 0.4 * normal(uniform);
  // The true chance follows the world; a version that was not told goes by the world it was trained on.
  const known = model.decay.versions.includes(version) ? 0 : shift;
  const logit = (moved: number) => -1.7 - 2.8 * (x - moved) + effect;
  const positive = uniform() < sigmoid(logit(shift));
  const score = round(sigmoid(logit(known) + noise), 4);
  const labelled = uniform() < model.labelled;
  const delay = labelDelay(model.labelDelay[positive ? 1 : 0], uniform);
  return {
    features: { income: round(45 * Math.exp(0.5 * x), 1), employment: category },
    prediction: model.classes[score > 0.5 ? 1 : 0],
    score,
    ...(labelled && { outcome: model.classes[positive ? 1 : 0], delay }),
  };
}

function intent(model: ClassesModel, uniform: Random): Answer {
  const n = model.classes.length;
  const actual = pick(uniform, model.weights);
  // Each class is mistaken for three certain others, so that most cells stay at 0.
  const right = 0.94 - 0.03 * (actual % 5);
  const steps = [0, 1, 3, 7];
  const predicted =
    (actual + steps[pick(uniform, [right, 0.55 * (1 - right), 0.3 * (1 - right), 0.15 * (1 - right)])]) % n;
  const words = Math.max(1, Math.round(9 * Math.exp(0.6 * normal(uniform))));
  const channel = model.channels[pick(uniform, [6, 3, 1])];
  const labelled = uniform() < model.labelled;
  const delay = labelDelay(model.labelDelay, uniform);
  return {
    features: { words, channel },
    prediction: model.classes[predicted],
    ...(labelled && { outcome: model.classes[actual], delay }),
  };
}

function housePrice(model: RegressionModel, uniform: Random): Answer {
  const { district, price } = model.districts[pick(uniform, [3, 2, 4, 4])];
  const area = round(95 * Math.exp(0.35 * normal(uniform)), 0);
  const actual = price * area * Math.exp(0.08 * normal(uniform));
  const predicted = price * area * (1 + 0.02 + 0.04 * normal(uniform));
  const labelled = uniform() < model.labelled;
  const delay = labelDelay(model.labelDelay, uniform);
  return {
    features: { area, district },
    value: round(predicted, 1),
    ...(labelled && { outcomeValue: round(actual, 1), delay }),
  };
}

/** Log-normal around its median (hours), at least 5 s and at most LONGEST_DELAY; in ms. */
function labelDelay(median: number, uniform: Random): number {
  const delay = median * HOUR * Math.exp(0.7 * normal(uniform));
  return Math.round(Math.min(LONGEST_DELAY, Math.max(5 * SECOND, delay)));
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const round = (x: number, digits: number) => Math.round(x * 10 ** digits) / 10 ** digits;
