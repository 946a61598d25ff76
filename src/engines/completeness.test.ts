import { type CompletenessDay } from '../frames/completenessFrame';
import { DAY_MS, judgeDays, type Need } from './completeness';

const day = (
  n: number,
  without: Partial<Record<Need, number>>,
  more: Partial<CompletenessDay> = {}
): CompletenessDay => ({
  time: n * DAY_MS,
  records: 10,
  failed: 4,
  withOutcome: 2,
  without,
  ...more,
});
const told = (days: CompletenessDay[]) => judgeDays(days).map(({ without }) => without);

describe('what records lack', () => {
  it('is told day by day, in their order', () => {
    expect(judgeDays([day(2, {}), day(1, {})]).map(({ time }) => time)).toEqual([DAY_MS, 2 * DAY_MS]);
  });

  it('is told of what every record ought to have, even if none has it', () => {
    expect(told([day(1, { id: 10, version: 0, prediction: 6, 'outcome time': 2 })])).toEqual([
      { id: 10, version: 0, prediction: 6, 'outcome time': 2 },
    ]);
  });

  it('is not told of what no record of any day has, and not every model writes', () => {
    expect(told([day(1, { score: 6, 'trace id': 10, features: 10, 'response time': 10 })])).toEqual([{}]);
    expect(told([day(1, { score: 6, 'trace id': 10 }), day(2, { score: 5, 'trace id': 9 })])).toEqual([
      { score: 6, 'trace id': 10 },
      { score: 5, 'trace id': 9 },
    ]);
  });

  it('is not a score where all requests failed: none had one to write', () => {
    expect(told([day(1, { score: 0 }, { failed: 10 })])).toEqual([{}]);
  });
});
