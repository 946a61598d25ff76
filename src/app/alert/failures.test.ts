import { creationFailure, evaluationFailure, folderFailure, listFailure, readFailure } from './failures';

const refused = (status: number, message: string) => ({ status, data: { message } });

describe('what Grafana failed with', () => {
  it('is read from whatever its client throws', () => {
    expect(readFailure(refused(400, 'a\nb.'))).toEqual({ status: 400, said: 'a b' });
    expect(readFailure(new Error('Failed to fetch'))).toEqual({ said: 'Failed to fetch' });
    expect(readFailure({ status: 0, data: null, statusText: '' })).toEqual({ said: '' });
    expect([undefined, null, 7, 'text'].map((error) => readFailure(error).said)).toEqual(['', '', '', 'text']);
  });
});

describe('the sentence of a failure', () => {
  it('says who may not, and what to do', () => {
    const forbidden = refused(403, 'Access denied');
    expect(folderFailure(forbidden, 'F')).toMatch(/^You may not create the folder 'F' \(403\)\. Choose one/);
    expect(listFailure(forbidden)).toMatch(/^You may not see the alert rules/);
    expect(evaluationFailure(forbidden)).toMatch(/Hand the rule as a file to somebody who may\.$/);
    expect(creationFailure(forbidden, 'T', 'F')).toMatch(/^You may not create alert rules in the folder 'F'/);
  });

  it('tells a quota from a permission, and a taken title from a wrong rule', () => {
    expect(creationFailure(refused(403, 'quota has been exceeded'), 'T', 'F')).toMatch(/as its quota allows/);
    expect(creationFailure(refused(409, 'conflict'), 'T', 'F')).toMatch(/has a rule 'T' already/);
    expect(creationFailure(refused(400, 'invalid alert rule: no data'), 'T', 'F')).toBe(
      'Grafana does not take the rule (400): invalid alert rule: no data. Take the rule as a file, and report this with it.'
    );
  });

  it('tells a Grafana that is not there from one that fails', () => {
    expect(creationFailure(new Error('Failed to fetch'), 'T', 'F')).toBe(
      'Grafana cannot be reached, so the rule was not created: Failed to fetch. Check the connection, and try again.'
    );
    expect(evaluationFailure({ status: 500, data: {} })).toBe(
      'Grafana answered with an error (500), so the condition was not evaluated. Try again, or take the rule as a file.'
    );
  });
});
