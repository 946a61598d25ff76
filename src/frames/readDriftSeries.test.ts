import { createDataFrame, FieldType } from '@grafana/data';

import { defaultQuery } from '../query/query';
import { driftSeriesFrame } from './driftFrame';
import { readDriftSeries } from './readDriftSeries';

const meta = { query: { ...defaultQuery, kind: 'drift' as const }, from: 0, to: 60_000 };
const points = [{ time: 0, drift: 0.1, floor: 0.02 }, { time: 30_000 }, { time: 60_000, drift: 0.4, floor: 0.01 }];

describe('drift over time', () => {
  it('is read as it was written, with its threshold; what is not known is null', () => {
    expect(readDriftSeries(driftSeriesFrame({ of: 'feature', variable: 'a "$b\\', points }, 'PSI', meta, []))).toEqual({
      of: 'feature',
      variable: 'a "$b\\',
      measure: 'psi',
      measureName: 'PSI',
      times: [0, 30_000, 60_000],
      values: [0.1, null, 0.4],
      floors: [0.02, null, 0.01],
      threshold: 0.1,
    });
  });

  it('is not read from a frame that is not ours, or has no floor', () => {
    const frame = driftSeriesFrame({ of: 'feature', variable: 'income', points }, 'PSI', meta, []);
    expect(readDriftSeries({ ...frame, meta: undefined })).toBeUndefined();
    expect(readDriftSeries({ ...frame, fields: frame.fields.slice(0, 2) })).toBeUndefined();
    expect(readDriftSeries(createDataFrame({ fields: [] }))).toBeUndefined();
    expect(
      readDriftSeries(createDataFrame({ fields: [{ name: 'Time', type: FieldType.time, values: [0] }] }))
    ).toBeUndefined();
  });
});
