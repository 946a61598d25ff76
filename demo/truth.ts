/**
 * What is true of a world, counted from its events and nothing else: what every engine must answer.
 * Pure: no Node, no browser. Windows are (from, to], in ms since the epoch.
 */
import { type CountedVariable } from '../src/engines/drift/variables';
import { eventsBetween, type PredictionEvent, type World } from '../src/engines/sample/story/events';
import { LONGEST_DELAY } from '../src/engines/sample/story/models';
import { HOUR } from '../src/engines/sample/story/story';
import { type VariableKind } from '../src/query/drift';

export interface Question {
  model: string;
  /** All versions together if left out. */
  version?: string;
  from: number;
  to: number;
}

export interface Cell {
  actual: string;
  predicted: string;
  version: string;
  count: number;
}

/** How often each class was predicted for each actual class; cells without an outcome are left out. */
export function confusionTruth(
  world: World,
  question: Question,
  timeBasis: 'outcome' | 'prediction' = 'outcome'
): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { outcome, prediction, version } of timeBasis === 'outcome'
    ? outcomesBetween(world, question)
    : predictionsBetween(world, question)) {
    if (outcome === undefined || prediction === undefined) {
      continue;
    }
    const key = JSON.stringify([version, outcome, prediction]);
    const cell = cells.get(key);
    if (cell) {
      cell.count++;
    } else {
      cells.set(key, { actual: outcome, predicted: prediction, version, count: 1 });
    }
  }
  return [...cells.values()];
}

/** Something that may drift. */
export interface Variable {
  of: VariableKind;
  /** Of a feature: its name; else empty. */
  name: string;
  /** Of a number: where its bins end, (low, high], ascending and without the open ends. Absent of categories. */
  edges?: readonly number[];
}

/**
 * How often a variable had each value in a window, on the prediction clock: of answered predictions, and the response time
 * of all requests.
 */
export function variableTruth(world: World, question: Question, { of, name, edges }: Variable): CountedVariable {
  const events = of === 'responseTime' ? requestsBetween(world, question) : predictionsBetween(world, question);
  const values = events.map((event) => valueIn(event, of, name) ?? null);
  const nulls = values.filter((value) => value === null).length;
  if (edges) {
    const open = [-Infinity, ...edges, Infinity];
    const counts = open
      .slice(1)
      .map((high, i) => values.filter((value) => typeof value === 'number' && value > open[i] && value <= high).length);
    return { of, name, edges: open, counts, nulls };
  }
  const categories = [...new Set(values.flatMap((value) => (value === null ? [] : String(value))))].sort();
  const counts = categories.map((category) => values.filter((value) => String(value) === category).length);
  return { of, name, categories, counts, nulls };
}

function valueIn(event: PredictionEvent, of: VariableKind, name: string): string | number | null | undefined {
  switch (of) {
    case 'feature':
      return event.features[name];
    case 'prediction':
      return event.prediction ?? event.value;
    case 'score':
      return event.score;
    case 'responseTime':
      return event.latency;
  }
}

/** The answered predictions of a window, on the prediction clock. */
export function predictionsBetween(world: World, question: Question): PredictionEvent[] {
  return requestsBetween(world, question).filter(({ error }) => error === undefined);
}

/** The failed requests of a window. */
export function errorsBetween(world: World, question: Question): PredictionEvent[] {
  return requestsBetween(world, question).filter(({ error }) => error !== undefined);
}

/** The predictions whose outcome was learnt in the window. */
export function outcomesBetween(world: World, question: Question): PredictionEvent[] {
  // The hour more is for outcomes that waited for a process to start again.
  const from = Math.max(world.start, question.from - LONGEST_DELAY - HOUR);
  return requestsBetween(world, { ...question, from }).filter(
    ({ observed }) => observed !== undefined && observed > question.from && observed <= question.to
  );
}

function requestsBetween(world: World, { model, version, from, to }: Question): PredictionEvent[] {
  const models = world.story.models.filter(({ name }) => name === model);
  return eventsBetween({ ...world, story: { ...world.story, models } }, from, to).filter(
    (event) => version === undefined || event.version === version
  );
}
