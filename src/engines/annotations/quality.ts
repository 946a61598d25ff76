import { type DataFrame, formattedValueToString, getValueFormat, type QueryResultMetaNotice } from '@grafana/data';

import { eventsFrame, type MarkedEvent } from '../../frames/eventsFrame';
import { readMeasures, type ReadMeasure } from '../../frames/readMeasures';
import { type AnnotationOptions } from '../../query/annotation';
import { describeDuration, parseDuration } from '../../query/duration';
import { type TelemetryMapping } from '../../query/mapping';
import { queryName } from '../../query/measureNames';
import { type ModelQuery } from '../../query/query';
import { type Measured } from '../../statistics/differences';
import { type Engine, isRefusal, type Plan, type Refusal, type TimeWindow } from '../engine';
import { fixedReference, type Judged, stretchesBelow } from './stretches';

/** What a measure is held against, and how a sentence names it. */
interface Reference {
  of(measure: ReadMeasure): (time: number) => Measured | undefined;
  words(format: Format): string;
  notices: QueryResultMetaNotice[];
}

type Format = (value: number | undefined) => string;

/**
 * Marks the stretches in which a measure over time is surely below its reference, by the answers that the engine gives to
 * the model query itself: now, and for an earlier reference in the window that lies so much earlier.
 */
export function planQuality<Facts>(
  engine: Pick<Engine<Facts>, 'plan'>,
  { reference: { kind, value, offset } }: AnnotationOptions,
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: Facts
): Plan<DataFrame[]> | Refusal {
  const now = engine.plan(query, mapping, window, facts);
  if (isRefusal(now)) {
    return now;
  }
  if (kind === 'value') {
    return {
      requests: now.requests,
      read: (answers) => [marked(now.read(answers), writtenReference(Number(value)), query, window)],
    };
  }
  const offsetMs = parseDuration(offset) ?? 0;
  const shift = wholeSteps(offsetMs, window);
  const earlierWindow = { ...window, from: window.from - shift, to: window.to - shift };
  const earlier = engine.plan(query, mapping, earlierWindow, facts);
  if (isRefusal(earlier)) {
    return earlier;
  }
  return {
    requests: [...now.requests, ...earlier.requests.map((one) => ({ ...one, name: `${one.name}-reference` }))],
    read: (answers) => {
      const frames = now.read(answers.slice(0, now.requests.length));
      const reference = earlierReference(earlier.read(answers.slice(now.requests.length)), offsetMs, shift, query);
      return [marked(frames, reference, query, window)];
    },
  };
}

/** The steps of both windows must fall on each other: by the step that is nearest to the offset. */
function wholeSteps(offsetMs: number, { intervalMs }: TimeWindow): number {
  return Math.max(1, Math.round(offsetMs / intervalMs)) * intervalMs;
}

function writtenReference(value: number): Reference {
  return { of: () => () => fixedReference(value), words: (format) => format(value), notices: [] };
}

function earlierReference(frames: DataFrame[], offsetMs: number, shift: number, query: ModelQuery): Reference {
  const keyOf = ({ labels }: ReadMeasure) => JSON.stringify([labels.class, labels.version]);
  const measures = new Map(
    readMeasures(frames).map((one) => [keyOf(one), new Map(one.points.map((point) => [point.time, point]))])
  );
  const known = [...measures.values()].some((points) => [...points.values()].some(({ value }) => value !== undefined));
  const ago = `${describeDuration(offsetMs)} earlier`;
  return {
    of: (measure) => (time) => measures.get(keyOf(measure))?.get(time - shift),
    words: () => `what it was ${ago}`,
    notices: known
      ? // Why an answer is empty is said of this window, not of the earlier one.
        noticesOf(frames).filter(({ severity }) => severity === 'info')
      : [
          {
            severity: 'warning',
            text: `Nothing is known of the ${queryName(query)} ${ago}, so there is nothing to compare with. Choose another offset, or write a number as the reference.`,
          },
        ],
  };
}

function marked(frames: DataFrame[], reference: Reference, query: ModelQuery, window: TimeWindow): DataFrame {
  const events = readMeasures(frames).flatMap((measure): MarkedEvent[] => {
    const format = formatOf(measure);
    const referenceAt = reference.of(measure);
    const judged = measure.points
      // The first step may lie before the window.
      .filter(({ time }) => time >= window.from && time <= window.to)
      .map((point): Judged => ({ point, reference: referenceAt(point.time) }));
    return stretchesBelow(judged).map((stretch) => {
      const [first, last] = [stretch[0], stretch[stretch.length - 1]].map(({ point }) => point.time);
      return {
        time: first,
        ...(last > first && { timeEnd: last }),
        title: `${measure.name} of ${query.model.name} surely below ${reference.words(format)}`,
        text: describe(stretch, query, format),
        tags: ['quality', query.model.name],
      };
    });
  });
  const texts = new Set<string>();
  const notices = [...noticesOf(frames), ...reference.notices].filter(
    ({ text }) => !texts.has(text) && texts.add(text)
  );
  return eventsFrame(events, notices);
}

/** 'At worst 81.2% (95% interval 79% to 83.4%, 1,204 outcomes within 1 h), where the reference is 90% (87% to 92.8%).' */
function describe(stretch: Judged[], { quality, window }: ModelQuery, format: Format): string {
  const worst = stretch.reduce((low, one) => ((one.point.value ?? 0) < (low.point.value ?? 0) ? one : low));
  const { value, lower, upper, support = 0 } = worst.point;
  const { reference } = worst;
  const outcomes = `${Math.round(support).toLocaleString('en-US')} outcomes within ${describeDuration(parseDuration(window) ?? 0)}`;
  const bounds =
    reference && reference.lower !== reference.upper
      ? ` (${format(reference.lower)} to ${format(reference.upper)})`
      : '';
  const confidence = `${Number((100 * quality.confidence).toPrecision(6))}% interval`;
  return `At worst ${format(value)} (${confidence} ${format(lower)} to ${format(upper)}, ${outcomes}), where the reference is ${format(reference?.value)}${bounds}.`;
}

/** As a panel shows the measure. */
function formatOf({ config }: ReadMeasure): Format {
  const isShare = config.unit === 'percentunit';
  const format = getValueFormat(config.unit ?? 'none');
  const decimals = isShare ? 1 : (config.decimals ?? undefined);
  return (value) => (value === undefined ? 'no data' : formattedValueToString(format(value, decimals)));
}

function noticesOf(frames: readonly DataFrame[]): QueryResultMetaNotice[] {
  return frames.flatMap(({ meta }) => meta?.notices ?? []);
}
