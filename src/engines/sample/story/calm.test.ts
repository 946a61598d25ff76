import fc from 'fast-check';

import { withCalm } from './calm';
import { eventsBetween, type PredictionEvent, type World } from './events';
import { HOUR, MINUTE, SECOND, story } from './story';

const START = Date.UTC(2026, 10, 20, 9, 30);
const STORY_HOURS = 48;

/** The story as it is told, and after so many calm hours: both begin at the same time. */
function worlds(calm: number, seed: number, share?: number): { told: World; later: World } {
  const told = { story, start: START, seed };
  return { told, later: { story: withCalm(story, calm, share), start: START - calm * HOUR, seed } };
}

const anyCalm = fc.integer({ min: 1, max: 200 });
const anySeed = fc.integer({ min: 0, max: 2 ** 31 });

describe('a story with a calm time before it', () => {
  it('tells every event of the story anew, from when on its first processes serve', () => {
    fc.assert(
      fc.property(anyCalm, anySeed, fc.double({ min: 1 / 60, max: STORY_HOURS, noNaN: true }), (calm, seed, hour) => {
        const { told, later } = worlds(calm, seed, 0.25);
        const from = START + Math.floor(hour * HOUR) + SECOND;
        const events = eventsBetween(told, from, from + 2 * MINUTE);
        expect(eventsBetween(later, from, from + 2 * MINUTE)).toEqual(events);
        return events.length > 0;
      }),
      { numRuns: 100 }
    );
  });

  it.each([
    ['the incident', 43.1],
    ['the same, a day later', 67.1],
    ['the restart', 33],
    ['a death and a birth', 38],
    ['the end of the decay', 54],
  ])('tells %s at its hour', (_, hour) => {
    const { told, later } = worlds(96, 7);
    const [from, to] = [START + (hour - 0.1) * HOUR, START + (hour + 0.1) * HOUR];
    expect(eventsBetween(later, from, to)).toEqual(eventsBetween(told, from, to));
  });

  it('knows nothing but what the story begins with, however long it lasts', () => {
    const firstDay = eventsBetween({ story, start: START, seed: 7 }, START + 2 * MINUTE, START + 20 * HOUR);
    const known = new Set(firstDay.flatMap(namesIn));
    fc.assert(
      fc.property(anyCalm, anySeed, fc.double({ min: 0, max: 1, noNaN: true }), (calm, seed, when) => {
        const { later } = worlds(calm, seed);
        const from = later.start + 2 * MINUTE + when * (calm * HOUR - 12 * MINUTE);
        const before = eventsBetween(later, from, from + 10 * MINUTE);
        expect(before.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
        return before.length > 100;
      }),
      { numRuns: 30 }
    );
  });

  it('lets traffic grow in it from a share, by as much each day', () => {
    const count = (share: number, from: number) => {
      const { later } = worlds(48, 7, share);
      return eventsBetween(later, START + from * HOUR, START + (from + 2) * HOUR).length;
    };
    for (const from of [-48, -24, -2]) {
      expect(count(0.1, from) / count(1, from)).toBeCloseTo(0.1 ** (-(from + 1) / 48), 1);
    }
  });
});

/** What an event says by name: version, process, class, kind of error, categories and nulls. */
function namesIn({ version, instance, prediction, error, features }: PredictionEvent): string[] {
  const categories = Object.entries(features).flatMap(([name, value]) =>
    typeof value === 'number' ? [] : [[name, value]]
  );
  return [
    ['version', version],
    ['instance', instance],
    ['prediction', prediction],
    ['error', error?.type],
    ...categories,
  ].map((name) => JSON.stringify(name));
}
