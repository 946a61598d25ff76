import fc from 'fast-check';

import { type Chosen, fillIn } from '../../../../test/fillIn';
import { completeMapping, defaultMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { isRefusal } from '../../engine';
import { convertQuery, type ConvertOptions, type CoreQuery } from './convertQuery';

const datasource = { type: 'prometheus', uid: '${prom}' };

function convert(stored: object, options: Partial<ConvertOptions> = {}, mapping = defaultMapping) {
  const query = migrateQuery({ kind: 'confusion', window: '1h', ...stored });
  return convertQuery(query, mapping, { refId: 'A', datasource, ...options });
}

function queriesOf(...args: Parameters<typeof convert>): CoreQuery[] {
  const converted = convert(...args);
  if (isRefusal(converted)) {
    throw new Error(converted.sentence);
  }
  return converted.queries;
}

const named = (name: string, more: object = {}) => ({ model: { name, ...more } });

describe('a converted query', () => {
  it('is a plain one of the Prometheus data source', () => {
    const [query] = queriesOf({ ...named('$model'), kind: 'operations', operations: { measure: 'memory' } });
    expect(query).toEqual({
      refId: 'A',
      datasource,
      expr: 'max by (job, instance) ((max_over_time(process_resident_memory_bytes[1h]) and on (job, instance) group by (job, instance) (last_over_time(model_predictions_total{model=~`${model:regex}`}[1h]))))',
      instant: true,
      range: false,
      format: 'time_series',
      legendFormat: 'memory {{instance}}',
      editorMode: 'code',
      exemplar: false,
    });
  });

  it.each([
    ['a number over the whole range', { window: '' }, '[$__range]', undefined],
    ['a series over a step of two minutes or more', { window: '', result: 'series' }, '[$__interval]', '2m'],
    ['either over a window that is set', { window: '90m', result: 'series' }, '[90m]', '2m'],
  ])('looks back as the model query does: %s', (_, changes, range, interval) => {
    const [query] = queriesOf({ ...named('m'), kind: 'operations', operations: { measure: 'inFlight' }, ...changes });
    expect(query.expr).toContain(range);
    expect(query).toMatchObject({ instant: !interval, range: Boolean(interval), ...(interval && { interval }) });
  });

  it('has no mark of how it was counted in its answer', () => {
    const [{ expr }] = queriesOf(named('m'));
    expect(expr).toMatch(/^\(sum by \(actual, predicted\) \(/);
    expect(expr).toContain('offset 1h');
  });

  it('gives classes and versions their usual labels, whatever they are called in the telemetry', () => {
    const mapping = completeMapping({ labels: { actual: 'truth', predicted: 'guess', version: 'rev' } });
    const [{ expr }] = queriesOf({ ...named('m'), byVersion: true }, {}, mapping);
    for (const [from, to] of [
      ['truth', 'actual'],
      ['guess', 'predicted'],
      ['rev', 'version'],
    ]) {
      expect(expr).toContain(`"${to}", "\\x241", "${from}"`);
    }
  });

  it('is called as the model query is', () => {
    const legends = (stored: object) => queriesOf({ ...named('m'), ...stored }).map(({ legendFormat }) => legendFormat);
    const quality = (measure: string, more: object) => ({ kind: 'quality', quality: { measure, ...more } });
    expect(legends(quality('accuracy', {}))).toEqual(['accuracy']);
    expect(legends({ ...quality('accuracy', {}), byVersion: true })).toEqual(['accuracy ({{version}})']);
    expect(legends(quality('recall', { average: 'each' }))).toEqual(['recall of {{class}}']);
    expect(legends(quality('recall', { average: 'class', class: '$class' }))).toEqual(['recall of $class']);
    expect(legends({ kind: 'operations', operations: { measure: 'responseTime', quantiles: [0.5, 0.95] } })).toEqual([
      'response time p50',
      'response time p95',
    ]);
  });

  it('says what it cannot carry', () => {
    const quality = { measure: 'accuracy', interval: true, support: true };
    expect(convert({ ...named('credit'), kind: 'quality', quality })).toMatchObject({
      notes: ['The confidence interval and the support of accuracy of credit cannot be converted.'],
    });
  });

  describe('is refused, with a sentence,', () => {
    const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
    it.each([
      [{ kind: 'curve', model: { name: 'm', positiveClass: 'p' } }, /^A curve cannot be converted/],
      [{ ...quality('rocAuc'), model: { name: 'm', positiveClass: 'p' } }, /^ROC AUC cannot be converted/],
      [
        { ...quality('accuracy', { source: 'estimated' }), model: { name: 'm', positiveClass: 'p' } },
        /^estimated accuracy cannot be converted/,
      ],
      [quality('mcc'), /^MCC as one query would count/],
      [quality('specificity', { average: 'weighted' }), /^Weighted specificity is not converted/],
      [quality('r2'), /^R² is not converted/],
      [{ threshold: '0.5', model: { name: 'm', positiveClass: 'p' } }, /^A score threshold cannot be converted/],
      [{ window: '$window' }, /^The window '\$window' cannot be converted/],
      [{ model: {} }, /^No model is chosen/],
      [{ timeBasis: 'prediction' }, /on the outcome clock only/],
      [{ model: { name: '${model:csv}' } }, /^The variable \$\{model:csv\} has a format of its own/],
      [{ model: { name: 'm', matchers: [{ label: '$label', operator: '=', value: 'x' }] } }, /is no label name/],
    ])('where it cannot be: %j', (stored, sentence) => {
      expect(convert({ ...named('m'), ...stored })).toEqual({ sentence: expect.stringMatching(sentence) });
    });

    it('of what is read from counters of feedback', () => {
      const mapping = completeMapping({
        feedback: { truePositive: 'tp', falsePositive: 'fp', falseNegative: 'fn', classLabel: 'c' },
      });
      const facts = { seriesOfModel: { tp: 1 }, modelsByMetric: {} };
      expect(convert({ ...named('m'), ...quality('recall', { average: 'each' }) }, { facts }, mapping)).toMatchObject({
        sentence: expect.stringContaining('tp and its likes'),
      });
    });

    it('of a model or a class that may be several at once', () => {
      const variables = [{ name: 'model', several: true }];
      expect(convert(named('$model'), { variables })).toMatchObject({
        sentence: expect.stringMatching(/^The model is \$model, which can hold several values at once/),
      });
      // Versions may be several: they are added up in the model query too.
      expect(queriesOf(named('m', { versions: ['$model'] }), { variables })).toHaveLength(1);
    });
  });
});

describe('variables in a converted query', () => {
  const matchersOf = (stored: object, options: Partial<ConvertOptions> = {}) => {
    const [{ expr }] = queriesOf(stored, options);
    return expr.slice(expr.indexOf('{') + 1, expr.indexOf('[1h]') - 1);
  };

  it.each([
    ['a variable', named('$model'), 'model=~`${model:regex}`'],
    ['one in braces', named('${model}'), 'model=~`${model:regex}`'],
    ['one in brackets', named('[[model]]'), 'model=~`${model:regex}`'],
    ['one inside of a text', named('eu.$model'), 'model=~`eu\\.${model:regex}`'],
    ['several versions', named('m', { versions: ['$version'] }), 'model="m", version=~`${version:regex}`'],
    [
      'and a further one',
      named('m', { versions: ['$version', 'v1.0'] }),
      'model="m", version=~`${version:regex}|v1\\.0`',
    ],
    [
      'a pattern with a format of its own',
      named('m', { matchers: [{ label: 'region', operator: '!~', value: '${region:pipe}|x.*$' }] }),
      'model="m", region!~`${region:pipe}|x.*$`',
    ],
    [
      'a matcher that excludes',
      named('m', { matchers: [{ label: 'region', operator: '!=', value: '$region' }] }),
      'model="m", region!~`${region:regex}`',
    ],
    ['a field of one', named('${model.text}'), 'model=~`${model.text:regex}`'],
  ])('are kept: %s', (_, stored, matchers) => expect(matchersOf(stored)).toBe(matchers));

  it('are those of the dashboard only, where it is known', () => {
    const variables = [{ name: 'model', several: false }];
    expect(matchersOf(named('$model costs $5 of $budget'), { variables })).toBe(
      'model=~`${model:regex} costs \\x245 of \\x24budget`'
    );
    expect(matchersOf(named('$budget'), { variables })).toBe('model="\\x24budget"');
  });

  /** What RE2 and PromQL make of the matcher on `model`: whether it matches a name. */
  function matches(stored: object, chosen: Chosen, name: string): boolean {
    const variables = Object.keys(chosen).map((key) => ({ name: key, several: false }));
    const text = fillIn(matchersOf(stored, { variables }), chosen);
    const [, operator, literal] = /^model(=~?)("(?:[^"\\]|\\.)*"|`[^`]*`)$/s.exec(text) ?? [];
    const value = literal[0] === '`' ? literal.slice(1, -1) : unquote(literal);
    return operator === '=' ? value === name : new RegExp(`^(?:${value})$`, 's').test(name);
  }
  /** The escapes that we write. */
  const unquote = (literal: string) =>
    literal
      .slice(1, -1)
      .replace(/\\(x[0-9a-f]{2}|n|r|.)/g, (_, code: string) =>
        code[0] === 'x' && code.length === 3
          ? String.fromCharCode(parseInt(code.slice(1), 16))
          : (({ n: '\n', r: '\r' } as Record<string, string>)[code] ?? code)
      );

  const HOSTILE = [
    'say "hi"',
    "it's",
    'back\\slash',
    'two\nlines',
    '{a="b"}',
    '$__range',
    '${other}',
    '[[other]]',
    'a|b',
    '(',
    '.*',
    '`',
    '\\`',
    '日本語',
    '$1',
  ];

  it.each(HOSTILE)('leave a literal %j literal, beside them and alone', (literal) => {
    expect(matches(named(literal), { chosen: 'x' }, literal)).toBe(true);
    expect(matches(named(`${literal}-$chosen`), { chosen: 'x' }, `${literal}-x`)).toBe(true);
    expect(matches(named(literal), { chosen: 'x' }, 'other')).toBe(false);
  });

  it.each(HOSTILE.filter((value) => !value.includes('`')))('take the value %j literally', (value) => {
    expect(matches(named('$chosen'), { chosen: value }, value)).toBe(true);
    expect(matches(named('$chosen'), { chosen: ['a', value] }, value)).toBe(true);
    expect(matches(named('$chosen'), { chosen: value }, `${value}x`)).toBe(false);
  });

  it('take any text literally', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab$_{}[]()\\"\'|.*+?^-/\n:'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (literal, value) => {
        // What is written right before a variable must not run into it.
        const model = `${literal}\${chosen}`;
        expect(matches(named(model), { chosen: value }, literal + value)).toBe(true);
        expect(matches(named(model), { chosen: value }, `${literal}x${value}`)).toBe(false);
      }),
      {
        examples: [
          ['$', ''],
          ['\\', 'a'],
          ['[[', '|'],
        ],
      }
    );
  });
});
