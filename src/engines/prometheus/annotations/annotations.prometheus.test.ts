/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DataFrame, textUtil } from '@grafana/data';

import { backfill, type RunningPrometheus, startPrometheus } from '../../../../scripts/prometheus';
import * as world from '../../../../test/annotationWorld';
import { answerPlan } from '../../../../test/answerPlan';
import { noticesOf, rowsOf } from '../../../../test/onPrometheus';
import { migrateAnnotation, modelQueryOf } from '../../../query/annotation';
import { completeMapping, type PartialMapping } from '../../../query/mapping';
import { wilson } from '../../../statistics/intervals';
import { isRefusal, type TimeWindow } from '../../engine';
import { sampleAnnotator } from '../../sample/annotations';
import { recordsSource } from '../../sample/recordsSource';
import { prometheusEngine } from '../prometheusEngine';
import { prometheusAnnotator } from './prometheusAnnotator';

const { at, BEGIN, BORN, HOUR, MODEL, NEWBORN } = world;
const MINUTE = 60_000;
const window: TimeWindow = { from: at(12), to: at(24), intervalMs: 5 * MINUTE };

let folder: string;
let prometheus: RunningPrometheus;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwatch-annotations-'));
  await backfill(world.annotationHistory(), folder);
  prometheus = await startPrometheus({ dataFolder: folder });
}, 120_000);
afterAll(async () => {
  await prometheus?.stop();
  await rm(folder, { recursive: true, force: true });
});

const queryOf = (asked: object) =>
  migrateAnnotation({ ...asked, model: { name: MODEL, ...('model' in asked && (asked.model as object)) } });

async function fromPrometheus(asked: object, over = window, partial: PartialMapping = {}): Promise<DataFrame[]> {
  const annotation = queryOf(asked);
  const mapping = completeMapping(partial);
  const query = modelQueryOf(annotation);
  const facts = await answerPlan(prometheusEngine.discover(query, mapping, over), prometheus.url);
  return answerPlan(prometheusAnnotator.plan(annotation, query, mapping, over, facts), prometheus.url);
}

function fromRecords(asked: object, over = window): DataFrame[] {
  const annotation = queryOf(asked);
  const annotator = sampleAnnotator(recordsSource(world.records));
  const plan = annotator.plan(annotation, modelQueryOf(annotation), completeMapping(), over, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

/** What is marked: title and time in hours. */
const marks = (frames: DataFrame[]) =>
  rowsOf(frames).map(([time, , title]): [string, number] => [title, (time - BEGIN) / HOUR]);

const stepsLater = (frames: DataFrame[], hour: number, step = window.intervalMs) => {
  const [[time]] = rowsOf(frames);
  return (time - at(hour)) / step;
};

describe('a version is first seen', () => {
  it('at the step after its first prediction, not when it was loaded; not if it lived within the look-back', async () => {
    const frames = await fromPrometheus({ event: 'version', lookBack: '12h' });
    expect(marks(frames)).toEqual([
      [textUtil.escapeHtml(`Version ${NEWBORN} of ${MODEL} first seen`), expect.closeTo(BORN, 0)],
    ]);
    expect(stepsLater(frames, BORN)).toBeGreaterThan(0);
    expect(stepsLater(frames, BORN)).toBeLessThanOrEqual(1);
    expect(rowsOf(frames)[0][4]).toEqual(['version', MODEL, NEWBORN]);
    expect(noticesOf(frames)).toEqual([]);
  });

  it('anew if it was away for longer than the look-back', async () => {
    const frames = await fromPrometheus({ event: 'version', lookBack: '6h' });
    expect(rowsOf(frames).map(([, , , , tags]) => tags[2])).toEqual([NEWBORN, 'v0']);
  });

  it('whatever the step, and in no window before or after', async () => {
    for (const intervalMs of [15_000, MINUTE, HOUR]) {
      const frames = await fromPrometheus({ event: 'version', lookBack: '12h' }, { ...window, intervalMs });
      expect(marks(frames)).toHaveLength(1);
      // A scrape is a minute.
      expect(stepsLater(frames, BORN, Math.max(intervalMs, MINUTE))).toBeLessThanOrEqual(1);
    }
    for (const [from, to] of [
      [12, BORN],
      [BORN + 1 / 60, 24],
    ]) {
      const frames = await fromPrometheus(
        { event: 'version', lookBack: '12h' },
        { ...window, from: at(from), to: at(to) }
      );
      expect(marks(frames)).toEqual([]);
    }
  });

  it('among the versions and series that are asked for', async () => {
    const only = (model: object) => fromPrometheus({ event: 'version', lookBack: '12h', model });
    expect(marks(await only({ versions: ['v1', NEWBORN] }))).toHaveLength(1);
    expect(marks(await only({ versions: ['v1'] }))).toEqual([]);
    expect(marks(await only({ matchers: [{ label: 'predicted', operator: '!=', value: 'yes' }] }))).toEqual([]);
  });

  it('as records have it, to the step', async () => {
    for (const lookBack of ['12h', '6h', '1h']) {
      const [theirs, ours] = [
        await fromPrometheus({ event: 'version', lookBack }),
        fromRecords({ event: 'version', lookBack }),
      ];
      expect(marks(theirs).map(([title]) => title)).toEqual(marks(ours).map(([title]) => title));
      marks(theirs).forEach(([, time], i) => {
        const late = (time - marks(ours)[i][1]) * HOUR;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(window.intervalMs + world.SCRAPE);
      });
    }
  });

  it('of which nothing can be said: in a sentence', async () => {
    expect(noticesOf(await fromPrometheus({ event: 'version', model: { name: 'none' } }))).toEqual([
      expect.stringMatching(/^model_predictions_total has no series of model 'none' in this window\. It has /),
    ]);
    const mapped = { labels: { version: 'release' } };
    expect(noticesOf(await fromPrometheus({ event: 'version' }, window, mapped))).toEqual([
      expect.stringContaining('do not name their version. Map the label that holds it'),
    ]);
    await expect(fromPrometheus({ event: 'version' }, window, { labels: { version: '' } })).rejects.toThrow(
      'The mapping has no version label'
    );
  });
});

describe('a process restarted', () => {
  const asked = { event: 'restart' };
  const found = (frames: DataFrame[]) =>
    rowsOf(frames).map(([time, , , , tags]): [string, number] => [tags[2], (time - BEGIN) / HOUR]);

  it('at its start time, or within a step of it where only its counters tell', async () => {
    const frames = await fromPrometheus(asked);
    expect(found(frames).map(([instance]) => instance)).toEqual(
      world.restarts.map(([instance]) => `models ${instance}`)
    );
    found(frames).forEach(([, time], i) => {
      const [, hour, known] = world.restarts[i];
      const late = (time - hour) * HOUR;
      expect(late).toBeGreaterThanOrEqual(-1);
      expect(late).toBeLessThanOrEqual(known ? 1 : window.intervalMs + world.SCRAPE);
    });
    expect(noticesOf(frames)).toEqual([]);
  });

  it('is found once at a step that is shorter than a scrape', async () => {
    const short = { from: at(13), to: at(14), intervalMs: 15_000 };
    expect(found(await fromPrometheus(asked, short))).toEqual([['models weak', expect.closeTo(13.53, 3)]]);
    const byCounters = { from: at(16.5), to: at(17.5), intervalMs: 15_000 };
    expect(found(await fromPrometheus(asked, byCounters))).toEqual([['models anonymous', expect.closeTo(17.04, 1)]]);
  });

  it('is found in the window that holds its moment, and in no other', async () => {
    for (const [from, to, expected] of [
      [12, 13.53, 0],
      [13.53, 14.5, 0],
      [13.5, 13.6, 1],
      [14, 17, 0],
    ]) {
      const frames = await fromPrometheus(asked, { from: at(from) + 2, to: at(to), intervalMs: MINUTE });
      expect(found(frames)).toHaveLength(expected);
    }
  });

  it('of processes that serve the model, and by counters alone where no start time is mapped', async () => {
    expect(found(await fromPrometheus({ ...asked, model: { name: 'other' } }))).toEqual([
      ['models of another model', expect.closeTo(14.52, 3)],
    ]);
    const absent = { absent: { processStart: 'This server does not say when it started.' } };
    expect(found(await fromPrometheus(asked, window, absent)).map(([instance]) => instance)).toEqual(
      world.restarts.map(([instance]) => `models ${instance}`)
    );
  });

  it('is not known to records', () => {
    expect(() => fromRecords(asked)).toThrow(
      'Records say nothing of the processes that serve a model, so it is not known when one restarted.'
    );
  });
});

describe('quality is surely below its reference', () => {
  const accuracy = { event: 'quality', quality: { measure: 'accuracy', confidence: 0.95 }, window: '1h' };
  const below = (value: string) => ({ ...accuracy, reference: { kind: 'value', value } });

  /** The steps whose outcomes of the hour before have a Wilson interval below the value. */
  function truth(value: number): number[] {
    const steps = Array.from(
      { length: (12 * HOUR) / window.intervalMs + 1 },
      (_, i) => window.from + i * window.intervalMs
    );
    return steps.filter((time) => {
      const known = world.records.filter(({ observed = 0 }) => observed > time - HOUR && observed <= time);
      const right = known.filter(({ actual, predicted }) => actual === predicted).length;
      return (wilson(right, known.length, 0.95)?.upper ?? 1) < value;
    });
  }

  it('from the first step to the last at which its interval is', async () => {
    const frames = await fromPrometheus(below('0.85'));
    const steps = truth(0.85);
    expect(steps.length).toBeGreaterThan(20);
    expect(rowsOf(frames)).toEqual([
      [
        steps[0],
        steps[steps.length - 1],
        `accuracy of ${textUtil.escapeHtml(MODEL)} surely below 85.0%`,
        expect.stringMatching(
          /^At worst 59\.4% \(95% interval 52\.1% to 66\.3%, 180 outcomes within 1 h\), where the reference is 85\.0%\.$/
        ),
        ['quality', MODEL],
      ],
    ]);
    expect(noticesOf(frames)).toEqual([]);
  });

  it('not where it may be at it', async () => {
    expect(rowsOf(await fromPrometheus(below('0.5')))).toEqual([]);
    expect(
      rowsOf(await fromPrometheus({ ...below('0.9'), quality: { measure: 'accuracy', confidence: 0.999 } }))
    ).toHaveLength(1);
  });

  it('as records have it, by a number, by what it was, by class and macro recall', async () => {
    const offset = { ...accuracy, reference: { kind: 'offset', offset: '6h' } };
    const recall = (average: string) => ({ ...below('0.95'), quality: { measure: 'recall', average } });
    for (const asked of [below('0.85'), offset, recall('each'), recall('macro'), recall('weighted')]) {
      const theirs = await fromPrometheus(asked);
      expect(rowsOf(theirs)).toEqual(rowsOf(fromRecords(asked)));
      expect(rowsOf(theirs).length).toBeGreaterThan(0);
    }
  });

  it('than it was, with both intervals in the sentence', async () => {
    const [[, , title, text]] = rowsOf(
      await fromPrometheus({ ...accuracy, reference: { kind: 'offset', offset: '6h' } })
    );
    expect(title).toContain('surely below what it was 6 h earlier');
    expect(text).toMatch(/where the reference is 90\.0% \(84\.7% to 93\.6%\)\.$/);
  });

  it('than it was, where nothing is known of that: in a sentence', async () => {
    const frames = await fromPrometheus({ ...accuracy, reference: { kind: 'offset', offset: '3d' } });
    expect(rowsOf(frames)).toEqual([]);
    expect(noticesOf(frames)).toEqual([
      expect.stringMatching(
        /^Nothing is known of the accuracy of .* 3 d earlier, so there is nothing to compare with\./
      ),
    ]);
  });
});
