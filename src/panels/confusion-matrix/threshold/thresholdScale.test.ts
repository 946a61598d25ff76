import fc from 'fast-check';

import { countsAt, cuts, scoreGroupsFromBins, scoreGroupsOf } from '../../../statistics/scores';
import { totalCost } from '../../../statistics/thresholdCost';
import { bestThreshold, makeScale, placeAt, placeByKey, shareOf, snap, thresholdText } from './thresholdScale';

const edges = [0, 0.1, 0.25, 0.5, 0.9, 1];
const binned = makeScale({ versions: [], edges });
const exactOf = (score: number[]) =>
  makeScale({
    versions: [
      {
        version: '',
        groups: scoreGroupsOf(
          score,
          score.map(() => true)
        ),
      },
    ],
  });
const exact = exactOf([0.1234, 0.5, 0.987]);

describe('over binned scores', () => {
  it('a threshold is at an edge, the nearest', () => {
    expect([0.3, 0.4, 0.7, -3, 2].map((threshold) => snap(binned, threshold))).toEqual([0.25, 0.5, 0.5, 0, 1]);
    expect([0, 0.2, 0.71, 1, 7].map((share) => placeAt(binned, share))).toEqual([0, 0.25, 0.9, 1, 1]);
  });

  it('arrows step from edge to edge, pages by a tenth of them but at least two', () => {
    const keys = (threshold: number, ...pressed: string[]) =>
      pressed.reduce((at, key) => placeByKey(binned, at, key) ?? NaN, threshold);
    expect(keys(0.5, 'ArrowRight')).toBe(0.9);
    expect(keys(0.5, 'ArrowUp', 'ArrowUp', 'ArrowUp')).toBe(1);
    expect(keys(0.5, 'ArrowLeft', 'ArrowDown')).toBe(0.1);
    expect(keys(0.5, 'PageUp')).toBe(1);
    expect(keys(0.5, 'PageDown')).toBe(0.1);
    expect(keys(0.5, 'Home')).toBe(0);
    expect(keys(0.5, 'End')).toBe(1);
    expect(placeByKey(binned, 0.5, 'a')).toBeUndefined();
  });

  it('has as many decimals as the edges', () => {
    expect([0, 0.5, 0.25].map((threshold) => thresholdText(binned, threshold))).toEqual(['0.00', '0.50', '0.25']);
  });
});

describe('over single scores', () => {
  it('a threshold is anywhere from 0 to 1, and steps are hundredths', () => {
    expect([exact.min, exact.max]).toEqual([0, 1]);
    expect(snap(exact, 0.48371)).toBe(0.48371);
    expect(placeByKey(exact, 0.5, 'ArrowRight')).toBe(0.51);
    expect(placeByKey(exact, 0.29, 'ArrowLeft')).toBe(0.28);
    expect(placeByKey(exact, 0.4837, 'ArrowRight')).toBe(0.49);
    expect(placeByKey(exact, 0.4837, 'ArrowLeft')).toBe(0.48);
    expect(placeByKey(exact, 0.5, 'PageUp')).toBe(0.6);
    expect(placeAt(exact, 0.33333)).toBe(0.333);
    expect(thresholdText(exact, 0.5)).toBe('0.500');
    expect(thresholdText(exact, 0.48371)).toBe('0.48371');
  });

  it('goes below a score of 0, where everything is predicted positive', () => {
    expect(exactOf([0, 0.4, 1]).min).toBe(-0.01);
  });

  it('spans scores that are no probabilities', () => {
    const { min, max, step } = exactOf([-7.3, 2, 12.4]);
    expect({ min, max, step }).toEqual({ min: -7.4, max: 12.4, step: 0.2 });
    expect(exactOf([3, 3]).min).toBeLessThan(3);
  });
});

it('a share of the length and the place under it are inverse', () => {
  fc.assert(
    fc.property(fc.constantFrom(...edges), (edge) => expect(placeAt(binned, shareOf(binned, edge))).toBe(edge))
  );
});

describe('the best threshold', () => {
  const costs = { truePositive: -1, falsePositive: 2, falseNegative: 5, trueNegative: 0 };
  const outcomes = fc.array(fc.record({ score: fc.integer({ min: 0, max: 100 }), positive: fc.boolean() }), {
    minLength: 1,
    maxLength: 50,
  });

  it('costs what the cheapest cut costs, whatever the scores', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const groups = scoreGroupsOf(
          all.map(({ score }) => score / 100),
          all.map(({ positive }) => positive)
        );
        const scale = makeScale({ versions: [{ version: '', groups }] });
        const best = bestThreshold(groups, scale, (cut) => -totalCost(cut, costs)) ?? NaN;
        expect(best).toBe(snap(scale, best));
        expect(totalCost(countsAt(groups, best), costs)).toBe(
          Math.min(...cuts(groups).map((cut) => totalCost(cut, costs)))
        );
      })
    );
  });

  it('has the fewest digits that cut so', () => {
    const groups = scoreGroupsOf([0.1234, 0.4871, 0.4932], [false, false, true]);
    expect(bestThreshold(groups, exact, ({ tp, tn }) => tp + tn)).toBe(0.49);
  });

  it('is an edge of bins, and one that the slider reaches', () => {
    const groups = scoreGroupsFromBins([0, 0.1, 0.25, 0.5, 0.9, 1], [0, 1, 2, 3, 4], [9, 3, 0, 1, 0]);
    expect(bestThreshold(groups, binned, ({ tp, tn }) => tp + tn)).toBe(0.25);
    const open = scoreGroupsFromBins([-Infinity, 0, 0.5, Infinity], [5, 0, 0], [0, 3, 1]);
    const scale = makeScale({ versions: [], edges: [0, 0.5] });
    // Nothing wins but to predict everything positive, which no edge of these bins does.
    expect(bestThreshold(open, scale, ({ tp }) => tp)).toBe(0);
  });

  it('is none where nothing is worth anything', () => {
    expect(bestThreshold(scoreGroupsOf([0.5], [false]), exact, () => undefined)).toBeUndefined();
  });
});
