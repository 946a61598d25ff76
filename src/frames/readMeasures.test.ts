import fc from 'fast-check';

import { defaultQuery } from '../query/query';
import { measureFrame, type MeasurePoint } from './measureFrame';
import { readMeasures } from './readMeasures';

const meta = { query: defaultQuery, from: 0, to: 1 };
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined });
const point = fc
  .record({ time: fc.integer(), value: number, lower: number, upper: number, support: number })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, part]) => part !== undefined)));

describe('measures are read as they were written', () => {
  it('with what is undefined absent', () => {
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const series = { name: 'recall of a', labels: { class: 'a' }, points: points as unknown as MeasurePoint[] };
        const frame = measureFrame(series, { unit: 'percentunit', interval: true, support: true }, meta, []);
        const [read] = readMeasures([frame]);
        expect(read).toEqual({ ...series, config: expect.objectContaining({ unit: 'percentunit' }) });
      })
    );
  });

  it('without the parts that were not asked for', () => {
    const points = [{ time: 1, value: 2, lower: 1, upper: 3, support: 4 }];
    const frame = measureFrame({ name: 'm', labels: {}, points }, {}, meta, []);
    expect(readMeasures([frame])[0].points).toEqual([{ time: 1, value: 2 }]);
  });
});
