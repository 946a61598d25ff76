import fc from 'fast-check';

import { creditDistributions, driftAnswer } from '../../../test/driftFrames';
import { type DriftFormats } from './fieldDisplay';
import { plainScore } from './formats';
import { rankingView, rowSentences } from './rankingView';
import { type DriftRow, readData } from './readData';

const formats: DriftFormats = { score: plainScore, variable: (name) => name, noValue: '–' };

const data = readData(driftAnswer(), { measure: 'psi', threshold: '' });
const credit = 'rows' in data ? data.rows : [];
const all = { sort: 'drift' as const, show: 'all' as const, filter: '' };
const names = (asked: Partial<Parameters<typeof rankingView>[1]>, rows = credit) =>
  rankingView(rows, { ...all, ...asked }, formats).rows.map(({ name }) => name);

const row = (more: Partial<DriftRow>): DriftRow => ({
  key: 'feature x',
  of: 'feature',
  variable: 'x',
  type: 'numeric',
  measure: 'psi',
  measureName: 'PSI',
  status: 'noise',
  says: '',
  samples: 100,
  referenceSamples: 100,
  ...more,
});

describe('the ranking', () => {
  it('has the farthest moved first, or those that matter, or the names in their order', () => {
    expect(names({}).slice(0, 3)).toEqual(['employment', 'income', 'prediction']);
    expect(names({ sort: 'status' }).slice(-1)).toEqual(['new tariff']);
    expect(names({ sort: 'name' }).slice(0, 3)).toEqual(['age', 'channel', 'debt ratio']);
    expect(names({ sort: 'nulls' }).slice(0, 2)).toEqual(['employment', 'debt ratio']);
    expect(names({ sort: 'unseen' })[0]).toBe('employment');
  });

  it('shows only what is above all of its marks, or what the filter names, by name or by verdict', () => {
    expect(names({ show: 'drift' })).toEqual(['employment', 'income']);
    expect(names({ filter: ' LOAN ' })).toEqual(['loan amount']);
    expect(names({ filter: 'too few' })).toEqual(['new tariff']);
    expect(names({ filter: '$("\\' })).toEqual([]);
  });

  it('says in a sentence how many have drifted among those that can be judged', () => {
    expect(rankingView(credit, all, formats).summary).toBe('2 of 8 variables have drifted, of 1 nothing can be told');
    expect(rankingView([row({ status: 'too few' })], all, formats).summary).toBe('Of the variable nothing can be told');
  });

  it('tells a feature from a score of its name', () => {
    const rows = [row({ variable: 'score', key: 'a' }), row({ variable: 'score', key: 'b', of: 'score' })];
    expect(names({}, rows)).toEqual(['score', 'score (feature)']);
  });

  it('has marks that can be told apart, also where a score is far beyond: its bar is torn off', () => {
    const { rows, max } = rankingView([row({ drift: 40, floor: 0.02, threshold: 0.1 })], all, formats);
    expect(max).toBeLessThan(0.6);
    expect(rows[0]).toMatchObject({ beyond: true, bar: 1, score: '40' });
    expect(rows[0].ticks.map(({ mark }) => mark)).toEqual(['floor', 'threshold']);
  });

  it('does not take the floor of a handful for the scale', () => {
    const few = row({ status: 'too few', drift: 0.1, floor: 9 });
    expect(rankingView([few, row({ drift: 0.2, threshold: 0.1 })], all, formats).max).toBeLessThan(0.3);
  });

  it('keeps bars and ticks within the scale, whatever the numbers are', () => {
    const value = fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined });
    const any = fc.record({ drift: value, floor: value, usual: value, threshold: value }).map(row);
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (rows) => {
        for (const { bar = 0, ticks } of rankingView(rows, all, formats).rows) {
          for (const at of [bar, ...ticks.map((tick) => tick.at)]) {
            expect(at >= 0 && at <= 1).toBe(true);
          }
        }
      })
    );
  });

  it('says what a variable means: score and marks, samples, nulls, categories', () => {
    const employment = credit.find(({ variable }) => variable === 'employment');
    expect(employment && rowSentences(employment).join(' ')).toMatch(
      /^PSI 1\.3: far above its sampling floor .*\. 6,640 values now, 6,700 in the reference\. Nulls 3\.6 %, before 0\.1 %\. New categories hold 14\.0 % of the values\.$/
    );
    expect(creditDistributions).toHaveLength(credit.length);
  });
});
