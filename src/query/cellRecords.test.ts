import { cellRecords } from './cellRecords';
import { defaultQuery, type ModelQuery } from './query';

const matrix: ModelQuery = {
  ...defaultQuery,
  kind: 'confusion',
  timeBasis: 'prediction',
  window: '1h',
  model: {
    name: 'loans',
    versions: ['v1', 'v2'],
    positiveClass: 'reject',
    matchers: [{ label: 'region', operator: '!=', value: 'eu' }],
  },
};
const cell = { actual: 'reject', predicted: 'approve' };

describe('the query for the records of a cell', () => {
  it('has the model, the clock and the matchers of the matrix, and the classes of the cell', () => {
    expect(cellRecords(matrix, cell)).toEqual({
      ...defaultQuery,
      kind: 'audit',
      timeBasis: 'prediction',
      model: { name: 'loans', versions: ['v1', 'v2'], matchers: matrix.model.matchers },
      audit: { ...defaultQuery.audit, cell },
    });
  });

  it('is of the versions that the cell counts', () => {
    expect(cellRecords(matrix, { ...cell, versions: ['v2'] })?.model.versions).toEqual(['v2']);
    expect(cellRecords(matrix, { ...cell, versions: [''] })).toBeUndefined();
  });

  it('names an empty class by a matcher, and two of them not at all', () => {
    const empty = cellRecords(matrix, { ...cell, predicted: '' });
    expect(empty?.audit.cell).toEqual({ actual: 'reject', predicted: '' });
    expect(empty?.model.matchers[1]).toEqual({ label: 'predicted', operator: '=', value: '' });
    expect(cellRecords(matrix, { actual: '', predicted: '' })).toBeUndefined();
  });

  it('is none where the matrix is of another threshold, or is no matrix', () => {
    expect(cellRecords({ ...matrix, threshold: '0.3' }, cell)).toBeUndefined();
    expect(cellRecords({ ...matrix, kind: 'quality' }, cell)).toBeUndefined();
  });
});
