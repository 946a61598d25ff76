import { createDataFrame, type DataFrame, FieldType, type QueryResultMetaNotice, textUtil } from '@grafana/data';

/** Something that is marked in time. */
export interface MarkedEvent {
  /** In milliseconds since the epoch. */
  time: number;
  /** The end of a stretch; absent of a moment. */
  timeEnd?: number;
  title: string;
  text: string;
  tags: string[];
}

/**
 * Events by time, as Grafana's annotation processing takes them: a row each, found by the fields' names.
 * Grafana shows title and text as HTML, so that names from outside are escaped here. It splits tags that are one text at
 * commas, which names may hold, so each event has a list of them.
 */
export function eventsFrame(events: readonly MarkedEvent[], notices: QueryResultMetaNotice[]): DataFrame {
  const sorted = [...events].sort((a, b) => a.time - b.time);
  const column = <T>(of: (event: MarkedEvent) => T) => sorted.map(of);
  return createDataFrame({
    name: 'events',
    meta: { notices },
    fields: [
      { name: 'time', type: FieldType.time, values: column(({ time }) => time), config: {} },
      // A moment ends when it begins: Grafana takes the columns of all events from the first, and fails on a stretch without end.
      { name: 'timeEnd', type: FieldType.time, values: column(({ time, timeEnd = time }) => timeEnd), config: {} },
      { name: 'title', type: FieldType.string, values: column(({ title }) => textUtil.escapeHtml(title)), config: {} },
      { name: 'text', type: FieldType.string, values: column(({ text }) => textUtil.escapeHtml(text)), config: {} },
      { name: 'tags', type: FieldType.other, values: column(({ tags }) => tags), config: {} },
    ],
  });
}
