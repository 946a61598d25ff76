import { type ModelStory, type Story, story } from './story';

/** How long a cycle of the built-in sample takes. Cycles begin at whole multiples of it since the epoch. */
export const CYCLE_HOURS = 48;

/** The demo's story is calm for its first day: that much of it is left out. */
const SKIPPED_HOURS = 16;

/** Predictions a second, averaged over a day: a small share of the demo's, so that a browser counts a month at once. */
const RATES: Record<string, number> = { 'credit-risk': 0.05, intent: 0.03, 'house-price': 0.015 };

/**
 * The demo's story for cycles that follow each other: of versions, decay, restarts and a death as told there, but sooner,
 * and of incidents a day apart over the whole cycle, so that every 24 hours show something. What is new in inputs comes as
 * late as there, so that whatever day is compared with the one before, something has drifted. With a new cycle `v1` is
 * trained anew and `v2` is gone.
 */
export const sampleStory: Story = {
  models: story.models.map((model): ModelStory => ({
    ...model,
    rate: RATES[model.name],
    ...(model.incident && {
      incident: { ...model.incident, from: sooner(model.incident.from) % model.incident.everyHours },
    }),
    ...(model.kind === 'binary' && {
      decay: { ...model.decay, from: sooner(model.decay.from), to: sooner(model.decay.to) },
    }),
  })),
  instances: story.instances.map(({ name, model, versions, lives }) => ({
    name,
    model,
    versions: versions.map(({ version, from }) => ({ version, from: sooner(from) })),
    lives: lives.map(({ from, to }) => ({ from: sooner(from), ...(to !== undefined && { to: sooner(to) }) })),
  })),
};

function sooner(hours: number): number {
  return Math.max(0, hours - SKIPPED_HOURS);
}
