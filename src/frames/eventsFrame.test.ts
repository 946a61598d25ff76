import { FieldType } from '@grafana/data';

import { eventsFrame } from './eventsFrame';

const hostile = `a"b'c\\d\n$e, [[f]] <img src=x onerror=alert(1)> </script> 日本`;

describe('a frame of events', () => {
  const frame = eventsFrame(
    [
      { time: 2000, title: hostile, text: hostile, tags: [hostile, 'b'] },
      { time: 1000, timeEnd: 1500, title: 'first', text: '', tags: [] },
    ],
    [{ severity: 'info', text: 'said' }]
  );
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;

  it('has the fields that annotations are read from, by time; a moment ends when it begins', () => {
    expect(frame.fields.map(({ name, type }) => [name, type])).toEqual([
      ['time', FieldType.time],
      ['timeEnd', FieldType.time],
      ['title', FieldType.string],
      ['text', FieldType.string],
      ['tags', FieldType.other],
    ]);
    expect(column('time')).toEqual([1000, 2000]);
    expect(column('timeEnd')).toEqual([1500, 2000]);
    expect(frame.meta?.notices).toEqual([{ severity: 'info', text: 'said' }]);
  });

  it('holds no markup of a name in what is shown as HTML, and the name itself for the reader', () => {
    for (const name of ['title', 'text']) {
      const shown = document.createElement('div');
      shown.innerHTML = String(column(name)?.[1]);
      expect(shown.children).toHaveLength(0);
      expect(shown.textContent).toBe(hostile);
    }
  });

  it('has tags as they are, commas and all', () => {
    expect(column('tags')?.[1]).toEqual([hostile, 'b']);
  });
});
