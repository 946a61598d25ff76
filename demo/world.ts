/** The world that the demo shows: the story after some calm days. Pure: no Node, no browser. */
import { withCalm } from '../src/engines/sample/story/calm';
import { type World } from '../src/engines/sample/story/events';
import { HOUR, story, STORY_HOURS } from '../src/engines/sample/story/story';

/**
 * What is usual takes four comparisons of a day with the day before it (FEWEST_PERIODS), and in none anything may have
 * happened: the story's first day is calm, and four are before it.
 */
export const CALM_HOURS = 96;
/** Of the traffic, with which the calm time begins. */
const FIRST_SHARE = 0.1;

/** How much history the demo has when it is first started. */
export const HISTORY_HOURS = CALM_HOURS + STORY_HOURS;

const demoStory = withCalm(story, CALM_HOURS, FIRST_SHARE);

/** @param start of the calm time, in ms since the epoch */
export function demoWorld({ start, seed }: Pick<World, 'start' | 'seed'>): World {
  return { story: demoStory, start, seed };
}

/** When the calm time ends and the story begins. */
export const storyStart = ({ start }: Pick<World, 'start'>) => start + CALM_HOURS * HOUR;
