import { isMixed, noteRequest } from './convertMixed';

const of = (...uids: Array<string | undefined>) =>
  uids.map((uid, i) => ({ refId: String(i), ...(uid !== undefined && { datasource: { uid } }) }));

describe('a panel is known to be mixed', () => {
  it('by queries of several data sources', () => {
    expect(isMixed(of('a', 'b'))).toBe(true);
    expect(isMixed(of('a', 'a', undefined))).toBe(false);
    expect(isMixed(of('a', '__expr__'))).toBe(false);
    expect(isMixed()).toBe(false);
  });

  it('by the request that it has made last', () => {
    noteRequest('mixed-1-SQR104');
    noteRequest('SQR105');
    expect(isMixed(of('a'), 'SQR104')).toBe(true);
    expect(isMixed(of('a'), 'SQR105')).toBe(false);
  });

  it('for a while', () => {
    for (let i = 0; i < 600; i++) {
      noteRequest(`mixed-0-many${i}`);
    }
    expect(isMixed(of('a'), 'many599')).toBe(true);
    expect(isMixed(of('a'), 'many0')).toBe(false);
  });
});
