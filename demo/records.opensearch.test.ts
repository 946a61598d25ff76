/** @jest-environment ./test/browserWithNode.js */
import { type BulkAction } from '../scripts/opensearchClient';
import { Timeline, type World } from '../src/engines/sample/story/events';
import { HOUR, MINUTE, story } from '../src/engines/sample/story/story';
import {
  drifted,
  driftedInDemo,
  driftQueries,
  FIRST_PANEL,
  rowsOfDrift,
  thinDemo,
  withoutMark,
} from '../test/demoDrift';
import { comparing } from '../test/oneAnswer';
import { describeOnOpenSearch, onOpenSearch } from '../test/onOpenSearch';
import { newRecords, pastRecords } from './records';
import { confusionTruth, errorsBetween, predictionsBetween } from './truth';

const world: World = { story, start: Date.parse('2026-11-19T22:00:00Z'), seed: 3 };
const seam = world.start + 3 * HOUR;
const end = seam + 20 * MINUTE;

/** The demo weeks before, with its calm time: none of its records is in a window of the others. */
const demoNow = Date.parse('2026-10-20T09:00:00Z');
const demoRecords = pastRecords(new Timeline(thinDemo(demoNow)), demoNow);

function* all(...parts: Array<Iterable<BulkAction>>): Generator<BulkAction> {
  for (const part of parts) {
    yield* part;
  }
}

describeOnOpenSearch("the demo's records", () => {
  const timeline = new Timeline(world);
  const node = onOpenSearch(() => all(pastRecords(timeline, seam), demoRecords));

  const count = async (query: object) =>
    (await node.client().ask<{ count: number }>('POST', 'model-audit-*/_count', { query })).count;
  const within = (field: string, from: number, to: number) => ({ range: { [field]: { gt: from, lte: to } } });
  const ofModel = (model: string, ...more: object[]) => ({
    bool: { filter: [{ term: { 'model.name': model } }, ...more] },
  });
  const learnt = (from: number, to: number) => count(ofModel('intent', within('outcome.observed', from, to)));
  const truth = (from: number, to: number) =>
    confusionTruth(world, { model: 'intent', from, to }).reduce((sum, cell) => sum + cell.count, 0);

  it('are all there, the outcomes too, and none that is not known yet', async () => {
    const all = { model: 'intent', from: world.start, to: seam - MINUTE };
    const made = predictionsBetween(world, all).length + errorsBetween(world, all).length;
    expect(await count(ofModel('intent', within('@timestamp', world.start, seam - MINUTE)))).toBe(made);
    expect(await learnt(world.start, seam)).toBe(truth(world.start, seam));
    expect(await learnt(seam, end)).toBe(0);
    expect(truth(world.start, seam)).toBeGreaterThan(100);
  });

  it('go on live, a late outcome as an update of its own record, across midnight too', async () => {
    await node.send(newRecords(timeline, end));
    expect(await learnt(seam, end)).toBe(truth(seam, end));
    const yesterday = within('@timestamp', world.start, Date.parse('2026-11-20T00:00:00Z') - 1);
    const late = await count(ofModel('credit-risk', yesterday, within('outcome.observed', seam, end)));
    expect(late).toBeGreaterThan(0);
    const recent = { model: 'intent', from: seam, to: end - MINUTE };
    const made = predictionsBetween(world, recent).length + errorsBetween(world, recent).length;
    expect(await count(ofModel('intent', within('@timestamp', recent.from, recent.to)))).toBe(made);
  });

  it.each(driftedInDemo)(
    'show of %s that these are above all three marks, known of all: %j',
    async (model, expected) => {
      const [query] = driftQueries(FIRST_PANEL, model, '1d');
      const window = { from: demoNow - 24 * HOUR, to: demoNow, intervalMs: HOUR };
      const rows = rowsOfDrift(await comparing(node.answer).fromIndex(query, window));
      expect(drifted(rows)).toEqual(expected);
      expect(withoutMark(rows)).toEqual([]);
      expect(rows.length).toBeGreaterThan(2);
    }
  );
});
