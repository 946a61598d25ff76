import fc from 'fast-check';

import { hostileTexts } from '../../test/hostileTexts';
import { exploreUrl } from './exploreUrl';
import { defaultQuery } from './query';

const queryOf = (name: string) => ({ ...defaultQuery, kind: 'audit' as const, model: { ...defaultQuery.model, name } });

describe('the address of Explore', () => {
  it('holds the data source, the query and the window', () => {
    fc.assert(
      fc.property(hostileTexts, (name) => {
        fc.pre(!name.includes('__'));
        const url = new URL(exploreUrl('audit', queryOf(name), 5, 10) ?? '', 'http://grafana.example');
        expect(url.pathname).toBe('/explore');
        expect(url.searchParams.get('schemaVersion')).toBe('1');
        expect(JSON.parse(url.searchParams.get('panes') ?? '')).toEqual({
          records: {
            datasource: 'audit',
            queries: [
              { refId: 'A', datasource: { type: 'modelwatch-monitoring-datasource', uid: 'audit' }, ...queryOf(name) },
            ],
            range: { from: '5', to: '10' },
          },
        });
      })
    );
  });

  it.each(['$__from', '${__interval}', '[[__to]]'])('is not given where Explore would read a variable: %s', (name) => {
    expect(exploreUrl('audit', queryOf(`a ${name}`), 5, 10)).toBeUndefined();
  });
});
