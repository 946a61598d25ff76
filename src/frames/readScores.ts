import { type DataFrame } from '@grafana/data';

import { freeName } from '../statistics/confusion';
import { type ScoreGroups } from '../statistics/scores';
import { listNames } from './confusionFields';
import { type ModelwatchMeta, modelwatchMeta } from './modelwatchMeta';
import { nameFrames, nothingCounted, whyEmpty } from './readConfusion';
import { readBins } from './scoreBins';
import { readBuckets } from './scoreBuckets';
import { completed, cutEdges, groupsOf, type ScoreHistogram, sharedEdges } from './scoreHistograms';
import { groupsOfRecords, readRecords } from './scoreRecords';
import { classesAre, type ScoreFields } from './scoresFields';

export { type ScoreFields } from './scoresFields';

export interface VersionScores {
  /** '' where versions are not told apart. */
  version: string;
  groups: ScoreGroups;
}

export interface ScoresRead {
  /** At least one, each with an outcome; by name. */
  versions: VersionScores[];
  positiveClass: string;
  /** The one other class, or 'not <positive>' where there are several, or none. */
  negativeClass: string;
  /** The actual classes found, by name. */
  classes: string[];
  /** Of binned scores: where a threshold can be, finite and ascending. Absent where every score is known. */
  edges?: number[];
  /** Full sentences: what was left out, what was added together. */
  notices: string[];
  meta?: ModelwatchMeta;
}

/** Why scores cannot be used, and what to do about it. */
export interface UnusableScores {
  sentence: string;
  /** To choose the positive class from, where that is what is missing. */
  classes?: string[];
}

/** Scores by actual class, before it is known which class is the positive one. */
interface ClassScores {
  classes: string[];
  versions: string[];
  edges?: number[];
  groups(version: string, isPositive: (actual: string) => boolean): ScoreGroups;
  frames: Set<DataFrame>;
  notices: string[];
}

/**
 * Reads scores by actual class from the frames of any data source; docs/frames.md is the contract, with an example of each
 * form: our own bins frame, Prometheus' buckets, raw records. Undefined where the frames hold no scores: they may hold
 * counts then (readConfusion). Bins are added and compared only on the edges that all of them share.
 */
export function readScores(frames: DataFrame[], fields: ScoreFields = {}): ScoresRead | UnusableScores | undefined {
  const filled = frames.filter((frame) => frame.length > 0 && frame.fields.length > 0);
  const meta = frames.map(modelwatchMeta).find((one) => one !== undefined);
  if (filled.length === 0) {
    const isAsked = meta?.query.kind === 'distribution' && meta.query.distribution.of === 'score';
    return isAsked ? { sentence: whyEmpty(frames) } : undefined;
  }
  const positive = fields.positive || meta?.query.model.positiveClass || undefined;
  const read = fromHistograms(filled, fields) ?? fromRecords(filled, fields, positive !== undefined);
  if (read === undefined || 'sentence' in read) {
    return read;
  }
  const notices = [...read.notices, ...whatElse(filled, read.frames)];
  if (read.classes.length === 0) {
    return { sentence: nothingCounted(notices) };
  }
  return withPositive({ ...read, notices }, positive, meta);
}

function withPositive(
  { classes, versions, edges, groups, notices }: ClassScores,
  positive: string | undefined,
  meta: ModelwatchMeta | undefined
): ScoresRead | UnusableScores {
  if (positive === undefined) {
    return {
      sentence: `Of which class are these the scores? Choose the positive class, here or in the panel's options under 'Classes'. ${classesAre(classes)}`,
      classes,
    };
  }
  if (!classes.includes(positive) && classes.length > 1) {
    return { sentence: `No outcome is of the positive class '${positive}'. ${classesAre(classes)}`, classes };
  }
  const others = classes.filter((name) => name !== positive);
  const more: string[] = [];
  if (others.length > 1) {
    more.push(`'${positive}' is compared with all other classes together: ${listNames(others)}.`);
  }
  if (classes.length === 1) {
    more.push(`Every outcome is ${listNames(classes)}: there is no curve without a second class.`);
  }
  return {
    versions: versions.map((version) => ({ version, groups: groups(version, (actual) => actual === positive) })),
    positiveClass: positive,
    negativeClass: others.length === 1 ? others[0] : freeName(`not ${positive}`, [positive]),
    classes,
    edges,
    notices: [...notices, ...more],
    meta,
  };
}

function fromHistograms(frames: DataFrame[], fields: ScoreFields): ClassScores | { sentence: string } | undefined {
  const bins = readBins(frames, fields);
  const buckets = readBuckets(frames, fields);
  if (buckets && 'sentence' in buckets) {
    return buckets;
  }
  const parts = [bins, buckets].filter((part) => part !== undefined);
  if (parts.length === 0) {
    return undefined;
  }
  const whole = completed(parts.flatMap(({ histograms }) => histograms));
  if ('sentence' in whole) {
    return whole;
  }
  // A class or version without outcomes does not occur, and its edges need not hold for the others.
  const occurring = whole.histograms.filter(({ upTo }) => (upTo.get(Infinity) ?? 0) > 0);
  const shared = occurring.length > 0 ? sharedEdges(occurring) : { edges: [0], notices: [] };
  if ('sentence' in shared) {
    return shared;
  }
  const { edges } = shared;
  return {
    classes: byName(occurring.map(({ actual }) => actual)),
    versions: byName(occurring.map(({ version }) => version)),
    edges: cutEdges(edges),
    groups: (version, isPositive) => groupsOf(ofVersion(occurring, version), edges, isPositive),
    frames: new Set(parts.flatMap((part) => [...part.frames])),
    notices: [
      ...parts.flatMap(({ notices }) => notices),
      ...whole.notices,
      ...shared.notices,
      ...aboveOne(occurring, edges),
    ],
  };
}

const ofVersion = (histograms: ScoreHistogram[], version: string) =>
  histograms.filter((histogram) => histogram.version === version);

/** Where the edges end at 1, as those of scores should. */
function aboveOne(histograms: ScoreHistogram[], edges: number[]): string[] {
  const last = edges[edges.length - 1];
  const above = histograms.reduce((sum, { upTo }) => sum + (upTo.get(Infinity) ?? 0) - (upTo.get(last) ?? 0), 0);
  return last === 1 && above >= 0.5
    ? [`${Math.round(above).toLocaleString('en-US')} outcomes have scores above 1, which no threshold can tell apart.`]
    : [];
}

function fromRecords(frames: DataFrame[], fields: ScoreFields, isAsked: boolean): ClassScores | undefined {
  const read = readRecords(frames, fields, isAsked);
  if (!read) {
    return undefined;
  }
  const { records } = read;
  const outside = records.score.filter((score) => score < 0 || score > 1).length;
  const notices =
    outside > 0
      ? [
          `${outside.toLocaleString('en-US')} of ${records.score.length.toLocaleString('en-US')} scores lie outside of 0 to 1.`,
        ]
      : [];
  return {
    classes: byName(records.actual),
    versions: byName(records.version),
    groups: (version, isPositive) => groupsOfRecords(records, version, isPositive),
    frames: read.frames,
    notices: [...read.notices, ...notices],
  };
}

const collator = new Intl.Collator('en', { numeric: true });

/** Each once, 'v2' before 'v10'. */
function byName(names: string[]): string[] {
  return [...new Set(names)].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** What is beside the scores, and whether several queries were added. */
function whatElse(frames: DataFrame[], read: Set<DataFrame>): string[] {
  const left = frames.filter((frame) => !read.has(frame));
  const queries = [...new Set([...read].map(({ refId }) => refId ?? ''))];
  return [
    ...(left.length > 0 ? [`${nameFrames(left)} left out, since the others hold scores by actual class.`] : []),
    ...(queries.length > 1 ? [`Queries ${listNames(queries)} were added together.`] : []),
  ];
}
