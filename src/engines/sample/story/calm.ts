import { type ModelStory, type Story } from './story';

/**
 * A story that begins with a calm time: so many hours in which nothing happens but traffic, then all that happens in the
 * story, in the same order and as far apart. It is a past in which comparisons show what is usual. From the hour on in
 * which the story used to begin its events are the same, one by one, save for the counters of its processes, which began
 * before.
 *
 * @param hours a whole number, so that what comes again each day comes at the same time of day
 * @param share of the traffic with which the calm time begins, in (0, 1]: so it is cheaper, and no less usual. It grows
 *     evenly: a day at whose middle it rose by a step would be another mixture of day and night than the one before.
 */
export function withCalm(story: Story, hours: number, share = 1): Story {
  const later = (hour: number) => hour + hours;
  // What is there from the start is there in the calm time too.
  const unlessFirst = (hour: number) => (hour === 0 ? 0 : later(hour));
  return {
    models: story.models.map((model) => calmModel(model, later)),
    instances: story.instances.map(({ versions, lives, leak, ...instance }) => ({
      ...instance,
      versions: versions.map(({ version, from }) => ({ version, from: unlessFirst(from) })),
      lives: lives.map(({ from, to }) => ({ from: unlessFirst(from), ...(to !== undefined && { to: later(to) }) })),
      ...(leak && { leak: { ...leak, from: later(leak.from) } }),
    })),
    growth: { until: hours, share },
  };
}

function calmModel(model: ModelStory, later: (hour: number) => number): ModelStory {
  return {
    ...model,
    inputs: model.inputs.map((input) =>
      input.kind === 'number' && input.nulls
        ? { ...input, nulls: { ...input.nulls, from: later(input.nulls.from) } }
        : input
    ),
    splits: model.splits.map((split) => ({ ...split, from: later(split.from) })),
    ...(model.incident && { incident: { ...model.incident, from: later(model.incident.from) } }),
    ...(model.kind === 'binary' && {
      decay: { ...model.decay, from: later(model.decay.from), to: later(model.decay.to) },
    }),
  };
}
