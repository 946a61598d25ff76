import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

/** A page that weighs more is slow in every browser; in characters. */
const HEAVY = 10_000_000;

/** Grafana fetches records whole, whatever is shown of them: what to do where a page weighs too much. */
export function pageWeightNotices(frames: readonly DataFrame[], pageSize: number): QueryResultMetaNotice[] {
  const sources = frames.flatMap(({ fields }) => fields.find(({ name }) => name === '_source')?.values ?? []);
  const weight = sources.reduce<number>((sum, source) => sum + weightOf(source), 0);
  if (weight <= HEAVY) {
    return [];
  }
  const fitting = Math.max(1, Math.floor((sources.length * HEAVY) / weight));
  const text = `The records of this page are ${Math.round(weight / 1e6)} MB, since Grafana fetches each of them whole.`;
  const remedy =
    fitting < Math.min(pageSize, sources.length)
      ? `Choose pages of ${fitting} records, or keep inputs of such a size elsewhere and write a reference to them.`
      : 'Keep inputs of such a size elsewhere, and write a reference to them.';
  return [{ severity: 'info', text: `${text} ${remedy}` }];
}

const weightOf = (source: unknown) =>
  typeof source === 'string' ? source.length : JSON.stringify(source ?? '').length;
