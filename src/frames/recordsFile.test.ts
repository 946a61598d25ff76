import fc from 'fast-check';

import { isRefusal } from '../engines/engine';
import { parseRecords } from '../engines/sample/parse/parseRecords';
import { type AuditRecord } from '../engines/sample/records';
import { type AuditRow } from './auditFrame';
import { recordJson, writeRecordsCsv, writeRecordsJson } from './recordsFile';

const row = (more: Partial<AuditRow> = {}): AuditRow => ({
  model: 'loans',
  version: '2',
  features: {},
  cursor: '1~1',
  ...more,
});

function readBack(text: string): AuditRecord[] {
  const read = parseRecords(text);
  if (isRefusal(read)) {
    throw new Error(read.sentence);
  }
  return read.records;
}

/** As the sample engine has the record that a row shows. */
function recordOf({
  predictedValue,
  errorType,
  errorMessage,
  correct,
  traceId,
  cursor,
  ...same
}: AuditRow): Partial<AuditRecord> {
  const all = {
    ...same,
    value: predictedValue,
    error: errorType === undefined ? undefined : { type: errorType, message: errorMessage ?? '' },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const hostile = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', "'", '\\', 'a\nb', '\r\n', '$x', '</script>', '=1+1', '@a', ',', ';', '\u2028', '\uFEFFa')
  )
  // An empty text is no value to the reader, and classes that are all numbers are read as numbers.
  .map((text) => `${text}x`);
const orNothing = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const times = fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) });
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);

const rows: fc.Arbitrary<AuditRow> = fc.record({
  time: orNothing(times),
  id: orNothing(hostile),
  model: hostile,
  version: hostile,
  predicted: hostile,
  predictedValue: orNothing(numbers),
  score: orNothing(fc.double({ min: 0, max: 1, noNaN: true }).map((score) => score + 0)),
  actual: orNothing(hostile),
  actualValue: orNothing(numbers),
  correct: orNothing(fc.boolean()),
  observed: orNothing(times),
  // Nanoseconds, as records have them.
  duration: orNothing(fc.nat().map((ns) => ns * 1e-9)),
  errorType: orNothing(hostile),
  errorMessage: fc.constant(undefined),
  traceId: orNothing(hostile),
  features: fc.dictionary(hostile, fc.oneof(hostile, numbers, fc.constant(null)), { noNullPrototype: true }),
  cursor: fc.constant(''),
});

it('of JSON is read back by our own source of records as it was written', () => {
  fc.assert(
    fc.property(rows, (row) => {
      const [read] = readBack(writeRecordsJson([row]));
      expect(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))).toEqual(
        recordOf(row)
      );
    })
  );
});

it('of JSON keeps each record to itself', () => {
  const written = [
    row({ id: 'a', predicted: 'yes', features: { income: 4, city: 'Köln' } }),
    row({
      id: 'b',
      predicted: 'no',
      errorType: 'Timeout',
      errorMessage: 'no answer',
      features: { income: null, city: null },
    }),
  ];
  expect(readBack(writeRecordsJson(written))).toEqual(written.map((one) => expect.objectContaining(recordOf(one))));
});

it('leaves out what is not known', () => {
  expect(recordJson(row())).toEqual({ model: { name: 'loans', version: '2' } });
});

it('has the names and units of the telemetry contract', () => {
  const time = Date.UTC(2026, 10, 20, 9, 30);
  const full = row({
    time,
    id: 'p-1',
    predicted: 'a',
    actual: 'b',
    correct: false,
    observed: time + 1,
    duration: 0.25,
  });
  expect(recordJson({ ...full, traceId: 't', features: { 'a.b': 1 } })).toEqual({
    '@timestamp': '2026-11-20T09:30:00.000Z',
    model: { name: 'loans', version: '2' },
    prediction: { id: 'p-1', label: 'a' },
    outcome: { label: 'b', correct: false, observed: '2026-11-20T09:30:00.001Z' },
    event: { duration: 250_000_000 },
    trace: { id: 't' },
    features: { 'a.b': 1 },
  });
});

it('of CSV is read back too, features of any record among them', () => {
  const written = [
    row({
      time: 1_795_284_000_000,
      id: 'a',
      predicted: 'yes "and", no\nnewline',
      score: 0.5,
      features: { income: -4 },
    }),
    row({ time: 1_795_284_000_001, id: 'b', predicted: '</script>', actual: 'x', features: { city: 'Köln' } }),
  ];
  const read = readBack(writeRecordsCsv(written));
  expect(read).toEqual([
    expect.objectContaining({ ...recordOf(written[0]), features: { income: -4, city: null } }),
    expect.objectContaining({ ...recordOf(written[1]), features: { income: null, city: 'Köln' } }),
  ]);
});

it('of CSV holds no formula', () => {
  const formulas = ['=HYPERLINK("http://evil")', '+1', '-1+1|cmd', '@SUM(A1)', '\t=1', '\r=1'];
  for (const text of formulas) {
    const csv = writeRecordsCsv([row({ id: text, predicted: text, errorMessage: text, features: { [text]: text } })]);
    expect(csv.replace('\uFEFF', '')).not.toMatch(/(^|,|\n)"?[=+@-]/);
    expect(csv).toContain("'");
  }
  // Numbers are none.
  expect(writeRecordsCsv([row({ predictedValue: -1.5 })])).toContain(',-1.5,');
});
