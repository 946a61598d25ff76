import fc from 'fast-check';

import { precisionRecallCurve, rocCurve, scoreGroupsOf } from '../../statistics/scores';
import { thinned } from './scores';

const outcomes = fc.array(fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.boolean()), { minLength: 1 });

it('a thinned curve has some of the points of the whole one, and its ends', () => {
  fc.assert(
    fc.property(outcomes, fc.integer({ min: 2, max: 20 }), (all, most) => {
      const groups = scoreGroupsOf(
        all.map(([score]) => score),
        all.map(([, positive]) => positive)
      );
      const fewer = thinned(groups, most);
      expect(fewer.high.length).toBeLessThanOrEqual(most);
      for (const curve of [rocCurve, precisionRecallCurve]) {
        const [whole, thin] = [groups, fewer].map((of) => curve(of).map((point) => JSON.stringify(point)));
        expect(thin.filter((point) => !whole.includes(point))).toEqual([]);
        expect([thin[0], thin[thin.length - 1]]).toEqual([whole[0], whole[whole.length - 1]]);
      }
    })
  );
});
