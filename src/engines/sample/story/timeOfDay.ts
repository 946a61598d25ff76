import { HOUR } from './story';

/** 1 in the afternoon (14:00 UTC), -1 before dawn (2:00): what people do in the course of a day. */
export function timeOfDay(time: number): number {
  const hour = (time / HOUR) % 24;
  return Math.cos((2 * Math.PI * (hour - 14)) / 24);
}
