import { type DriftFormats } from './fieldDisplay';
import { count, share } from './formats';
import { type MetricDriftOptions, type SortKey } from './options';
import { type DriftRow } from './readData';
import { statusLooks } from './status';

/** What a drift is held against, as places on the bar's scale. */
export interface Tick {
  mark: 'floor' | 'usual' | 'threshold';
  /** 0 to 1. */
  at: number;
}

export interface RankedRow {
  row: DriftRow;
  /** On screen; of two variables of one name with their kinds. */
  name: string;
  /** The score as text. */
  score: string;
  /** Length of the bar, 0 to 1; undefined without a score. */
  bar?: number;
  /** Whether the score lies beyond the scale's end. */
  beyond: boolean;
  ticks: Tick[];
}

export interface RankingView {
  rows: RankedRow[];
  /** '3 of 24 variables have drifted' */
  summary: string;
  /** Where the scale ends. */
  max: number;
}

/** Marks shall be told apart on the scale: a score beyond so many times the highest mark does not fit on it. */
const MOST_MARKS = 5;

type Asked = Pick<MetricDriftOptions, 'sort' | 'show'> & { filter: string };

/** The rows to be shown, in their order, on one scale. */
export function rankingView(rows: readonly DriftRow[], asked: Asked, formats: DriftFormats): RankingView {
  const max = formats.max ?? scaleOf(rows);
  const names = namesOf(rows, formats);
  const wanted = asked.filter.trim().toLocaleLowerCase();
  const shown = rows
    .map((row, i): RankedRow => ({ row, name: names[i], ...placed(row, max, formats) }))
    .filter(({ row }) => asked.show === 'all' || row.status === 'drift')
    .filter(({ row, name }) => wanted === '' || isWanted(row, name, wanted));
  return { rows: shown.sort(comparing(asked.sort)), summary: summaryOf(rows), max };
}

function isWanted(row: DriftRow, name: string, wanted: string): boolean {
  return [name, row.variable, statusLooks[row.status].text].some((text) => text.toLocaleLowerCase().includes(wanted));
}

/** Where the scale of all bars ends: at the highest score, unless that would make the marks one. */
function scaleOf(rows: readonly DriftRow[]): number {
  let [score, mark] = [0, 0];
  for (const { drift = 0, floor = 0, usual = 0, threshold = 0, status } of rows) {
    if (status === 'too few' || status === 'no data') {
      // The floor of a handful is far beyond everything.
      continue;
    }
    score = Math.max(score, ...[drift].filter(isOnScale));
    mark = Math.max(mark, ...[floor, usual, threshold].filter(isOnScale));
  }
  return Math.max(mark, mark > 0 ? Math.min(score, MOST_MARKS * mark) : score) * 1.02 || 1;
}

/** Beyond it, numbers cannot be multiplied. */
const isOnScale = (value: number) => value < 1e300;

function placed(row: DriftRow, max: number, formats: DriftFormats): Omit<RankedRow, 'row' | 'name'> {
  const { drift } = row;
  const ticks = (['floor', 'usual', 'threshold'] as const).flatMap((mark): Tick[] => {
    const value = row[mark];
    return value !== undefined && value <= max ? [{ mark, at: Math.max(0, value / max) }] : [];
  });
  return {
    score: drift === undefined ? formats.noValue : formats.score(drift),
    bar: drift === undefined ? undefined : Math.max(0, Math.min(1, drift / max)),
    beyond: drift !== undefined && drift > max,
    ticks,
  };
}

/** Variables of one name, as a feature that is called 'score', by their kinds. */
export function namesOf(rows: ReadonlyArray<Pick<DriftRow, 'variable' | 'of'>>, formats: DriftFormats): string[] {
  const kinds = new Map<string, string>();
  const doubles = new Set<string>();
  for (const { variable, of } of rows) {
    if ((kinds.get(variable) ?? of) !== of) {
      doubles.add(variable);
    }
    kinds.set(variable, of);
  }
  return rows.map(({ variable, of }) => {
    const name = formats.variable(variable);
    return doubles.has(variable) && of === 'feature' ? `${name} (feature)` : name;
  });
}

function comparing(sort: SortKey): (a: RankedRow, b: RankedRow) => number {
  const collator = new Intl.Collator('en-US', { numeric: true });
  const byName = (a: RankedRow, b: RankedRow) => collator.compare(a.name, b.name);
  const number = (key: 'drift' | 'nulls' | 'newShare') => (a: RankedRow, b: RankedRow) =>
    (b.row[key] ?? -1) - (a.row[key] ?? -1);
  const byStatus = (a: RankedRow, b: RankedRow) =>
    statusLooks[b.row.status].urgency - statusLooks[a.row.status].urgency;
  const by = { drift: [], status: [byStatus], nulls: [number('nulls')], unseen: [number('newShare')] };
  const order = sort === 'name' ? [byName] : [...by[sort], number('drift'), byName];
  return (a, b) => order.reduce((found, compare) => found || compare(a, b), 0);
}

function summaryOf(rows: readonly DriftRow[]): string {
  const of = (...statuses: string[]) => rows.filter(({ status }) => statuses.includes(status)).length;
  const unknown = of('no data', 'too few');
  const judged = rows.length - unknown;
  const drifted = of('drift');
  const told = judged === 1 ? 'variable has' : 'variables have';
  const rest = unknown > 0 ? `, of ${unknown} nothing can be told` : '';
  return judged === 0
    ? `Of ${rows.length === 1 ? 'the variable' : `${rows.length} variables`} nothing can be told`
    : `${drifted} of ${judged} ${told} drifted${rest}`;
}

/** What tooltip and screen reader say of a variable: 'PSI 0.93: far above ...', samples, nulls, categories. */
export function rowSentences(row: DriftRow): string[] {
  const { nulls = 0, referenceNulls = 0, newShare = 0, vanishedShare = 0 } = row;
  return [
    row.says,
    `${count(row.samples)} values now, ${count(row.referenceSamples)} in the reference.`,
    ...(nulls > 0 || referenceNulls > 0 ? [`Nulls ${share(nulls)}, before ${share(referenceNulls)}.`] : []),
    ...(newShare > 0 ? [`New categories hold ${share(newShare)} of the values.`] : []),
    ...(vanishedShare > 0 ? [`Vanished categories held ${share(vanishedShare)} of the reference.`] : []),
  ];
}
