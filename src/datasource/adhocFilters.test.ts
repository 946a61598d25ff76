import { completeMapping, defaultMapping } from '../query/mapping';
import { isPrometheusLabel } from '../query/check';
import { filterMatchers } from './adhocFilters';

const names = { mapping: defaultMapping, isLabel: isPrometheusLabel };
const filter = (key: string, operator: string, value: string, values?: string[]) => ({ key, operator, value, values });

describe('ad hoc filters', () => {
  it.each(['=', '!=', '=~', '!~'])('become matchers with %s', (operator) => {
    expect(filterMatchers([filter('region', operator, 'eu"')], names)).toEqual({
      matchers: [{ label: 'region', operator, value: 'eu"' }],
      sentences: [],
    });
  });

  it('with several values become an alternation, escaped', () => {
    const { matchers } = filterMatchers(
      [filter('actual', '=|', 'a', ['a.b', 'c|d']), filter('actual', '!=|', 'a', ['e', 'f'])],
      names
    );
    expect(matchers).toEqual([
      { label: 'actual', operator: '=~', value: 'a\\.b|c\\|d' },
      { label: 'actual', operator: '!~', value: 'e|f' },
    ]);
  });

  it('speak the telemetry contract where the mapping renames a label', () => {
    const mapping = completeMapping({ labels: { version: 'model_version', predicted: '' } });
    const { matchers, sentences } = filterMatchers(
      [filter('version', '=', 'v1'), filter('predicted', '=', 'reject'), filter('', '=', 'unfinished')],
      { ...names, mapping }
    );
    expect(matchers).toEqual([{ label: 'model_version', operator: '=', value: 'v1' }]);
    expect(sentences).toEqual([
      "The filter on 'predicted' was left out, since the telemetry has no such label. Remove it, or map the label in the data source settings.",
    ]);
  });

  it('may be on columns of any name where records have them', () => {
    const filters = [filter('marital status', '=', 'single')];
    expect(filterMatchers(filters, { ...names, isLabel: () => true }).matchers).toEqual([
      { label: 'marital status', operator: '=', value: 'single' },
    ]);
    expect(filterMatchers(filters, names).matchers).toEqual([]);
  });

  it('that order values are left out with a sentence', () => {
    expect(filterMatchers([filter('region', '<', '3')], names)).toEqual({
      matchers: [],
      sentences: ['The filter region < 3 was left out, since labels have no order. Use =, !=, =~ or !~.'],
    });
  });
});
