/**
 * What is true of a world, counted from its events and nothing else: what every engine must answer.
 * Pure: no Node, no browser. Windows are (from, to], in ms since the epoch.
 */
import { eventsBetween, type PredictionEvent, type World } from '../src/engines/sample/story/events';
import { LONGEST_DELAY } from '../src/engines/sample/story/models';
import { HOUR } from '../src/engines/sample/story/story';

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
  return eventsBetween(world, from, to).filter(
    (event) => event.model === model && (version === undefined || event.version === version)
  );
}
