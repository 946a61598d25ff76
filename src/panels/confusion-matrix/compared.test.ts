import fc from 'fast-check';

import { type Confusion, confusionFromPairs } from '../../statistics/confusion';
import { plainFormats } from '../shared/formats';
import { cellAt } from './cells';
import { cellText, isNoData, secondText } from './cellText';
import { cellChange } from './compared';
import { type CompareOptions, type ConfusionMatrixOptions, defaultOptions } from './options';
import { cellSentences, spokenSentence } from './sentences';
import { BAD, GOOD, MIXED } from './strengths';
import { makeView } from './viewModel';

type Pair = [actual: string, predicted: string, count: number];

function counts(...pairs: Pair[]): Confusion {
  return confusionFromPairs(
    pairs.map(([actual]) => actual),
    pairs.map(([, predicted]) => predicted),
    pairs.map(([, , count]) => count)
  );
}

function compared(current: Confusion, reference: Confusion, options: Partial<ConfusionMatrixOptions> = {}) {
  const names = { current: 'version v2', reference: 'version v1' };
  const view = makeView(current, { ...defaultOptions, ...options }, plainFormats(), { confusion: reference, names });
  if (!view.compared) {
    throw new Error('not compared');
  }
  return { ...view, compared: view.compared };
}
const show = (show: CompareOptions['show']) => ({ compare: { ...defaultOptions.compare, show } });

const before = counts(['yes', 'yes', 700], ['yes', 'no', 300], ['no', 'no', 980], ['no', 'yes', 20]);
const now = counts(['yes', 'yes', 800], ['yes', 'no', 200], ['no', 'no', 978], ['no', 'yes', 22]);

/** Of every cell, row by row. */
function texts(view: ReturnType<typeof compared>) {
  return view.classes.map((_, row) => view.classes.map((_, column) => cellText(view, cellAt(view, row, column))));
}

describe('a comparison', () => {
  it('says of each cell how its share of the row changed, in percentage points', () => {
    expect(texts(compared(now, before))).toEqual([
      ['−0.2', '+0.2'],
      ['−10.0', '+10.0'],
    ]);
  });

  it('says what the option asks for', () => {
    expect(texts(compared(now, before, show('count')))).toEqual([
      ['−2', '+2'],
      ['−100', '+100'],
    ]);
    // 1,178 were predicted no, before 1,280.
    expect(texts(compared(now, before, show('column')))[0][0]).toBe('+6.5');
  });

  it('says below it what it was and is, where there is room', () => {
    const second = (options: Partial<ConfusionMatrixOptions>) => {
      const view = compared(now, before, options);
      return secondText(view, cellAt(view, 1, 1));
    };
    expect(second({})).toBe('70.0 → 80.0 %');
    expect(second(show('count'))).toBe('700 → 800');
  });

  it('marks what surely differs, and colors better and worse', () => {
    const view = compared(now, before);
    const of = (row: number, column: number) => cellChange(view, view.compared, row, column);
    expect(of(1, 1)).toMatchObject({ sure: true, verdict: 'better' });
    expect(of(1, 0)).toMatchObject({ sure: true, verdict: 'better' });
    expect(of(0, 0)).toMatchObject({ sure: false, verdict: 'worse' });
    expect([...view.tone]).toEqual([BAD, BAD, GOOD, GOOD]);
    // What may be chance is paler than what is sure.
    expect(view.weight[3]).toBeGreaterThan(view.weight[0]);
  });

  it('says in sentences what was, what changed, and how sure that is, with the confidence', () => {
    const view = compared(now, before);
    expect(cellSentences(view, 1, 1)).toMatchObject({
      cell: '800 of 1,000 yes were predicted yes (80.0 %, 95 % interval 77.4 to 82.4)',
      before: 'Version v1: 700 of 1,000 (70.0 %, 95 % interval 67.1 to 72.8)',
      change:
        'Change: +10.0 percentage points (95 % interval 6.2 to 13.7), better; a sure difference, at 95 % confidence over all 4 cells compared',
    });
    expect(cellSentences(view, 0, 0).change).toMatch(/worse; may be chance, at 95 % confidence$/);
    expect(spokenSentence(compared(now, before, { confidence: 0.99 }), 1, 1)).toMatch(/at 99 % confidence/);
  });

  it('has no data where a class had no outcomes on one side, never 0', () => {
    const grown = compared(counts(['a', 'a', 10], ['b', 'b', 5]), counts(['a', 'a', 10]));
    expect(isNoData(grown, 1, 1)).toBe(true);
    expect(texts(grown)[1]).toEqual(['–', '–']);
    expect(cellSentences(grown, 1, 1)).toMatchObject({
      before: 'Version v1: 0 of 0 (no data)',
      change: 'Without outcomes on both sides there is no change of the share',
    });
  });

  it('says of counts what they are, where a class is new', () => {
    const grown = compared(counts(['a', 'a', 10], ['b', 'b', 5]), counts(['a', 'a', 10]), show('count'));
    expect(texts(grown)[1][1]).toBe('+5');
  });

  it('of closed groups tells no better from worse within them', () => {
    const groups = { ...defaultOptions.groups, by: 'separator' } as const;
    const old = counts(['x/1', 'x/1', 900], ['x/1', 'y', 100], ['x/2', 'x/2', 500], ['y', 'y', 500]);
    const fresh = counts(['x/1', 'x/1', 600], ['x/1', 'y', 400], ['x/2', 'x/2', 500], ['y', 'y', 500]);
    const view = compared(fresh, old, { groups });
    expect(view.classes.map(({ name }) => name)).toEqual(['x', 'y']);
    expect([...view.tone]).toEqual([MIXED, BAD, MIXED]);
    expect(cellChange(view, view.compared, 0, 0)).toMatchObject({ sure: true, verdict: undefined });
  });

  it('takes classes of either side, in one order', () => {
    const view = compared(counts(['c', 'a', 1]), counts(['b', 'b', 1]));
    expect(view.classes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('compares the overall scores too', () => {
    const accuracy = compared(now, before).scores.find(({ id }) => id === 'accuracy');
    expect(accuracy).toMatchObject({ text: '88.9 %', change: { text: '+4.9', before: '84.0 %', sure: 'better' } });
  });
});

describe('laws', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd/1', 'd/2');
  const pairs = fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 5000 })), { minLength: 1, maxLength: 25 });
  const options = fc.record({
    by: fc.constantFrom('none', 'separator'),
    show: fc.constantFrom('row', 'column', 'count'),
    topClasses: fc.constantFrom(0, 2),
  });
  const optionsOf = ({ by, show, topClasses }: { by: string; show: string; topClasses: number }) =>
    ({
      topClasses,
      compare: { ...defaultOptions.compare, show },
      groups: { ...defaultOptions.groups, by },
    }) as Partial<ConfusionMatrixOptions>;

  it('equal data has no change and no sure difference, whatever is summed', () => {
    fc.assert(
      fc.property(pairs, options, (pairs, options) => {
        const view = compared(counts(...pairs), counts(...pairs), optionsOf(options));
        expect([...view.compared.sure, ...view.compared.sureRecall, ...view.compared.surePrecision]).not.toContain(1);
        expect([...view.compared.change].every((change) => change === 0)).toBe(true);
        expect(view.scores.every(({ change }) => change?.sure === undefined)).toBe(true);
      })
    );
  });

  it('both sides keep all their outcomes, and every cell of either is there once', () => {
    fc.assert(
      fc.property(pairs, pairs, options, (current, reference, options) => {
        const view = compared(counts(...current), counts(...reference), optionsOf(options));
        const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
        expect(sum(view.cells.count)).toBe(sum(current.map(([, , count]) => count)));
        expect(sum(view.compared.count)).toBe(sum(reference.map(([, , count]) => count)));
        const n = view.classes.length;
        const places = Array.from(view.cells.count, (_, i) => view.cells.actual[i] * n + view.cells.predicted[i]);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      })
    );
  });

  it('the other way round is the opposite, and as sure', () => {
    fc.assert(
      fc.property(pairs, pairs, (current, reference) => {
        const there = compared(counts(...current), counts(...reference)).compared;
        const back = compared(counts(...reference), counts(...current)).compared;
        expect([...back.sure]).toEqual([...there.sure]);
        back.change.forEach((change, i) =>
          Number.isNaN(change) ? expect(there.change[i]).toBeNaN() : expect(change).toBeCloseTo(-there.change[i], 6)
        );
      })
    );
  });
});
