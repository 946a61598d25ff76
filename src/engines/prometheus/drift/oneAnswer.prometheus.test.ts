/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import * as world from '../../../../test/driftWorld';
import { column, onPrometheus, noticesOf } from '../../../../test/onPrometheus';
import { valuesOf } from '../../../../test/valuesOf';
import { defaultMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { driftMeasures } from '../../../query/drift';
import { isRefusal, type TimeWindow } from '../../engine';
import { recordsSource } from '../../sample/recordsSource';
import { sampleEngine } from '../../sample/sampleEngine';

jest.setTimeout(60_000);

const { at, AGE, CHANNEL, INCOME, EDGES, SCORE_EDGES, DURATION_EDGES } = world;
const MINUTE = 60_000;
const sample = sampleEngine(recordsSource(world.records));

const window: TimeWindow = { from: at(4.5), to: at(5.5), intervalMs: 10 * MINUTE };
const text = (edges: number[]) => edges.join(', ');
const variables = {
  'a number': { of: 'feature', features: [INCOME], edges: text(EDGES[INCOME]) },
  'a number with nulls': { of: 'feature', features: [AGE], edges: text(EDGES[AGE]) },
  'categories, a new one and nulls among them': { of: 'feature', features: [CHANNEL] },
  'the predicted class': { of: 'prediction' },
  'scores in bins': { of: 'score', edges: text(SCORE_EDGES) },
  'response times of all requests': { of: 'responseTime', edges: text(DURATION_EDGES) },
};
const references = {
  'the hour before, in which nothing happens but drift': { kind: 'previous' },
  'a restart, and the birth of a version': { kind: 'offset', offset: '2h' },
  'the birth of a process': { kind: 'fixed', from: String(at(1)), to: String(at(2.25)) },
  'another version': { kind: 'version', version: world.NEW },
};

describe('Prometheus and records give one answer', () => {
  const answer = onPrometheus(world.driftHistory);

  async function expectOneAnswer(asked: object, of: TimeWindow = window): Promise<DataFrame[]> {
    const query = migrateQuery({ ...asked, model: { name: world.MODEL, versions: [world.OLD] } });
    const plan = sample.plan(query, defaultMapping, of, null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    const frames = await answer(query, of);
    const [theirs, ours] = [valuesOf(frames), valuesOf(plan.read([]))];
    expect(frames.length).toBeGreaterThan(0);
    expect(theirs).toEqual(ours);
    return frames;
  }

  describe.each(Object.entries(variables))('to %s', (_, drift) => {
    it.each(Object.entries(references))('beside %s: every measure, with its marks and counts', async (_, reference) => {
      const usual = reference.kind === 'previous' ? { usualEvery: '1h', usualPeriods: 4 } : { usualPeriods: 0 };
      const frames = await expectOneAnswer({
        kind: 'drift',
        reference,
        drift: { ...drift, ...usual, measure: 'jensenShannon' },
      });
      expect(noticesOf(frames).filter((notice) => notice.includes('estimate'))).toEqual([]);
    });

    it('and its distribution', async () => {
      await expectOneAnswer({ kind: 'distribution', distribution: { of: 'variable' }, drift });
    });

    it.each([
      { kind: 'previous' },
      { kind: 'offset', offset: '1h' },
      { kind: 'fixed', from: String(at(1)), to: String(at(2)) },
    ])('over time, beside %p', async (reference) => {
      const asked = { kind: 'drift', result: 'series', window: '30m', reference, drift };
      const frames = await expectOneAnswer(asked, { from: at(4) + 1234, to: at(5.5), intervalMs: 10 * MINUTE });
      expect(frames[0].length).toBe(10);
    });
  });

  it.each(driftMeasures)('to %s of features, in number and over time', async (measure) => {
    for (const features of [[AGE], [CHANNEL]]) {
      const drift = { measure, features, edges: text(EDGES[AGE]), usualPeriods: 0 };
      await expectOneAnswer({ kind: 'drift', drift });
      await expectOneAnswer({ kind: 'drift', result: 'series', window: '20m', drift });
    }
  });

  it.each(Object.entries(variables))(
    'to %s now and at the last of many points, with a restart in the windows',
    async (_, drift) => {
      const asked = {
        kind: 'drift',
        model: { name: world.MODEL },
        window: '1h',
        reference: references['a restart, and the birth of a version'],
        drift: { ...drift, usualPeriods: 0 },
      };
      const overTime = await answer({ ...asked, result: 'series' }, { ...window, from: at(4) });
      const [now] = await answer(asked, window);
      const values = column(overTime[0], 'Value');
      expect(values.length).toBe(10);
      expect(values[values.length - 1]).toBe(column(now, 'drift')[0]);
      expect(noticesOf(overTime)).toEqual(noticesOf([now]));
    }
  );

  it('to a number on fewer edges than its histogram has, and says where it has others', async () => {
    const drift = { features: [INCOME], edges: '20, 40.5' };
    const frames = await expectOneAnswer({ kind: 'distribution', distribution: { of: 'variable' }, drift });
    expect(noticesOf(frames)).toEqual([]);
    const query = migrateQuery({ kind: 'drift', model: { name: world.MODEL }, drift: { ...drift, edges: '21' } });
    expect(noticesOf(await answer(query, window))).toContainEqual(expect.stringContaining('its own are used'));
  });

  it('to all features at once, beside a frozen baseline whose edges are those of the histograms', async () => {
    const numeric = (name: string) => ({
      of: 'feature',
      name,
      edges: [null, ...EDGES[name], null],
      counts: [...EDGES[name].map((_, i) => 10 * (i + 1)), 7],
      nulls: 3,
    });
    const baseline = {
      model: world.MODEL,
      versions: [],
      from: 0,
      to: 1,
      variables: [
        numeric(AGE),
        numeric(INCOME),
        { of: 'feature', name: CHANNEL, categories: ['gone', 'web $x, a|b.*'], counts: [4, 90], nulls: 0 },
      ],
    };
    const frames = await expectOneAnswer({ kind: 'drift', reference: { kind: 'baseline', baseline } });
    expect(frames[0].length).toBe(3);
    await expectOneAnswer({ kind: 'drift', result: 'series', reference: { kind: 'baseline', baseline } });
  });
});
