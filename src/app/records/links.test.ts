import { createDataFrame, createTheme, FieldType } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';

import { recordPageUrl } from '../../query/recordsPage';
import { linksOf, withLinks } from './links';
import { asked } from './testAnswers';

setTemplateSrv({ replace: (text = '') => text } as TemplateSrv);

it('are those that the data source gave to a field, without those to this very page', () => {
  const own = recordPageUrl({ ...asked(), id: 'p-1', time: 5 });
  const frame = createDataFrame({
    fields: [
      {
        name: 'id',
        type: FieldType.string,
        values: ['p-1'],
        config: {
          links: [
            { title: 'Record', url: own },
            { title: 'Kibana', url: 'https://kibana.example/p-1', targetBlank: true },
          ],
        },
      },
      { name: 'trace id', type: FieldType.string, values: ['t-1'] },
    ],
  });
  const ready = withLinks(frame, createTheme(), 'utc');
  expect(linksOf(ready, 'id', 0)).toEqual([
    expect.objectContaining({ title: 'Kibana', href: 'https://kibana.example/p-1', target: '_blank' }),
  ]);
  expect(linksOf(ready, 'trace id', 0)).toEqual([]);
  expect(linksOf(ready, 'no such field', 0)).toEqual([]);
});
