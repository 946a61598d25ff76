import fc from 'fast-check';

import { isRefusal } from '../../engine';
import { MAX_TEXT_LENGTH, type ParsedRecords, parseRecords, tooLong } from './parseRecords';

function parsed(text: string, options = {}): ParsedRecords {
  const read = parseRecords(text, options);
  if (isRefusal(read)) {
    throw new Error(read.sentence);
  }
  return read;
}

function refusal(text: string): string {
  const read = parseRecords(text);
  return isRefusal(read) ? read.sentence : '';
}

const RECORD = {
  '@timestamp': '2026-11-20T00:00:12.345Z',
  event: { outcome: 'success', duration: 41_200_000 },
  model: { name: 'credit-risk', version: 'v1' },
  prediction: { id: 'p-1', label: 'approve', score: 0.18, value: null },
  outcome: { label: 'approve', value: null, observed: '2026-11-20T04:00:00Z' },
  features: { income: 41.2, employment: 'salaried', note: null },
};
const OTHER = { ...RECORD, prediction: { ...RECORD.prediction, id: 'p-2' } };
const READ = {
  id: 'p-1',
  time: Date.UTC(2026, 10, 20, 0, 0, 12, 345),
  model: 'credit-risk',
  version: 'v1',
  predicted: 'approve',
  actual: 'approve',
  score: 0.18,
  observed: Date.UTC(2026, 10, 20, 4),
  duration: expect.closeTo(0.0412, 10),
  features: { income: 41.2, employment: 'salaried', note: null },
};

describe('records of the telemetry contract', () => {
  it.each([
    ['a JSON list', JSON.stringify([RECORD])],
    ['one JSON object', JSON.stringify(RECORD, null, 2)],
    ['NDJSON', `${JSON.stringify(RECORD)}\n${JSON.stringify(OTHER)}\n`],
    ['an Elasticsearch answer', JSON.stringify({ hits: { total: 1, hits: [{ _id: 'x', _source: RECORD }] } })],
    [
      'lines of Elasticsearch documents',
      `${JSON.stringify({ _source: RECORD })}\n${JSON.stringify({ _source: OTHER })}`,
    ],
    ['a bulk request', `{"index":{"_id":"x"}}\n${JSON.stringify(RECORD)}\n{"index":{}}\n${JSON.stringify(OTHER)}\n`],
    ['lists of one value', JSON.stringify([{ ...RECORD, outcome: { ...RECORD.outcome, label: ['approve'] } }])],
  ])('are read from %s', (_, text) => {
    expect(parsed(text)).toMatchObject({
      records: expect.arrayContaining([expect.objectContaining(READ)]),
      findings: [],
    });
  });

  it('are read from CSV with the same names', () => {
    const text = [
      '@timestamp,model.name,model.version,prediction.id,prediction.label,prediction.score,outcome.label,outcome.observed,event.duration,features.income,features.employment,features.note',
      '2026-11-20T00:00:12.345Z,credit-risk,v1,p-1,approve,0.18,approve,2026-11-20T04:00:00Z,41200000,41.2,salaried,',
    ].join('\n');
    expect(parsed(text).records).toEqual([expect.objectContaining(READ)]);
  });
});

describe('a plain evaluation set', () => {
  it('has usual names for the classes; other columns are features', () => {
    const { records } = parsed('y_true,y_pred,probability,age\nyes,no,0.4,30\nno,no,0.1,41\n', { model: 'churn' });
    expect(records[0]).toMatchObject({
      model: 'churn',
      actual: 'yes',
      predicted: 'no',
      score: 0.4,
      features: { age: 30 },
    });
    expect(records).toHaveLength(2);
  });

  it('of a regression is known by its fractions', () => {
    const { records, findings } = parsed('y_true,y_pred\n1.5,2\n3,2.5\n');
    expect(records[0]).toMatchObject({ actualValue: 1.5, value: 2, actual: undefined });
    expect(findings).toEqual([
      'The columns "y_true" and "y_pred" hold numbers with fractions, so they were read as values of a regression.',
    ]);
  });

  it('may separate columns by semicolons and write numbers with a comma', () => {
    const { records, findings } = parsed('actual;predicted;score\na;b;0,25\n');
    expect(records[0]).toMatchObject({ actual: 'a', predicted: 'b', score: 0.25 });
    expect(findings).toEqual(['Columns are separated by semicolons.']);
  });

  it.each([
    ['a tab', 'actual\tpredicted\tnote\na\tb\t1,2;3\n'],
    ['bars', 'actual|predicted|note\na|b|"1,2;3"\n'],
    ['commas, with semicolons in fields', 'actual,predicted,note\na,b,"1,2;3"\n'],
    ['commas and blanks', 'actual, predicted, note\na, b, 1;3\n'],
  ])('may separate columns by %s', (_, text) => {
    expect(parsed(text).records).toEqual([expect.objectContaining({ actual: 'a', predicted: 'b' })]);
  });

  it('may write its numbers and booleans in two ways', () => {
    const classes = (text: string) => parsed(text).records.map(({ actual, predicted }) => [actual, predicted]);
    expect(classes('y_true,y_pred\n1,1.0\n0,0.0\n')).toEqual([
      ['1', '1'],
      ['0', '0'],
    ]);
    expect(classes('y_true,y_pred\nTrue,true\nFALSE,True\n')).toEqual([
      ['true', 'true'],
      ['false', 'true'],
    ]);
    expect(classes('[{"actual":1,"predicted":true}]')).toEqual([['1', 'true']]);
    // Codes are not numbers to be rounded.
    expect(classes('y_true,y_pred\n007,7\n12345678901234567891,12345678901234567892\n')).toEqual([
      ['007', '7'],
      ['12345678901234567891', '12345678901234567892'],
    ]);
  });

  it.each([
    ['latency_ms', 0.25],
    ['response_time_seconds', 250],
    ['event.duration', 250e-9],
  ])('tells the unit of %s by its name', (name, seconds) => {
    expect(parsed(`actual,predicted,${name}\na,a,250\n`).records[0].duration).toBeCloseTo(seconds, 15);
  });

  it('may begin with a byte-order mark, end lines as Windows does, and have quotes and line breaks in fields', () => {
    const { records } = parsed('\uFEFFactual,predicted\r\n"say ""hi""","two\nlines"\r\n');
    expect(records).toEqual([expect.objectContaining({ actual: 'say "hi"', predicted: 'two\nlines' })]);
  });
});

describe('what is wrong is said by row and column, and loses no more than it must', () => {
  it.each([
    ['actual,predicted,score\na,a,high\n', 'Row 2, column "score": "high" is no number; the score was left out.'],
    ['actual,predicted\na,a\nb\n', 'Row 3 has 1 column and the header 2; the row was left out.'],
    [
      'actual,predicted\na,a\nb,"b\nc,c\n',
      'Row 3 opens a quote that is not closed at the end of its field; the line was left out.',
    ],
    [
      'actual,predicted,score\na,a,1.2\n',
      'Row 2, column "score": 1.2 lies outside of 0 to 1; it was kept, but is no probability.',
    ],
    [
      'actual,predicted,timestamp\na,a,yesterday\n',
      'Row 2, column "timestamp": "yesterday" is no time; it was left out. Write ISO 8601 or the epoch.',
    ],
    ['actual,predicted,actual\na,a,b\n', 'The column "actual" is there twice; the first one was read.'],
    ['actual,predicted\n\na,a\n\nb,b,b\n', 'Row 5 has 3 columns and the header 2; the row was left out.'],
    ['actual,predicted,x\na,a,1\n,,2\n', 'Row 3 holds nothing that is known; it was left out.'],
    [
      'id,actual,predicted\n1,a,a\n1,b,b\n',
      '1 record has an id (id) that an earlier one has: each counts by itself. Write a prediction and its outcome into one record.',
    ],
    ['model,actual,predicted\n,a,a\nm,b,b\n', '1 record has no model, and went to the model "uploaded".'],
    [
      'actual,predicted,latency\na,a,12\n',
      'The column "latency" does not tell its unit, so it was read as a feature. Call it latency_seconds or latency_ms.',
    ],
    [
      'actual,predicted,count\na,a,12\n',
      'The column "count" was read as a feature: each row counts once. Write a row for each prediction.',
    ],
    [
      'actual,y_score\na,0.5\n',
      'No column was found that holds the predicted class. It is looked for as prediction.label, predicted, y_pred and the like.',
    ],
    ['actual,predicted\na,caf\uFFFD\n', 'Some characters could not be read (\uFFFD). Save the file as UTF-8.'],
    [
      '[{"actual":"a","predicted":["a","b"]}]',
      'Record 1, column "predicted": "[\\"a\\",\\"b\\"]" is no class; it was left out.',
    ],
    ['{"actual":"a","predicted":"a"}\nnonsense\n{"actual":"b","predicted":"a"}', 'Line 2 is no JSON; it was left out.'],
    ['[{"actual":"a","predicted":"a"}, 3]', 'Record 2 is no object; it was left out.'],
  ])('%j', (text, sentence) => {
    const { records, findings } = parsed(text);
    expect(findings).toContain(sentence);
    expect(records[0].actual).toBe('a');
  });

  it('and what follows a quote that is not closed is read', () => {
    const { records } = parsed('actual,predicted\na,a\nb,"b\nc,c\n"d",d\n');
    expect(records.map(({ actual }) => actual)).toEqual(['a', 'c', 'd']);
  });

  it('at most ten times, then as a number', () => {
    const { records, findings } = parsed(`actual,predicted,score\n${'a,a,?\n'.repeat(50)}`);
    expect(records).toHaveLength(50);
    expect(findings).toHaveLength(11);
    expect(findings[10]).toBe('And 40 more findings like these.');
  });
});

describe('a text that is no set of records gets a sentence', () => {
  it.each([
    ['', 'There is no text.'],
    ['actual,predicted\n', 'There is a header ("actual", "predicted") and no row below it.'],
    ['colour,shape\nred,round\n', 'No column is known.'],
    ['colour,shape\nred,round\n', 'The columns are "colour", "shape".'],
    ['actual~predicted\na~b\n', 'columns must be separated by commas'],
    ['[1, 2', 'This is no JSON'],
    ['[]', 'The JSON holds no record.'],
    ['{"a":1}\n{"b":\n', 'No column is known.'],
    ['[null, 3, "x"]', 'No column is known.'],
    ['just some words', 'There is a header'],
  ])('%j', (text, sentence) => {
    expect(refusal(text)).toContain(sentence);
  });

  it('which is too large, before it is read', () => {
    expect(refusal('x'.repeat(MAX_TEXT_LENGTH + 1))).toContain('at most 20 MB are read');
    expect(tooLong(100_000_000)?.sentence).toContain('The text has 100 MB');
    expect(tooLong(1000)).toBeUndefined();
  });
});

describe('times', () => {
  it.each([
    ['2026-11-20T10:00:00Z', Date.UTC(2026, 10, 20, 10)],
    ['2026-11-20T12:00:00+02:00', Date.UTC(2026, 10, 20, 10)],
    ['2026-11-20 10:00:00', Date.UTC(2026, 10, 20, 10)],
    ['2026-11-20', Date.UTC(2026, 10, 20)],
    ['20261120T100000Z', Date.UTC(2026, 10, 20, 10)],
    ['20261120100000', Date.UTC(2026, 10, 20, 10)],
    ['2026-11-20T10:00:00.123456789Z', Date.UTC(2026, 10, 20, 10, 0, 0, 123)],
    ['1795168800.5', 1_795_168_800_500],
    ['1795168800000000', 1_795_168_800_000],
    ['1795168800000000000', 1_795_168_800_000],
    ['12', undefined],
    ['20/11/2026', undefined],
    ['2026-02-30', undefined],
    ['2026-11-20T25:00:00Z', undefined],
    ['1795168800', 1_795_168_800_000],
    ['1795168800000', 1_795_168_800_000],
  ])('%s', (text, time) => {
    const { records, findings } = parsed(`timestamp,actual,predicted\n${text},a,a\n`);
    expect(records[0].time).toBe(time);
    expect(findings.some((sentence) => sentence.includes('is no time'))).toBe(time === undefined);
  });

  it('without a zone are UTC, and that is said', () => {
    expect(parsed('timestamp,actual,predicted\n2026-11-20 10:00:00,a,a\n').findings).toEqual([
      'Times without a zone were read as UTC.',
    ]);
  });
});

it('names that are dangerous elsewhere are names like any other', () => {
  const hostile = '{"actual":"</script>","predicted":"$__range","features":{"__proto__":"x","constructor":1}}';
  const { records } = parsed(`[${hostile}]`);
  expect(records[0]).toMatchObject({ actual: '</script>', predicted: '$__range' });
  expect(Object.keys(records[0].features)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

it('whatever the text is, there are records or a sentence', () => {
  const line = fc.array(fc.oneof(fc.string(), fc.constantFrom('a', '0.5', '"', ',', ';')), { maxLength: 5 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line).map((lines) => ['actual,predicted,score', ...lines.map(String)].join('\n')),
        fc.json()
      ),
      (text) => {
        const read = parseRecords(text);
        expect(isRefusal(read) ? read.sentence.length : read.records.length).toBeGreaterThan(0);
      }
    )
  );
});
