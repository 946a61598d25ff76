import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';

import { driftAnswer, driftMeta, driftOverTime } from '../../../test/driftFrames';
import { hostileTexts } from '../../../test/hostileTexts';
import { driftFrame, driftSeriesFrame, type VariableDrift } from '../../frames/driftFrame';
import { featuresIn } from './features';

const row = (variable: string, drift?: number, status: VariableDrift['status'] = 'drift'): VariableDrift => ({
  of: 'feature',
  variable,
  type: 'numeric',
  drift,
  status,
  says: '',
  samples: 100,
  referenceSamples: 100,
});
const table = (...rows: VariableDrift[]) => driftFrame(rows, 'PSI', driftMeta(), []);
const series = (variable: string, drifts: Array<number | undefined>) =>
  driftSeriesFrame(
    { of: 'feature', variable, points: drifts.map((drift, time) => ({ time, drift })) },
    'PSI',
    driftMeta(),
    []
  );

describe('the features that a panel tells of', () => {
  it('are those that have moved farthest first, else by name', () => {
    expect(featuresIn([table(row('b', 0.1), row('near', 0.01), row('far', 2), row('a', 0.1))])).toEqual([
      'far',
      'a',
      'b',
      'near',
    ]);
  });

  it('are none but features: what else was compared needs no name', () => {
    const features = featuresIn(driftAnswer());
    expect(features).not.toContain('prediction');
    expect([features.length, features[0], features.at(-1)]).toEqual([8, 'employment', 'new tariff']);
  });

  it('have those last that cannot be judged: a score of a few values is chance', () => {
    const [few, none] = [row('few', 9, 'too few'), row('none', undefined, 'no data')];
    expect(featuresIn([table(few, none, row('moved', 0.2))])).toEqual(['moved', 'few', 'none']);
  });

  it('are told over time by where each stood last', () => {
    const frames = [series('was far', [3, 0.1]), series('is far', [0, 2, undefined]), series('unknown', [undefined])];
    expect(featuresIn(frames)).toEqual(['is far', 'was far', 'unknown']);
    expect(featuresIn(driftOverTime(300, 20))).toHaveLength(300);
  });

  it('are none of an answer without any', () => {
    expect(featuresIn([])).toEqual([]);
    expect(featuresIn([table()])).toEqual([]);
    // It stands for all features.
    expect(featuresIn([series('all features', [])])).toEqual([]);
  });

  it('are none where a transformation took columns away, or in frames of somebody else', () => {
    const whole = table(row('income', 1));
    const organized: DataFrame = { ...whole, fields: whole.fields.filter(({ name }) => name !== 'status') };
    const foreign = createDataFrame({ fields: [{ name: 'variable', type: FieldType.string, values: ['x'] }] });
    expect(featuresIn([organized, foreign])).toEqual([]);
  });

  it('may be called anything, and are named once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileTexts), (names) => {
        const rows = names.map((name, i) => row(name, i));
        expect(featuresIn([table(...rows), table(...rows)])).toEqual([...names].reverse());
      })
    );
  });
});
