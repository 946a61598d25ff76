/** @jest-environment ./test/browserWithNode.js */
import { column, noticesOf, onPrometheus, valueOf } from '../../../test/onPrometheus';
import { exposition, rising } from '../../../test/promWorld';
import { type PartialMapping } from '../../query/mapping';

const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 2 * 3_600_000;
const BIRTH = FROM - 3_600_000;
type Labels = Record<string, string>;

/** A counter that rises by `inWindow` over the two hours. */
const counter = (metric: string, labels: Labels, inWindow: number) =>
  rising(metric, { version: 'v1', ...labels }, (inWindow * 3) / 2, BIRTH, TO);

const world = exposition([
  // Errors in thousands.
  counter('model_outcome_absolute_error_sum', { model: 'thousands' }, 300),
  counter('model_outcome_absolute_error_count', { model: 'thousands' }, 100),
  ...['0', '5', '+Inf'].map((le, i) =>
    counter('model_outcome_error_bucket', { model: 'thousands', le }, [40, 100, 100][i])
  ),
  counter('model_outcome_error_count', { model: 'thousands' }, 100),
  // R2 of half of the outcomes that its values are of.
  counter('model_outcome_squared_error_sum', { model: 'half' }, 150),
  counter('model_outcome_squared_error_count', { model: 'half' }, 50),
  counter('model_outcome_value_sum', { model: 'half' }, 1000),
  counter('model_outcome_value_count', { model: 'half' }, 100),
  counter('model_outcome_squared_value_sum', { model: 'half' }, 20000),
  counter('model_outcome_squared_value_count', { model: 'half' }, 100),
  counter('model_outcome_absolute_percentage_error_count', { model: 'zero' }, 100),
  {
    ...counter('model_outcome_absolute_percentage_error_sum', { model: 'zero' }, 10),
    samples: [
      [BIRTH, 0],
      [FROM, 10],
      [FROM + 60_000, Infinity],
      [TO, Infinity],
    ],
  },
]);

describe('sums of errors on a real Prometheus', () => {
  const ask = onPrometheus(() => [world]);
  const answer = (name: string, stored: object, mapping: PartialMapping = {}, model: object = {}) =>
    ask(
      { model: { name, positiveClass: 'reject', ...model }, ...stored },
      { from: FROM, to: TO, intervalMs: 600_000 },
      mapping
    );
  const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });

  it('are scaled by the mapping, and so are the edges of their histogram', async () => {
    const details = { absoluteError: { scale: 1000 }, outcomeError: { scale: 1000 } };
    expect(valueOf(await answer('thousands', quality('mae'), { details }))).toBeCloseTo(3000, 9);
    const [frame] = await answer('thousands', { kind: 'distribution', distribution: { of: 'error' } }, { details });
    expect(column(frame, 'xMax')).toEqual([0, 5000]);
    expect(column(frame, 'count')).toEqual([40, 60]);
  });

  it('says that two metrics do not count the same outcomes, and compares their means', async () => {
    const frames = await answer('half', quality('r2'));
    expect(valueOf(frames)).toBeCloseTo(1 - 3 / (200 - 100), 9);
    expect(noticesOf(frames).join()).toContain('has 50 outcomes and model_outcome_value has 100');
  });

  it('is no data where a value spoiled a sum, and says so', async () => {
    const frames = await answer('zero', quality('mape'));
    expect(valueOf(frames)).toBeNull();
    expect(noticesOf(frames).join()).toContain('model_outcome_absolute_percentage_error_sum is no finite number');
  });

  it.each([
    ['rmse', 'model_outcome_squared_error'],
    ['bias', 'model_outcome_error'],
    ['r2', 'model_outcome_squared_error'],
  ])('%s names the metric that it lacks', async (measure, metric) => {
    const frames = await answer('plain', quality(measure));
    expect(frames[0].length).toBe(0);
    expect(noticesOf(frames)).toEqual([expect.stringContaining(`${metric} has no series of model 'plain'`)]);
  });

  it('needs no labels for classes where values are asked for', async () => {
    const labels = { actual: '', predicted: '' };
    expect(valueOf(await answer('thousands', quality('mae'), { labels }))).toBeCloseTo(3, 9);
  });
});
