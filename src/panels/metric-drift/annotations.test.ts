import { createDataFrame, FieldType } from '@grafana/data';

import { readAnnotations } from './annotations';

describe('annotations of the dashboard', () => {
  it('are moments and stretches with their texts, without markup', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: [5, 9, null] },
        { name: 'timeEnd', type: FieldType.time, values: [null, 12, null] },
        { name: 'title', type: FieldType.string, values: ['Deployed', '', ''] },
        { name: 'text', type: FieldType.string, values: ['<b>v2</b>', 'night', 'never'] },
        { name: 'color', type: FieldType.string, values: ['red', null, null] },
      ],
    });
    expect(readAnnotations([frame])).toEqual([
      { time: 5, text: 'Deployed: v2', color: 'red' },
      { time: 9, timeEnd: 12, text: 'night' },
    ]);
  });

  it('are none where there are none', () => {
    expect(readAnnotations(undefined)).toEqual([]);
    expect(readAnnotations([createDataFrame({ fields: [] })])).toEqual([]);
  });
});
