import { type DataFrame } from '@grafana/data';

import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { scoreMeasureNames } from '../../statistics/scores';
import { isRefusal } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';

/** What a real Prometheus does with such scores is in prometheus/scores.prometheus.test.ts. */
const NOW = 60_000;
const outcome = (actual: string, score: number): AuditRecord => ({
  model: 'm',
  version: '',
  time: NOW,
  predicted: 'no',
  actual,
  score,
  features: {},
});
const plain = [outcome('yes', 0.9), outcome('no', 0.2), outcome('no', 0.4)];

function ask(records: AuditRecord[], stored: object): DataFrame[] {
  const query = migrateQuery({ model: { name: 'm', positiveClass: 'yes' }, ...stored });
  const window = { from: 0, to: NOW, intervalMs: NOW };
  const plan = sampleEngine(recordsSource(records)).plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}
const quality = (measure: string, scores: string) => ({ kind: 'quality', quality: { measure, scores } });
const valueOf = ([frame]: DataFrame[]): unknown => frame.fields[1].values[0] ?? null;
const said = ([frame]: DataFrame[]) => (frame.meta?.notices ?? []).map(({ text }) => text).join(' ');

describe.each(['exact', 'binned'])('measures of odd scores, %s,', (scores) => {
  it('leave out a score that is no number, and say how many', () => {
    const frames = ask([...plain, outcome('yes', NaN), outcome('no', Infinity)], quality('rocAuc', scores));
    expect(valueOf(frames)).toBe(1);
    expect(said(frames)).toContain('2 of 5 outcomes were left out');
  });

  it.each([-0.5, 1.5])('take no score %s for a probability, and know the areas all the same', (score) => {
    const records = [...plain, outcome(score > 1 ? 'yes' : 'no', score)];
    for (const measure of ['rocAuc', 'prAuc']) {
      expect(valueOf(ask(records, quality(measure, scores)))).toBe(1);
    }
    for (const measure of ['logLoss', 'brier', 'ece']) {
      const frames = ask(records, quality(measure, scores));
      expect(valueOf(frames)).toBeNull();
      expect(said(frames)).toMatch(/25 % of the scores lie outside of 0 to 1\..*so it is undefined/);
    }
  });

  it('have no areas where all outcomes are of the positive class, but a Brier score', () => {
    const records = [outcome('yes', 0.9), outcome('yes', 0.4)];
    for (const measure of ['rocAuc', 'prAuc']) {
      const frames = ask(records, quality(measure, scores));
      expect(valueOf(frames)).toBeNull();
      expect(said(frames)).toContain("All outcomes are of the positive class 'yes'");
    }
    expect(valueOf(ask(records, quality('brier', scores)))).toEqual(expect.any(Number));
  });

  it.each([
    ['no outcome was of the positive class', [outcome('no', 0.2)], "The actual classes are 'no'."],
    ['there is no outcome', [{ ...outcome('no', 0.2), actual: undefined }], 'No record of model'],
  ])('are no data, never 0, where %s', (_, records, sentence) => {
    for (const measure of scoreMeasureNames) {
      const frames = ask(records, quality(measure, scores));
      expect(valueOf(frames)).toBeNull();
      expect(said(frames)).toContain(sentence);
    }
    for (const asked of [{ kind: 'curve' }, { kind: 'confusion', threshold: '0.5' }]) {
      const frames = ask(records, { ...asked, quality: { scores } });
      expect(frames.map(({ length }) => length)).toEqual([0]);
      expect(said(frames)).toContain(sentence);
    }
  });
});
