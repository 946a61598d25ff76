import { scoreGroupsFromBins, scoreGroupsOf } from '../../../statistics/scores';
import { makeHistograms } from './histogramBars';
import { makeScale } from './thresholdScale';

it('heights are roots of shares of the class, whatever its size and however wide its bins', () => {
  const edges = [0, 0.5, 0.75, 1];
  const scale = makeScale({ versions: [], edges });
  const { positive, negative } = makeHistograms(scoreGroupsFromBins(edges, [0, 1, 1], [800, 100, 100]), scale);
  expect(positive).toEqual([
    { left: 0.5, width: 0.25, height: 1, count: 1 },
    { left: 0.75, width: 0.25, height: 1, count: 1 },
  ]);
  // Densities 1.6, 0.4, 0.4 against 2 of the highest bar.
  expect(negative.map(({ height }) => height ** 2)).toEqual([0.8, 0.2, 0.2].map((share) => expect.closeTo(share, 9)));
});

it('single scores are put into bins, and none is lost', () => {
  const score = [0, 0.1, 0.2, 0.55, 1, 1];
  const groups = scoreGroupsOf(score, [false, true, true, true, false, true]);
  const { positive, negative } = makeHistograms(groups, makeScale({ versions: [{ version: '', groups }] }));
  const outcomes = (bars: Array<{ count: number }>) => bars.reduce((sum, { count }) => sum + count, 0);
  expect([outcomes(positive), outcomes(negative)]).toEqual([4, 2]);
  expect(Math.max(...[...positive, ...negative].map(({ left, width }) => left + width))).toBeCloseTo(1);
});

it('a bin of a single score has a place and no width', () => {
  const scale = makeScale({ versions: [], edges: [0, 0.5, 1] });
  const [zero] = makeHistograms(scoreGroupsFromBins([0, 0, 0.5, 1], [3, 0, 1], [0, 2, 0]), scale).positive;
  expect(zero).toMatchObject({ left: 0, width: 0, count: 3 });
});
