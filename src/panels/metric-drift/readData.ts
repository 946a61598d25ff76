import { type DataFrame } from '@grafana/data';

import { type ComparedDistribution } from '../../frames/distributionsFrame';
import { readDrift, type VariableDrift } from '../../frames/driftFrame';
import { joinSides } from '../../frames/joinSides';
import { judgeDrift } from '../../frames/judgeDrift';
import { type ModelwatchMeta, modelwatchMeta } from '../../frames/modelwatchMeta';
import { distributionNotices, readDistributions } from '../../frames/readDistributions';
import { type DriftColumns, readDriftSeries } from '../../frames/readDriftSeries';
import { defaultDrift, type DriftMeasure, thresholdOfDrift } from '../../query/drift';
import { DRIFT_NAMES } from '../../query/measureNames';
import { type Sides } from '../../statistics/drift/scores';
import { sharedLevel } from '../../statistics/drift/sharedLevel';
import { isOverTime, type Metric, metricsOf } from './metrics';
import { type MetricDriftOptions } from './options';

/** A variable of the ranking. */
export interface DriftRow extends VariableDrift {
  /** Tells variables apart: a feature may be called 'score' too. */
  key: string;
  measure: DriftMeasure;
  /** On screen: 'PSI'. */
  measureName: string;
}

export interface DriftLine extends DriftColumns {
  key: string;
}

/** What the frames of a panel hold. */
export interface DriftData {
  rows: DriftRow[];
  /** Those that had to be judged here, by their keys. */
  distributions: ReadonlyMap<string, ComparedDistribution>;
  /** Of any variable. Those beside judged ones are read when the first is asked for: nobody looks at hundreds. */
  distributionOf(key: string): ComparedDistribution | undefined;
  lines: DriftLine[];
  metrics: Metric[];
  notices: string[];
  /** Of our own answers: what was asked. */
  answered?: ModelwatchMeta;
}

type Judging = Pick<MetricDriftOptions, 'measure' | 'threshold'>;

/** Of distributions that no query of ours judged: as a query does where nothing else is said. */
const { level, correction } = defaultDrift;

/** Our own frames, any two distributions, any series over time; or a sentence that says what is missing. */
export function readData(frames: readonly DataFrame[], judging: Judging): DriftData | { sentence: string } {
  const parts = partsOf(frames);
  const found = parts.flatMap(({ distributions = [], meta }) => distributions.map((one) => ({ one, meta })));
  const judged = parts.flatMap(({ rows = [] }) => rows);
  const known = new Set(judged.map(({ key }) => key));
  const distributions = byKey(found.map(({ one }) => one));
  let later: ReadonlyMap<string, ComparedDistribution> | undefined;
  const data: DriftData = {
    rows: [
      ...judged,
      ...judgeAll(
        found.filter(({ one }) => !known.has(keyOf(one)) && one.reference),
        judging
      ),
    ],
    distributions,
    distributionOf: (key) => {
      later ??= byKey(parts.flatMap(({ beside }) => beside?.() ?? []));
      return distributions.get(key) ?? later.get(key);
    },
    lines: parts.flatMap(({ lines = [] }) => lines),
    metrics: parts.flatMap(({ metrics = [] }) => metrics),
    notices: unique([
      ...frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text)),
      ...parts.flatMap(({ notices = [] }) => notices),
    ]),
    answered: parts.find(({ meta, rows, distributions }) => meta && (rows || distributions))?.meta,
  };
  const problems = unique(parts.flatMap(({ problem }) => problem ?? []));
  const isEmpty = data.rows.length + data.distributions.size + data.lines.length + data.metrics.length === 0;
  if (isEmpty) {
    return { sentence: whyEmpty(frames, data.notices, problems) };
  }
  return { ...data, notices: [...data.notices, ...problems] };
}

/** What one frame holds; `meta` of our own. */
interface Part {
  meta?: ModelwatchMeta;
  rows?: DriftRow[];
  lines?: DriftLine[];
  metrics?: Metric[];
  distributions?: ComparedDistribution[];
  /** Of variables that another frame has judged. */
  beside?: () => ComparedDistribution[];
  notices?: string[];
  problem?: string;
}

function partsOf(frames: readonly DataFrame[]): Part[] {
  const sides = joinSides(frames.filter((frame) => !modelwatchMeta(frame) && !isOverTime(frame)));
  const parts = frames.flatMap((frame, i) => (sides?.from.includes(frame) ? [] : [partOf(frame, i)]));
  if (!sides) {
    return parts;
  }
  const { notices = [], ...joined } = partOf(sides.joined, frames.length);
  return [...parts, { ...joined, notices: [whichQueries(sides.from), ...notices] }];
}

function whichQueries(from: readonly DataFrame[]): string {
  const [current, reference] = from.map(({ refId, name }, i) => refId ?? name ?? `number ${i + 1}`);
  return `The query ${current} is taken for the current side, ${reference} for the reference.`;
}

function partOf(frame: DataFrame, place: number): Part {
  const meta = modelwatchMeta(frame);
  const rows = readDrift(frame);
  if (rows && meta) {
    const { measure } = meta.query.drift;
    return { meta, rows: rows.map((row) => ({ ...row, key: keyOf(row), measure, measureName: DRIFT_NAMES[measure] })) };
  }
  const line = readDriftSeries(frame);
  if (line) {
    return { meta, lines: line.times.length > 0 ? [{ ...line, key: keyOf(line) }] : [] };
  }
  // Our own without variables.
  if (frame.fields.length === 0 || (meta && frame.length === 0)) {
    return {};
  }
  if (isOverTime(frame)) {
    return { metrics: metricsOf(frame, String(place)) };
  }
  if (meta?.query.kind === 'drift') {
    return { beside: () => orNone(readDistributions(frame)) };
  }
  const read = readDistributions(frame);
  return 'sentence' in read
    ? { problem: read.sentence }
    : { meta, distributions: read, notices: meta ? [] : distributionNotices(frame) };
}

const orNone = (read: ReturnType<typeof readDistributions>) => ('sentence' in read ? [] : read);

const byKey = (all: readonly ComparedDistribution[]) => new Map(all.map((one) => [keyOf(one), one]));

interface Found {
  one: ComparedDistribution;
  meta?: ModelwatchMeta;
}

/** All together, since they share the level of their floors. */
function judgeAll(found: readonly Found[], judging: Judging): DriftRow[] {
  const shared = sharedLevel(
    { level, correction },
    found.map(({ one }) => sidesOf(one))
  );
  return found.map(({ one, meta }) => judge(one, meta?.query.drift ?? judging, shared));
}

function judge(one: ComparedDistribution, by: Judging, shared: number): DriftRow {
  const { measure } = by;
  const threshold = thresholdOfDrift(by);
  const judged = judgeDrift(one.of, one.variable, sidesOf(one), {
    measure,
    level: shared,
    threshold: Number.isFinite(threshold) ? threshold : undefined,
  });
  return { ...judged, key: keyOf(one), measure, measureName: DRIFT_NAMES[measure] };
}

function sidesOf({ edges, current, reference = { counts: [], nulls: 0 } }: ComparedDistribution): Sides {
  return { current, reference, ...(edges && { edges }) };
}

export function keyOf({ of, variable }: Pick<VariableDrift, 'of' | 'variable'>): string {
  return `${of} ${variable}`;
}

function whyEmpty(frames: readonly DataFrame[], notices: string[], problems: string[]): string {
  if (problems.length > 0) {
    return problems.join(' ');
  }
  const said = notices.length > 0 ? ` ${notices.join(' ')}` : '';
  return frames.some((frame) => modelwatchMeta(frame))
    ? `The query gave nothing to compare.${said}`
    : `There are no data.${said} The panel reads drift queries of Modelwatch, tables of two distributions (a column of bins or categories and two columns of counts), and any series over time.`;
}

const unique = (texts: string[]) => [...new Set(texts)];
