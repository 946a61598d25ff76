/** What Grafana makes of a table from Elasticsearch before it evaluates a rule on it. */
import { type FrameField, type FrameJson } from '../frameJson';

/**
 * Of a table of texts with one number a row: each row's number by itself, labelled by the texts, in the shape in which
 * Prometheus answers an instant query. Any other frame as it is.
 */
export function labelledNumbers(frame: FrameJson): FrameJson[] {
  const { schema, data } = frame;
  const { refId, fields } = schema;
  const number = fields.findIndex(({ type }) => type === 'number');
  const isTable = fields.every(({ type }, i) => (i === number ? type === 'number' : type === 'string'));
  if (number < 0 || !isTable) {
    return [frame];
  }
  const time: FrameField = { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } };
  return data.values[number].map((value, row) => {
    const texts = fields.flatMap(({ name }, i) => (i === number ? [] : [[name, String(data.values[i][row] ?? '')]]));
    const labelled = { ...fields[number], labels: Object.fromEntries(texts) };
    return {
      schema: { refId, meta: { type: 'numeric-multi', typeVersion: [0, 1] }, fields: [time, labelled] },
      data: { values: [[null], [value]] },
    };
  });
}
