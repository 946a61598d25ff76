import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { addCell, type ClassSums, measureClasses } from '../classSums';
import { isRefusal, type Plan, type Refusal, type TimeWindow } from '../engine';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { foldedRows, foldingOf, foldNotices } from './folding';
import { or } from './lucene';
import { CLASSES, cellsRequest, outcomesTotal, sumRequests, tallySums, untoldTotal } from './outcomeCounts';
import { type Bucket, readBuckets } from './readBuckets';
import { equals } from './selectors';
import { MOST_BUCKETS } from './target';
import { amount, sumOf, totalNotices } from './total';
import { type Windows, windowsOf } from './windows';

/** What is counted by, in notices. */
const countedBy = ({ fields }: RecordMapping) => CLASSES.map((role) => fields[role]).join(' and ');

/**
 * How often each class was predicted for each actual class: every pair where one search may have as many, else the most
 * frequent classes and all others as one (folding.ts).
 */
export function planConfusion(
  asked: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  // A matrix is one answer over the window; there is no matrix over time.
  const query: ModelQuery = { ...asked, result: 'number' };
  const windows = windowsOf(query, window);
  const matrix = fitsCells(query, windows, facts)
    ? planCells(query, mapping, windows)
    : planFolded(query, mapping, windows, facts);
  if (isRefusal(matrix)) {
    return matrix;
  }
  return {
    ...matrix,
    read: (answers) => {
      const { rows, notices, sums } = matrix.read(answers);
      const empty = rows.length === 0 ? [explainEmpty(CLASSES, query, mapping, facts)] : [];
      const meta = { query, from: windows.from, to: windows.to, ...(sums && { sums }) };
      return [confusionFrame(rows, meta, [...empty, ...notices])];
    },
  };
}

interface Matrix {
  rows: ConfusionRow[];
  notices: Notice[];
  /** Names that stand for several classes. */
  sums?: string[];
}

function planCells(query: ModelQuery, mapping: RecordMapping, windows: Windows): Plan<Matrix> {
  const cells = cellsRequest(query, mapping, windows);
  const total = outcomesTotal(query, mapping, windows);
  return {
    requests: [cells, total],
    read: ([frames, all]) => {
      const buckets = readBuckets(cells, frames);
      return {
        rows: buckets.map((bucket) => rowOf(bucket, query, mapping)),
        notices: totalNotices(sumOf(buckets), total, all, countedBy(mapping)),
      };
    },
  };
}

function planFolded(
  query: ModelQuery,
  mapping: RecordMapping,
  windows: Windows,
  facts: ElasticsearchFacts
): Plan<Matrix> | Refusal {
  const sums = planSums(query, mapping, windows, facts);
  if (isRefusal(sums)) {
    return sums;
  }
  const { fields } = mapping;
  const room = Math.floor(Math.sqrt(MOST_BUCKETS / versionsOf(query, facts)));
  const shown = (facts.frequent ?? []).slice(0, room);
  const among = CLASSES.map((role) => or(shown.map((name) => equals(fields[role], name))));
  const cells = cellsRequest(query, mapping, windows, among);
  if (shown.length === 0) {
    return {
      sentence: `There are about ${amount(facts.classes)} classes, and it could not be looked up which are the most frequent. Refresh, or narrow the query by matchers.`,
    };
  }
  return {
    requests: [...sums.requests, cells],
    read: (answers) => {
      const { tally, notices } = sums.read(answers);
      const rows = readBuckets(cells, answers[sums.requests.length]).map((bucket) => rowOf(bucket, query, mapping));
      const versions = tally
        .entries()
        .flatMap(([version, byTime]) => [...byTime.values()].map((of) => ({ version, of })));
      const folding = foldingOf(shown, new Set(versions.flatMap(({ of }) => [...of.keys()])));
      return {
        rows: versions.flatMap(({ version, of }) => {
          const own = query.byVersion ? version : undefined;
          return foldedRows(
            rows.filter((row) => row.version === own),
            of,
            folding,
            own
          );
        }),
        notices: [...foldNotices(folding), ...notices],
        sums: [folding.others, folding.another],
      };
    },
  };
}

function rowOf({ keys, numbers }: Bucket, { byVersion }: ModelQuery, { fields }: RecordMapping): ConfusionRow {
  return {
    actual: keys[fields.actual] ?? '',
    predicted: keys[fields.predicted] ?? '',
    count: numbers[0] ?? 0,
    ...(byVersion && { version: keys[fields.version] ?? '' }),
  };
}

/** The measures of classes, from the matrix's own cells where one search may have as many, else from three sums a class. */
export function planClasses(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  const windows = windowsOf(query, window);
  const sums = fitsCells(query, windows, facts)
    ? planCellSums(query, mapping, windows)
    : planSums(query, mapping, windows, facts);
  if (isRefusal(sums)) {
    return sums;
  }
  return {
    ...sums,
    read: (answers) => {
      const { tally, notices } = sums.read(answers);
      const answered = measureClasses(tally, query);
      const empty = answered.length === 0 ? [explainEmpty(CLASSES, query, mapping, facts)] : [];
      return measureFrames(answered, query, window, [...empty, ...notices]);
    },
  };
}

interface Summed {
  tally: Tally<ClassSums>;
  notices: Notice[];
}

function planCellSums(query: ModelQuery, mapping: RecordMapping, windows: Windows): Plan<Summed> {
  const cells = cellsRequest(query, mapping, windows);
  const total = outcomesTotal(query, mapping, windows);
  return {
    requests: [cells, total],
    read: ([frames, all]) => {
      const tally = new Tally<ClassSums>(() => new Map());
      const buckets = readBuckets(cells, frames);
      for (const bucket of buckets) {
        const { actual, predicted, count, version = '' } = rowOf(bucket, query, mapping);
        windows.timesOf(bucket.time).forEach((time) => addCell(tally.at(version, time), actual, predicted, count));
      }
      return { tally, notices: totalNotices(sumOf(buckets), total, all, countedBy(mapping)) };
    },
  };
}

/** Three sums a class: exact of as many classes as a search may have buckets. */
function planSums(
  query: ModelQuery,
  mapping: RecordMapping,
  windows: Windows,
  facts: ElasticsearchFacts
): Plan<Summed> | Refusal {
  const { correct, actual, predicted } = mapping.fields;
  const { model } = query;
  const known = facts.recordsWith[model.name];
  const steps = Math.ceil(stepCount(windows));
  const times = steps > 1 ? ` at ${amount(steps)} times` : '';
  if (bucketsUpTo(facts.classes, query, windows, facts) > MOST_BUCKETS) {
    return {
      sentence: `About ${amount(facts.classes)} classes${times} are more than the ${amount(MOST_BUCKETS)} buckets that a search may have. Choose a longer step or a shorter time range, or narrow the query by matchers.`,
    };
  }
  if (known?.actual && known.predicted && !known.correct) {
    return {
      sentence: `Model '${model.name}' has about ${amount(facts.classes)} classes, too many to count every pair of them in one search. Which predictions were right is read from the field ${correct} then, and no record has it. Let it be filled in when the outcome is written, or map the field in the data source settings.`,
    };
  }
  const requests = sumRequests(query, mapping, windows);
  const [total, untold] = [outcomesTotal(query, mapping, windows), untoldTotal(query, mapping, windows)];
  return {
    requests: [...requests, total, untold],
    read: (answers) => {
      const parts = requests.map((request, i) => readBuckets(request, answers[i]));
      const [all, without] = answers.slice(requests.length);
      const mute = sumOf(readBuckets(untold, without));
      const counts = [actual, predicted].map((field, i) => ({ field, counted: sumOf(parts[i]) }));
      return {
        tally: tallySums(parts, query, mapping, windows),
        notices: [
          ...counts.flatMap(({ field, counted }) => totalNotices(counted, total, all, field)),
          ...(mute > 0 ? [untoldNotice(mute, correct)] : []),
        ],
      };
    },
  };
}

function untoldNotice(records: number, correct: string): Notice {
  return {
    severity: 'warning',
    text: `${amount(records)} outcomes have no ${correct} and are taken for wrong, since there are too many classes to compare them one by one. Let the field be filled in when the outcome is written.`,
  };
}

function fitsCells(query: ModelQuery, windows: Windows, facts: ElasticsearchFacts): boolean {
  return bucketsUpTo(facts.classes ** 2, query, windows, facts) <= MOST_BUCKETS;
}

/** The most buckets that an answer can have. None is empty, so there are no more of them than records. */
function bucketsUpTo(each: number, query: ModelQuery, windows: Windows, facts: ElasticsearchFacts): number {
  const records = facts.recordsWith[query.model.name]?.actual ?? Infinity;
  return Math.min(each * versionsOf(query, facts) * stepCount(windows), MARGIN * records);
}

/** What is known of an index is up to a minute old. */
const MARGIN = 1.25;

function versionsOf({ byVersion, model }: ModelQuery, { versions = 1 }: ElasticsearchFacts): number {
  return byVersion ? Math.max(1, model.versions.length || versions) : 1;
}

function stepCount({ from, to, stepMs }: Windows): number {
  return stepMs ? (to - from) / stepMs : 1;
}
