import { defaultQuery, type ModelQuery } from '../query/query';
import { expand, interpolateQuery, type Templates } from './interpolate';

/** As Grafana does it: `$name` and `${name}`, each value through the format function. */
function templatesOf(values: Record<string, string | string[]>): Templates {
  return {
    replace: (text = '', _scopedVars, format) =>
      text.replace(/\$\{(\w+)\}|\$(\w+)/g, (match, braced, plain) => {
        const value = values[braced ?? plain];
        return value === undefined ? match : typeof format === 'function' ? format(value) : String(value);
      }),
  };
}

const query = (changes: Partial<ModelQuery['model']>, more: Partial<ModelQuery> = {}): ModelQuery => ({
  ...defaultQuery,
  ...more,
  model: { ...defaultQuery.model, name: 'credit-risk', ...changes },
});

describe('variables in a model query', () => {
  it('fills every text field', () => {
    const { query: filled, sentences } = interpolateQuery(
      query(
        { name: '$model', positiveClass: '$class', matchers: [{ label: '$label', operator: '=', value: '${site}-1' }] },
        { kind: 'quality', window: '$window', quality: { ...defaultQuery.quality, class: '$class' } }
      ),
      templatesOf({ model: 'intent', class: 'reject', label: 'region', site: 'eu', window: '2h' })
    );
    expect(sentences).toEqual([]);
    expect(filled.model).toEqual({
      name: 'intent',
      versions: [],
      positiveClass: 'reject',
      matchers: [{ label: 'region', operator: '=', value: 'eu-1' }],
    });
    expect(filled.window).toBe('2h');
    expect(filled.quality.class).toBe('reject');
  });

  it('fills what records are looked for by, and nothing of it where they are not', () => {
    const audit = {
      ...defaultQuery.audit,
      search: 'x $search',
      id: '$id',
      cell: { actual: '$actual', predicted: '$none' },
      cursor: '$page',
    };
    const values = { search: 'say "hi"', id: '7', actual: ['a', 'b'], none: '', page: '5~1~$x' };
    const { query: filled, sentences } = interpolateQuery(query({}, { kind: 'audit', audit }), templatesOf(values));
    expect(filled.audit).toMatchObject({ search: 'x say "hi"', id: '7', cursor: '5~1~$x', cell: { predicted: '' } });
    expect(sentences).toEqual([expect.stringContaining('The actual class must be one')]);
    expect(interpolateQuery(query({}, { audit }), templatesOf(values)).sentences).toEqual([]);
  });

  it('fills what variables are compared with, and how', () => {
    const drift = {
      ...defaultQuery.drift,
      features: ['$features', 'age'],
      threshold: '$threshold',
      usualEvery: '$every',
      edges: '0, $edges',
    };
    const reference = { ...defaultQuery.reference, kind: 'offset' as const, offset: '$offset', version: '$features' };
    const values = {
      features: ['in"come', 'age', '</script>'],
      threshold: '0.2',
      every: '1d',
      edges: ['1', '2'],
      offset: '14d',
    };
    const { query: filled, sentences } = interpolateQuery(
      query({}, { kind: 'drift', drift, reference }),
      templatesOf(values)
    );
    expect(sentences).toEqual([]);
    expect(filled.drift).toMatchObject({
      features: ['in"come', 'age', '</script>'],
      threshold: '0.2',
      usualEvery: '1d',
      edges: '0, 1, 0, 2',
    });
    // Of another kind of reference nothing is read.
    expect(filled.reference).toMatchObject({ kind: 'offset', offset: '14d', version: '$features' });
    const ofErrors = query({}, { kind: 'distribution', distribution: { of: 'error' }, drift, reference });
    expect(interpolateQuery(ofErrors, templatesOf(values)).query.drift).toEqual(drift);
  });

  it.each([
    ['fixed', { from: '$from', to: '$to' }, { from: '2026-11-01', to: '1700000000000' }],
    ['version', { version: '$v' }, { version: 'v$2' }],
  ] as const)('fills a reference of the kind %s', (kind, fields, expected) => {
    const reference = { ...defaultQuery.reference, kind, ...fields };
    const values = { from: '2026-11-01', to: '1700000000000', v: 'v$2' };
    const { query: filled, sentences } = interpolateQuery(query({}, { kind: 'drift', reference }), templatesOf(values));
    expect(sentences).toEqual([]);
    expect(filled.reference).toMatchObject(expected);
  });

  it("takes 'All' of the features as every feature, and refuses several offsets", () => {
    const drift = { ...defaultQuery.drift, features: ['$features'] };
    const reference = { ...defaultQuery.reference, kind: 'offset' as const, offset: '$offset' };
    const { query: filled, sentences } = interpolateQuery(
      query({}, { kind: 'drift', drift, reference }),
      templatesOf({ features: ['$__all'], offset: ['1d', '7d'] })
    );
    expect(filled.drift.features).toEqual([]);
    expect(sentences).toEqual([expect.stringContaining("The reference's offset must be one")]);
  });

  it('fills how long outcomes calibrate an estimate, and nothing of it elsewhere', () => {
    const calibrationOf = (source: 'estimated' | 'counts') =>
      interpolateQuery(
        query({}, { kind: 'quality', quality: { ...defaultQuery.quality, source, calibration: '$long' } }),
        templatesOf({ long: '14d' })
      ).query.quality.calibration;
    expect([calibrationOf('estimated'), calibrationOf('counts')]).toEqual(['14d', '$long']);
  });

  it('flattens a variable with several values to several versions', () => {
    const { query: filled } = interpolateQuery(
      query({ versions: ['$version', 'v9', 'x-$version'] }),
      templatesOf({ version: ['v1', 'v9'] })
    );
    expect(filled.model.versions).toEqual(['v1', 'v9', 'x-v1', 'x-v9']);
  });

  it.each([['$__all'], ['.*'], [[] as string[]]])("takes 'All' of versions (%j) for all versions", (value) => {
    const { query: filled } = interpolateQuery(query({ versions: ['$version'] }), templatesOf({ version: value }));
    expect(filled.model.versions).toEqual([]);
  });

  it('refuses several models in a sentence', () => {
    const { sentences } = interpolateQuery(
      query({ name: '$model' }),
      templatesOf({ model: ['credit-risk', 'intent', 'c', 'd'] })
    );
    expect(sentences).toEqual([
      "The model must be one, and '$model' holds 4: credit-risk, intent, c, .... Choose one, or repeat the panel by the variable.",
    ]);
  });

  it("refuses 'All' models in a sentence", () => {
    const { sentences } = interpolateQuery(query({ name: '$model' }), templatesOf({ model: '$__all' }));
    expect(sentences).toEqual([
      "The model must be one, and '$model' holds 'All'. Choose one, or repeat the panel by the variable.",
    ]);
  });

  it('makes an alternation of several values in a matcher, escaped', () => {
    const matcher = (operator: '=' | '!=' | '=~' | '!~', value = '$site') =>
      interpolateQuery(
        query({ matchers: [{ label: 'site', operator, value }] }),
        templatesOf({ site: ['a.b', 'c|d'], one: 'a+b' })
      ).query.model.matchers;
    expect(matcher('=')).toEqual([{ label: 'site', operator: '=~', value: 'a\\.b|c\\|d' }]);
    expect(matcher('!=')).toEqual([{ label: 'site', operator: '!~', value: 'a\\.b|c\\|d' }]);
    expect(matcher('=~', 'x-$site.*')).toEqual([{ label: 'site', operator: '=~', value: 'x-(a\\.b|c\\|d).*' }]);
    expect(matcher('=~', '$one')).toEqual([{ label: 'site', operator: '=~', value: 'a\\+b' }]);
    expect(matcher('=', '$one')).toEqual([{ label: 'site', operator: '=', value: 'a+b' }]);
  });

  it("drops a matcher whose variable is at 'All'", () => {
    const filled = interpolateQuery(
      query({ matchers: [{ label: 'site', operator: '=', value: '$site' }] }),
      templatesOf({ site: '$__all' })
    );
    expect(filled.query.model.matchers).toEqual([]);
  });

  it('takes hostile values as they are', () => {
    const hostile = ['a"b\\c\nd', '$model', '{x=~".*"}', '<b>', 'ключ', ' a ', 'x'.repeat(10_000)];
    expect(expand('$v', templatesOf({ v: hostile }))).toEqual(hostile);
    expect(expand('no variable \u0000 here', templatesOf({}))).toEqual(['no variable \u0000 here']);
  });

  it('leaves an unknown variable as it stands', () => {
    expect(interpolateQuery(query({ name: '$nothing' }), templatesOf({})).query.model.name).toBe('$nothing');
  });

  it('does not change its input', () => {
    const input = query({ name: '$model', versions: ['$model'] });
    const before = JSON.stringify(input);
    interpolateQuery(input, templatesOf({ model: 'x' }));
    expect(JSON.stringify(input)).toBe(before);
  });
});
