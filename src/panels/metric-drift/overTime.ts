import { type DriftFormats } from './fieldDisplay';
import { type MetricDriftOptions } from './options';
import { namesOf } from './rankingView';
import { type DriftLine } from './readData';

/** A variable over time. */
export interface TimeRow {
  line: DriftLine;
  name: string;
  /** The last value that is known. */
  latest?: { time: number; value: number; floor: number | null };
  isDrift: boolean;
}

/** In their order: those that drift now first, then by how far; or by name. */
export function timeRows(
  lines: readonly DriftLine[],
  { sort, show, filter }: Pick<MetricDriftOptions, 'sort' | 'show'> & { filter: string },
  formats: DriftFormats
): TimeRow[] {
  const names = namesOf(lines, formats);
  const wanted = filter.trim().toLocaleLowerCase();
  const collator = new Intl.Collator('en-US', { numeric: true });
  return lines
    .map((line, i) => timeRow(line, names[i]))
    .filter(({ isDrift }) => show === 'all' || isDrift)
    .filter(({ name, line }) => [name, line.variable].some((text) => text.toLocaleLowerCase().includes(wanted)))
    .sort((a, b) =>
      sort === 'name'
        ? collator.compare(a.name, b.name)
        : (b.latest?.value ?? -1) - (a.latest?.value ?? -1) || collator.compare(a.name, b.name)
    );
}

function timeRow(line: DriftLine, name: string): TimeRow {
  for (let i = line.times.length - 1; i >= 0; i--) {
    const value = line.values[i];
    if (value !== null && value !== undefined && Number.isFinite(value)) {
      const latest = { time: line.times[i], value, floor: line.floors[i] ?? null };
      return { line, name, latest, isDrift: isBeyond(latest, line) };
    }
  }
  return { line, name, isDrift: false };
}

/** Above the marks that are known over time. */
function isBeyond({ value, floor }: { value: number; floor: number | null }, { threshold }: DriftLine): boolean {
  return (floor !== null || threshold !== undefined) && value > Math.max(floor ?? 0, threshold ?? 0);
}

/** 'PSI 0.93, above its sampling floor 0.01 and the threshold 0.1' */
export function momentWords(line: DriftLine, at: number, formats: DriftFormats): string {
  const value = line.values[at];
  if (value === null || value === undefined) {
    return `${line.measureName}: no data`;
  }
  const { threshold } = line;
  const floor = line.floors[at];
  const side = (mark: number, name: string) => `${value > mark ? 'above' : 'not above'} ${name} ${formats.score(mark)}`;
  const marks = [
    ...(typeof floor === 'number' ? [side(floor, 'its sampling floor')] : []),
    ...(threshold === undefined ? [] : [side(threshold, 'the threshold')]),
  ];
  return [`${line.measureName} ${formats.score(value)}`, ...marks].join(', ');
}

/** '3 of 24 variables drift now' */
export function timeSummary(rows: readonly TimeRow[]): string {
  const drifting = rows.filter(({ isDrift }) => isDrift).length;
  return `${drifting} of ${rows.length} ${rows.length === 1 ? 'variable drifts' : 'variables drift'} at the end`;
}
