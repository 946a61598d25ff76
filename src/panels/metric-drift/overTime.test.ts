import { driftOverTime } from '../../../test/driftFrames';
import { plainScore } from './formats';
import { haveRoom, multiples } from './multiples';
import { momentWords, timeRows, timeSummary } from './overTime';
import { type DriftLine, readData } from './readData';

const formats = { score: plainScore, variable: (name: string) => name, noValue: '–' };
const all = { sort: 'drift' as const, show: 'all' as const, filter: '' };

function lines(features: number): DriftLine[] {
  const data = readData(driftOverTime(features, 40), { measure: 'psi', threshold: '' });
  return 'lines' in data ? data.lines : [];
}

describe('drift over time', () => {
  it('has those first that have drifted farthest at the end, and says how many', () => {
    const rows = timeRows(lines(30), all, formats);
    expect(rows.slice(0, 3).map(({ isDrift }) => isDrift)).toEqual([true, true, true]);
    expect(timeSummary(rows)).toBe('3 of 30 variables drift at the end');
    expect(timeRows(lines(30), { ...all, show: 'drift' }, formats)).toHaveLength(3);
    expect(timeRows(lines(30), { ...all, filter: 'FEATURE_007' }, formats).map(({ name }) => name)).toEqual([
      'feature_007',
    ]);
  });

  it('takes the last value that is known', () => {
    const [line] = lines(1);
    const values = [0.5, null, null];
    const [row] = timeRows([{ ...line, times: [1, 2, 3], values, floors: [0.02, null, null] }], all, formats);
    expect(row).toMatchObject({ isDrift: true, latest: { time: 1, value: 0.5, floor: 0.02 } });
  });

  it('without any value has not drifted, and says so', () => {
    const [line] = lines(1);
    const empty = { ...line, times: [1], values: [null], floors: [null] };
    expect(timeRows([empty], all, formats)[0]).toMatchObject({ isDrift: false });
    expect(momentWords(empty, 0, formats)).toBe('PSI: no data');
  });

  it('says of a moment which marks lie below', () => {
    const [line] = lines(1);
    const one = { ...line, times: [1], values: [0.05], floors: [0.02] };
    expect(momentWords(one, 0, formats)).toBe('PSI 0.05, above its sampling floor 0.02, not above the threshold 0.1');
  });
});

describe('small charts', () => {
  it('fill the room, and scroll rather than become too small to be read', () => {
    expect(multiples(1, 900, 400, 26)).toEqual({ columns: 1, width: 900, height: 374 });
    expect(multiples(50, 900, 400, 26).height).toBeGreaterThanOrEqual(110);
    expect(haveRoom(4, 900, 400, 26)).toBe(true);
    expect(haveRoom(50, 900, 400, 26)).toBe(false);
    expect(multiples(3, 10, 10, 26).columns).toBe(1);
  });
});
