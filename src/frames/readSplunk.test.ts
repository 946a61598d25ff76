import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Confusion } from '../statistics/confusion';
import { readConfusion } from './readConfusion';

/**
 * Tables as a search in Splunk answers: every value is text, as its REST interface gives them
 * (`search/jobs/<sid>/results?output_mode=json`), columns in the order of the search. Splunk's Grafana data source is
 * commercial: no answer of it could be recorded.
 */
const table = (columns: Record<string, Array<string | null>>, time: Record<string, number[]> = {}): DataFrame =>
  createDataFrame({
    refId: 'A',
    fields: [
      ...Object.entries(time).map(([name, values]) => ({ name, values, type: FieldType.time })),
      ...Object.entries(columns).map(([name, values]) => ({ name, values, type: FieldType.string })),
    ],
  });

function read(frame: DataFrame) {
  const answer = readConfusion([frame]);
  if ('sentence' in answer) {
    throw new Error(answer.sentence);
  }
  return { counts: counts(answer.confusion), notices: answer.notices };
}

const counts = ({ classes, actual, predicted, count }: Confusion) =>
  Object.fromEntries(Array.from(count, (n, i) => [`${classes[actual[i]]} > ${classes[predicted[i]]}`, n]));

const hostile = ['say "hi"', 'back\\slash', 'two\nlines', '$model ${x}', '</script>', '日本語 ünï', "it's", 'a, b'];

describe('answers of Splunk', () => {
  it('are read from: stats count by actual predicted', () => {
    const frame = table({
      actual: ['approve', 'approve', 'reject', 'reject'],
      predicted: ['approve', 'reject', 'approve', 'reject'],
      count: ['4316', '1635', '470', '1180'],
    });
    expect(read(frame)).toEqual({
      counts: {
        'approve > approve': 4316,
        'approve > reject': 1635,
        'reject > approve': 470,
        'reject > reject': 1180,
      },
      notices: [],
    });
  });

  it('are read by the names of the record, which have dots', () => {
    const frame = table({ 'outcome.label': ['a', 'b'], 'prediction.label': ['a', 'a'], count: ['3', '4'] });
    expect(read(frame).counts).toEqual({ 'a > a': 3, 'b > a': 4 });
  });

  it('are read from: chart count over actual by predicted', () => {
    const frame = table({ actual: ['approve', 'reject'], approve: ['4316', '470'], reject: ['1635', '1180'] });
    expect(read(frame)).toEqual({
      counts: {
        'approve > approve': 4316,
        'approve > reject': 1635,
        'reject > approve': 470,
        'reject > reject': 1180,
      },
      notices: [],
    });
  });

  it('are read from a chart whose classes are numbers', () => {
    const frame = table({ actual: ['0', '1'], '0': ['5', '2'], '1': ['1', '7'] });
    expect(read(frame).counts).toEqual({ '0 > 0': 5, '0 > 1': 1, '1 > 0': 2, '1 > 1': 7 });
  });

  it('are read from rows of outcomes, and from counts by day, which add up', () => {
    expect(read(table({ actual: ['a', 'a', 'b'], predicted: ['a', 'a', 'a'] })).counts).toEqual({
      'a > a': 2,
      'b > a': 1,
    });
    const daily = table({ actual: ['a', 'a'], predicted: ['a', 'a'], count: ['3', '4'] }, { _time: [0, 86_400_000] });
    expect(read(daily)).toEqual({
      counts: { 'a > a': 7 },
      notices: ['Counts at 2 times were added together. If each is a total already, query the last one only.'],
    });
  });

  it('leave out what is no count, and say so', () => {
    const long = table({
      actual: ['a', 'a', 'a', null],
      predicted: ['a', 'b', 'a', 'a'],
      count: ['3', '', 'n/a', '9'],
    });
    expect(read(long)).toEqual({
      counts: { 'a > a': 3 },
      notices: ['1 row has no actual class and was left out.', '2 rows have no finite count and were left out.'],
    });
    expect(read(table({ actual: ['a', 'b'], a: ['3', ''], b: ['1', '2'] }))).toEqual({
      counts: { 'a > a': 3, 'a > b': 1, 'b > b': 2 },
      notices: ['1 cell has no finite count and was left out.'],
    });
  });

  it('are no matrix where text beside the classes is text', () => {
    const records = table({ host: ['web-1', 'web-2'], 'web-1': ['up', 'down'], status: ['200', '503'] });
    expect(readConfusion([records])).toHaveProperty('sentence', expect.stringMatching(/^No fields hold the actual/));
  });

  it('are the same as numbers and as text, in both forms, whatever the classes are called', () => {
    const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ minLength: 1 }));
    const classes = fc.uniqueArray(name, { minLength: 2, maxLength: 4, selector: (label) => label.trim() });
    const matrix = classes
      .filter((labels) => labels.every((label) => label.trim() !== '' && !/^(actual|count)$/i.test(label.trim())))
      .chain((labels) =>
        fc.record({
          labels: fc.constant(labels),
          rows: fc.array(fc.array(fc.nat(1e9), { minLength: labels.length, maxLength: labels.length }), {
            minLength: labels.length,
            maxLength: labels.length,
          }),
        })
      );
    fc.assert(
      fc.property(matrix, ({ labels, rows }) => {
        const pairs = labels.flatMap((actual, i) =>
          labels.map((predicted, j) => ({ actual, predicted, n: rows[i][j] }))
        );
        const long = {
          actual: pairs.map(({ actual }) => actual),
          predicted: pairs.map(({ predicted }) => predicted),
        };
        const asNumbers = createDataFrame({
          fields: [...table(long).fields, { name: 'count', values: pairs.map(({ n }) => n) }],
        });
        const asText = table({ ...long, count: pairs.map(({ n }) => String(n)) });
        expect(readConfusion([asText])).toEqual(readConfusion([{ ...asNumbers, refId: 'A' }]));
      })
    );
  });
});

describe('the example dashboard over Splunk', () => {
  const file = join(__dirname, '..', '..', 'provisioning', 'splunk', 'model-quality-splunk.json');
  const dashboard = JSON.parse(readFileSync(file, 'utf8')) as {
    templating: { list: Array<{ name: string; type: string; query: string }> };
    panels: Array<{ type: string; datasource: object; targets: Array<{ query: string }> }>;
  };
  const searches = dashboard.panels.flatMap(({ targets }) => targets.map(({ query }) => query));

  it('asks a Splunk data source that is chosen on the dashboard', () => {
    expect(dashboard.templating.list[0]).toMatchObject({
      name: 'datasource',
      type: 'datasource',
      query: 'grafana-splunk-datasource',
    });
    for (const { datasource } of dashboard.panels) {
      expect(datasource).toEqual({ type: 'grafana-splunk-datasource', uid: '${datasource}' });
    }
  });

  it('has the matrix drawn by a search whose columns the reader knows by themselves', () => {
    const panel = dashboard.panels.find(({ type }) => type === 'modelwatch-confusionmatrix-panel');
    const [, by] = /\| stats count by ([\w ]+)$/.exec(panel?.targets[0].query ?? '') ?? [];
    const columns = by.split(' ').map((name) => [name, ['a', 'b']]);
    const frame = table({ ...Object.fromEntries(columns), count: ['3', '4'] } as Record<string, string[]>);
    expect(read(frame)).toEqual({ counts: { 'a > a': 3, 'b > b': 4 }, notices: [] });
  });

  it('quotes what is chosen in variables as JSON does, and nowhere else takes it', () => {
    expect(searches.length).toBeGreaterThan(0);
    for (const search of searches) {
      const variables = search.match(/\$\{?\w+(:\w+)?\}?/g) ?? [];
      expect(variables.filter((variable) => !/^\$\{\w+:json\}$|^\$\{__\w+\}$/.test(variable))).toEqual([]);
    }
  });
});
