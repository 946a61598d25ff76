import { type DataFrame } from '@grafana/data';

/** What happened at a time, as the dashboard's annotations tell it. */
export interface Annotation {
  time: number;
  timeEnd?: number;
  text: string;
  color?: string;
}

/** Those of the panel's data; markup in their texts is taken out. */
export function readAnnotations(frames: readonly DataFrame[] = []): Annotation[] {
  return frames.flatMap((frame) => {
    const values = (name: string) => frame.fields.find((field) => field.name === name)?.values;
    const [times, ends, titles, texts, colors] = ['time', 'timeEnd', 'title', 'text', 'color'].map(values);
    return Array.from({ length: times ? frame.length : 0 }, (_, i): Annotation => {
      const [time, timeEnd]: unknown[] = [times?.[i], ends?.[i]];
      const text = [titles?.[i], texts?.[i]].filter((part) => typeof part === 'string' && part !== '').join(': ');
      const color: unknown = colors?.[i];
      return {
        time: typeof time === 'number' ? time : NaN,
        ...(typeof timeEnd === 'number' && timeEnd > Number(time) && { timeEnd }),
        text: text.replace(/<[^>]*>/g, ''),
        ...(typeof color === 'string' && { color }),
      };
    }).filter(({ time }) => Number.isFinite(time));
  });
}
