import { baselineFromFrame } from '../../frames/baseline';
import { readDrift, type VariableDrift } from '../../frames/driftFrame';
import { readDistributions } from '../../frames/readDistributions';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { parseRecords } from './parse/parseRecords';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const window = { from: NOW - HOUR, to: NOW, intervalMs: HOUR };

/** What a file answers. @param asked of the query, beside its kind */
function answer(text: string, asked: object = {}, model = 'uploaded') {
  const parsed = parseRecords(text);
  if (isRefusal(parsed)) {
    throw new Error(parsed.sentence);
  }
  const query = migrateQuery({ kind: 'drift', model: { name: model }, ...asked });
  const plan = sampleEngine(recordsSource(parsed.records)).plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  const frames = plan.read([]);
  const distributions = readDistributions(frames[frames.length - 1]);
  return {
    frames,
    findings: parsed.findings,
    notices: (frames[0].meta?.notices ?? []).map(({ text }) => text),
    drift: readDrift(frames[0]) ?? [],
    distributions: 'sentence' in distributions ? [] : distributions,
  };
}

const statusOf = (rows: readonly VariableDrift[]) =>
  Object.fromEntries(rows.map(({ variable, status }) => [variable, status]));

const TEXT = 'say "hi", </script> 日本 $x\nnext line';
const quoted = `"${TEXT.replaceAll('"', '""')}"`;

/** 100 rows before the window and 100 in it; from then on incomes are higher, and one category is new. */
function rows(columns: (i: number, isNow: boolean) => string): string[] {
  return [false, true].flatMap((isNow) => Array.from({ length: 100 }, (_, i) => columns(i, isNow)));
}
const time = (i: number, isNow: boolean) => new Date(NOW - (isNow ? 0.9 : 1.9) * HOUR + i * 1000).toISOString();
const income = (i: number, isNow: boolean) => String((isNow ? 1500 : 1000) + 10 * i);
const channel = (i: number, isNow: boolean) => (i % 4 === 0 ? '' : i % 4 === 1 && isNow ? quoted : 'web');

describe('a CSV file', () => {
  it('with times and a model gives drift and distributions, of numbers and texts, with nulls and whatever texts', () => {
    const text = [
      '@timestamp,model.name,model.version,prediction.label,features.income,features.age,"features.channel ""x"" </b>"',
      ...rows((i, isNow) =>
        [time(i, isNow), 'credit', 'v1', 'yes', income(i, isNow), String(i % 50), channel(i, isNow)].join()
      ),
    ].join('\n');
    const { drift, distributions, notices, findings } = answer(text, {}, 'credit');
    expect(statusOf(drift)).toEqual({ income: 'drift', age: 'noise', 'channel "x" </b>': 'drift' });
    expect(drift.find(({ variable }) => variable === 'channel "x" </b>')).toMatchObject({
      samples: 100,
      nulls: 0.25,
      newShare: 0.25,
    });
    expect(distributions.find(({ variable }) => variable === 'channel "x" </b>')).toMatchObject({
      categories: expect.arrayContaining(['web', TEXT]) as unknown,
      reference: { nulls: 25 },
    });
    expect(notices).toEqual([]);
    expect(findings).toEqual([expect.stringContaining('No column was found that holds the actual class')]);
  });

  it('without a model name is one of the model that it is called', () => {
    const text = [
      'timestamp;predicted;income',
      ...rows((i, isNow) => [time(i, isNow), 'yes', income(i, isNow)].join(';')),
    ];
    expect(statusOf(answer(text.join('\n')).drift)).toEqual({ income: 'drift' });
  });

  it('without predictions, but with features that are named so, has drift of them', () => {
    const text = ['timestamp,features.income', ...rows((i, isNow) => [time(i, isNow), income(i, isNow)].join())];
    expect(statusOf(answer(text.join('\n')).drift)).toEqual({ income: 'drift' });
  });

  describe('without times', () => {
    const text = [
      'version,predicted,income,channel',
      ...rows((i, isNow) => [isNow ? 'v2' : 'v1', 'yes', income(i, isNow), channel(i, isNow)].join()),
    ].join('\n');

    it('compares versions, and says that the time range is none of its', () => {
      const asked = { model: { name: 'uploaded', versions: ['v2'] }, reference: { kind: 'version', version: 'v1' } };
      const { drift, notices } = answer(text, asked);
      expect(statusOf(drift)).toEqual({ income: 'drift', channel: 'drift' });
      expect(notices).toEqual(['The records have no time, so they count whatever the time range is.']);
    });

    it('compares with a baseline that was frozen of another version', () => {
      const distribution = { kind: 'distribution', distribution: { of: 'variable' } };
      const version = (name: string) => ({ model: { name: 'uploaded', versions: [name] } });
      const { frames } = answer(text, {
        ...distribution,
        ...version('v1'),
        reference: { kind: 'version', version: 'v2' },
      });
      const baseline: unknown = JSON.parse(JSON.stringify(baselineFromFrame(frames[frames.length - 1])));
      const { drift } = answer(text, { ...version('v2'), reference: { kind: 'baseline', baseline } });
      expect(statusOf(drift)).toEqual({ income: 'drift', channel: 'drift' });
    });

    it.each([
      [{ reference: { kind: 'previous' } }, 'no other time to compare them with. Compare with another version'],
      [
        { reference: { kind: 'offset', offset: '7d' } },
        'no other time to compare them with. Compare with another version',
      ],
      [{ result: 'series' }, "nothing over time. Ask for 'Now'"],
    ])('compares no times, and says what to do: %j', (asked, sentence) => {
      expect(() => answer(text, asked)).toThrow(sentence);
    });
  });
});

it.each([
  ['JSON', (all: object[]) => JSON.stringify(all)],
  ['NDJSON', (all: object[]) => all.map((one) => JSON.stringify(one)).join('\n')],
])('a %s file gives the drift that its records have', (_, write) => {
  const records = rows((i, isNow) =>
    JSON.stringify({
      '@timestamp': time(i, isNow),
      prediction: { label: 'yes' },
      features: { income: Number(income(i, isNow)), [TEXT]: i % 2 === 0 ? null : isNow ? TEXT : 'web' },
    })
  ).map((text): object => JSON.parse(text) as object);
  const { drift, distributions } = answer(write(records));
  expect(statusOf(drift)).toEqual({ income: 'drift', [TEXT]: 'drift' });
  expect(distributions.find(({ variable }) => variable === TEXT)?.categories).toEqual(
    expect.arrayContaining(['web', TEXT])
  );
});
