/**
 * What the dashboard 'Model drift' asks of the demo, and what has drifted there: whichever engine answers, these features
 * and no others.
 */
import { type DataFrame } from '@grafana/data';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { demoWorld, HISTORY_HOURS } from '../demo/world';
import { type World } from '../src/engines/sample/story/events';
import { HOUR } from '../src/engines/sample/story/story';
import { readDrift, type VariableDrift } from '../src/frames/driftFrame';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';

export const FIRST_PANEL = 'What has drifted';

/** By model, sorted. */
export const driftedInDemo: Array<[model: string, features: string[]]> = [
  ['credit-risk', ['debt_ratio', 'employment', 'income']],
  ['intent', ['channel']],
  ['house-price', []],
];

const file = join(__dirname, '..', 'src', 'dashboards', 'model-drift.json');
const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: Array<{ title: string; targets?: object[] }> };

/** The queries of a panel as the dashboard asks with a model. @param usual what the variable 'Usual level from' holds */
export function driftQueries(title: string, model: string, usual = 'never'): ModelQuery[] {
  const values: Record<string, string> = { model, offset: '1d', usual };
  const targets = panels.find((panel) => panel.title === title)?.targets ?? [];
  return targets.map((target) => {
    const text = JSON.stringify(target)
      .replace('"$version"', '')
      .replace(/\$(model|offset|usual)\b/g, (_, name: string) => values[name]);
    return migrateQuery(JSON.parse(text));
  });
}

export const rowsOfDrift = ([frame]: DataFrame[]): VariableDrift[] => readDrift(frame) ?? [];

/** Names of what is above all marks that are known. */
export const drifted = (rows: readonly VariableDrift[]): string[] =>
  rows
    .filter(({ status }) => status === 'drift')
    .map(({ variable }) => variable)
    .sort();

/** Names of what lacks one of the three marks, so that it may be above all others and yet be usual. */
export const withoutMark = (rows: readonly VariableDrift[]): string[] =>
  rows
    .filter(({ floor, usual, threshold }) => [floor, usual, threshold].includes(undefined))
    .map(({ variable }) => variable);

/** The demo when it is first started, with a tenth of its traffic: for engines in which all of it would take long. */
export function thinDemo(now: number): World {
  const { story, ...world } = demoWorld({ start: now - HISTORY_HOURS * HOUR, seed: 3 });
  const models = story.models.map((model) => ({ ...model, rate: model.rate / 10 }));
  return { ...world, story: { ...story, models } };
}
