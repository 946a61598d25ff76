import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';
import { type RecordSource } from './source';
import { CYCLE_HOURS } from './story/sampleStory';
import { storySource } from './story/storySource';
import { HOUR } from './story/story';

const CYCLE = CYCLE_HOURS * HOUR;
const START = Math.floor(Date.UTC(2026, 10, 20) / CYCLE) * CYCLE;
const MODEL = { name: 'credit-risk', positiveClass: 'reject' };

function ask(source: RecordSource, to: number, asked: object, hours = 6) {
  const query = migrateQuery({ kind: 'quality', model: MODEL, ...asked });
  const plan = sampleEngine(source).plan(
    query,
    defaultMapping,
    { from: to - hours * HOUR, to, intervalMs: HOUR },
    null
  );
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  const [frame] = plan.read([]);
  const number = frame.fields.find(({ name }) => name === 'Value')?.values[0] as number | null | undefined;
  return { number: number ?? undefined, notices: (frame.meta?.notices ?? []).map(({ text }) => text) };
}

const estimated = (measure: string, calibration = '10h') => ({
  quality: { measure, average: 'class', source: 'estimated', calibration },
});

describe('estimated accuracy', () => {
  /** Of one version, as it is estimated, as it seems from outcomes so far, and as all outcomes show it in the end. */
  function compare(version: string, hours: number) {
    const to = START + hours * HOUR;
    const then = storySource(() => to);
    const inTheEnd = storySource(() => to + 3 * 24 * HOUR);
    const model = { ...MODEL, versions: [version] };
    const known = { model, timeBasis: 'prediction', quality: { measure: 'accuracy' } };
    const numbers = [
      ask(then, to, { model, ...estimated('accuracy') }),
      ask(then, to, known),
      ask(inTheEnd, to, known),
    ];
    const [found, soFar, truth] = numbers.map(({ number = NaN }) => number);
    return { estimate: Math.abs(found - truth), soFar: Math.abs(soFar - truth) };
  }

  it('is nearer to what all labels show than the outcomes that are known first, on the sample story', () => {
    const errors = ['v1', 'v2'].flatMap((version) => [32, 40, 47].map((hours) => compare(version, hours)));
    const mean = (of: (error: (typeof errors)[number]) => number) =>
      errors.reduce((sum, error) => sum + of(error), 0) / errors.length;
    expect(mean(({ estimate }) => estimate)).toBeLessThan(0.035);
    expect(mean(({ soFar }) => soFar)).toBeGreaterThan(1.5 * mean(({ estimate }) => estimate));
  });
});

describe('what is estimated from records', () => {
  const at = (hours: number) => START + hours * HOUR;
  const made = (score: number | undefined, changes: Partial<AuditRecord> = {}): AuditRecord => ({
    model: MODEL.name,
    version: 'v1',
    time: at(9),
    score,
    features: {},
    ...changes,
  });
  const learnt = (score: number, actual: string) => made(score, { time: at(1), observed: at(5), actual });
  // Of scores near 0.9 three of four are positive, of those near 0.1 none.
  const labelled = [0.9, 0.9, 0.9]
    .map((score) => learnt(score, 'reject'))
    .concat(learnt(0.9, 'accept'), learnt(0.1, 'accept'));
  const source = (...predictions: AuditRecord[]) => recordsSource([...labelled, ...predictions]);

  it('counts predictions with a score, of requests that did not fail', () => {
    const failed = made(0.1, { error: { type: 'TimeoutError', message: '' } });
    const all = source(made(0.9), made(0.9), made(0.1), failed, made(undefined), made(0.1, { time: at(2) }));
    expect(ask(all, at(10), estimated('accuracy'), 4).number).toBeCloseTo((1.5 + 1) / 3, 12);
    expect(ask(all, at(10), estimated('precision'), 4).number).toBeCloseTo(0.75, 12);
    expect(ask(all, at(10), estimated('recall'), 4).number).toBe(1);
  });

  it('says what it rests on', () => {
    expect(ask(source(made(0.9)), at(10), estimated('accuracy'), 4).notices).toEqual([
      'Estimated: scores are taken to mean what they meant for 5 outcomes of the last 10 h, whose calibration error is 0.115. When that changes, this answer does not see it. The positive class is taken for predicted above a score of 0.5.',
    ]);
  });

  it('says why there is nothing', () => {
    const none = ask(source(made(undefined)), at(10), estimated('accuracy'), 4);
    expect(none.number).toBeUndefined();
    expect(none.notices.join()).toContain('has a score (prediction.score)');
    const early = ask(source(made(0.9)), at(10), estimated('accuracy', '1h'), 4);
    expect(early.number).toBeUndefined();
    expect(early.notices.join()).toContain('No outcome with a score became known in the last 1 h');
  });
});
