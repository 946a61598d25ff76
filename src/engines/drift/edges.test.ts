import { defaultDrift, defaultReference } from '../../query/drift';
import { namedEdges } from './edges';

describe('edges that a query names', () => {
  const baseline = {
    model: 'm',
    versions: [],
    from: 0,
    to: 1,
    variables: [
      { of: 'feature' as const, name: 'score', edges: [null, 1, 2, null], counts: [1, 2, 3], nulls: 0 },
      { of: 'score' as const, name: '', edges: [0, 0.5, 1], counts: [1, 2], nulls: 0 },
      { of: 'feature' as const, name: 'job', categories: ['a'], counts: [1], nulls: 0 },
    ],
  };
  const frozen = { ...defaultReference, kind: 'baseline' as const, baseline };
  const own = { ...defaultDrift, edges: '20; 10' };

  it('are its own, open at both ends', () => {
    expect(namedEdges(own, defaultReference, 'feature', 'x')).toEqual([-Infinity, 10, 20, Infinity]);
    expect(namedEdges(defaultDrift, defaultReference, 'feature', 'x')).toBeUndefined();
  });

  it('are those of the frozen baseline before its own, of the same kind of variable', () => {
    expect(namedEdges(own, frozen, 'feature', 'score')).toEqual([-Infinity, 1, 2, Infinity]);
    expect(namedEdges(own, frozen, 'score', '')).toEqual([-Infinity, 0, 0.5, 1, Infinity]);
    expect(namedEdges(own, frozen, 'feature', 'job')).toEqual([-Infinity, 10, 20, Infinity]);
  });

  it('are not those of a baseline that is kept for whoever changes back', () => {
    expect(namedEdges(defaultDrift, { ...frozen, kind: 'previous' }, 'feature', 'score')).toBeUndefined();
  });
});
