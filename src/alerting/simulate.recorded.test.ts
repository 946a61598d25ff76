import { isRefusal } from '../engines/engine';
import { answersOf, queriesOf, type RecordedCase, recordedCases } from '../../test/recordedRules';
import { labelsKey } from './expressions/values';
import { type Episode, simulate } from './simulate';

/**
 * Random rules over a dozen evaluations, and the states in which Grafana 12.3.0 itself had their instances after each.
 */
describe('the states that Grafana had', () => {
  recordedCases('rules').forEach((recorded, number) => {
    const { forMs, everyMs, noData, condition, evaluations, gives = [] } = recorded;

    it(`${number}: for ${forMs} ms, every ${everyMs} ms, without data ${noData}`, () => {
      const rule = { queries: queriesOf(recorded), condition, forMs, everyMs, noData };
      const past = evaluations.map(({ time, answers }) => ({ time, answers: answersOf(answers) }));
      const simulated = simulate(rule, past);
      if (isRefusal(simulated)) {
        throw new Error(simulated.sentence);
      }
      const episodes = episodesOf(recorded);
      expect(sorted(simulated.episodes)).toEqual(sorted(episodes));
      expect(simulated.fired).toBe(episodes.filter(({ firedFrom }) => firedFrom !== undefined).length);
      const saying = (state: string) =>
        gives.filter(({ outcomes }) => outcomes.some((one) => one.state === state)).length;
      expect(simulated.withoutData).toBe(saying('NoData'));
      expect(simulated.failures.length > 0).toBe(saying('Error') > 0);
    });
  });
});

/** The stretches that the recorded states make up. */
function episodesOf({ evaluations, gives = [] }: RecordedCase): Episode[] {
  const episodes: Episode[] = [];
  const lasting = new Map<string, Episode>();
  gives.forEach(({ states = [] }, i) => {
    const { time } = evaluations[i];
    const on = new Map(
      states
        .filter(({ state }) => state === 'Pending' || state === 'Alerting')
        .map(({ labels = {}, state }) => [labelsKey(labels), { labels, state }])
    );
    for (const [key, episode] of lasting) {
      if (!on.has(key)) {
        episode.to = time;
        lasting.delete(key);
      }
    }
    for (const [key, { labels, state }] of on) {
      const episode = lasting.get(key) ?? { labels, pendingFrom: time };
      if (!lasting.has(key)) {
        lasting.set(key, episode);
        episodes.push(episode);
      }
      if (state === 'Alerting') {
        episode.firedFrom ??= time;
      }
    }
  });
  return episodes;
}

const sorted = (episodes: readonly Episode[]) =>
  episodes
    .map(({ labels, pendingFrom, firedFrom, to }) => JSON.stringify([labelsKey(labels), pendingFrom, firedFrom, to]))
    .sort();
