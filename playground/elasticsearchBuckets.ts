/** The frames of a search that counts: a frame a series where it ends in time, else one table. */
import { type Bucket, bucketsOf, type Json, type SearchAnswer } from './elasticsearchAnswer';
import { type Column, type ElasticsearchFrame, type Series, seriesFrame, tableFrame } from './elasticsearchFrames';
import { keptLabels, seriesName } from './elasticsearchNames';
import { byBytes, type ElasticsearchTarget } from './elasticsearchQuery';
import { seriesOf, trimEdges } from './elasticsearchSeries';
import { withRows } from './elasticsearchTable';
import { type Labels } from './frameJson';

/** @returns undefined where an outer aggregation has no bucket: then Grafana sends no list of frames at all */
export function bucketFrames(
  { aggregations = {} }: SearchAnswer,
  target: ElasticsearchTarget,
  withLabels: boolean
): ElasticsearchFrame[] | undefined {
  const { metrics = [], bucketAggs = [], refId } = target;
  const last = bucketAggs.length - 1;
  let series: Series[] | undefined;
  let columns: Column[] | undefined;

  const read = (level: Json, depth: number, labels: Labels) => {
    for (const id of Object.keys(level).sort(byBytes)) {
      const bucketAgg = bucketAggs.find((one) => one.id === id);
      const { list, byName } = bucketsOf(level[id]);
      if (!bucketAgg) {
        continue;
      }
      if (depth < last) {
        for (const bucket of list) {
          read(bucket, depth + 1, { ...labels, ...labelOf(bucketAgg.field ?? '', bucket) });
        }
        for (const name of Object.keys(byName).sort(byBytes)) {
          read(byName[name], depth + 1, { ...labels, filter: name });
        }
      } else if (bucketAgg.type === 'date_histogram') {
        series = [...(series ?? []), ...seriesOf(list, metrics, labels)];
      } else {
        columns = withRows(columns, list, bucketAgg, metrics, labels);
      }
    }
  };
  read(aggregations, 0, {});

  if (columns) {
    return columns.length > 0 ? [tableFrame(refId, columns)] : [];
  }
  return series && named(series, target, withLabels);
}

/** An outer bucket's key as a text. A number loses what stands after its point. */
function labelOf(field: string, { key, key_as_string: text }: Bucket): Labels {
  const label = text ?? (typeof key === 'number' ? String(Math.trunc(key)) : key);
  return label === undefined ? {} : { [field]: label };
}

function named(series: Series[], target: ElasticsearchTarget, withLabels: boolean): ElasticsearchFrame[] {
  const edges = target.bucketAggs?.find(({ type }) => type === 'date_histogram')?.settings?.trimEdges;
  const metrics = new Set(series.map(({ metric }) => metric)).size;
  return series.map((one) => {
    const name = seriesName(one, target, metrics);
    const labels = withLabels ? keptLabels(one, target) : undefined;
    return seriesFrame(target.refId, trimEdges(one, edges), name, labels);
  });
}
