import * as fc from 'fast-check';

import {
  accuracy,
  balancedAccuracy,
  baselineAccuracy,
  fBeta,
  kappa,
  marginals,
  mcc,
  precision,
  qualityMeasure,
  qualityMeasureNames,
  qualityOfEachClass,
  recall,
  specificity,
} from './classification';
import {
  collapseClasses,
  type Confusion,
  confusionFromDense,
  confusionFromPairs,
  emptyConfusion,
  mergeConfusions,
  reorderClasses,
  toDense,
} from './confusion';
import { macroRecallInterval, wilson } from './intervals';
import { classOrders, orderClasses } from './order';

/** Names as they come from outside: few, so that they meet; hostile; and any text. */
const className = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'other', '1', '2', '10') },
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    'a ',
    ' a',
    'a,b',
    'x'.repeat(10_000),
    '<b>',
    'null'
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 })
);
/** Whole counts and quarters: their sums are exact, so that laws hold to the last digit. */
const count = fc.integer({ min: 1, max: 4_000_000 }).map((n) => n / 4);
const row = fc.tuple(className, className, count);
const confusion = fc.array(row, { maxLength: 40 }).map(counted);
const filled = fc.array(row, { minLength: 1, maxLength: 40 }).map(counted);

function counted(rows: Array<[string, string, number]>): Confusion {
  return confusionFromPairs(
    rows.map(([actual]) => actual),
    rows.map(([, predicted]) => predicted),
    rows.map(([, , n]) => n)
  );
}

/** What the counts say, whatever the order of the classes. */
function meaning(c: Confusion) {
  const cells = Array.from(c.count, (n, i) => [c.classes[c.actual[i]], c.classes[c.predicted[i]], n]);
  return { classes: [...c.classes].sort(), cells: cells.map((cell) => JSON.stringify(cell)).sort() };
}

const total = (c: Confusion) => c.count.reduce((sum, n) => sum + n, 0);
const measured = (c: Confusion, average: 'macro' | 'micro' | 'weighted') =>
  qualityMeasureNames.map((measure) => qualityMeasure(marginals(c), { measure, average }));
const ends = (values: Array<number | undefined>) => values.filter((value) => value !== undefined);

function expectClose(a: number | undefined, b: number | undefined) {
  if (a === undefined || b === undefined) {
    expect(a).toBe(b);
  } else {
    expect(Math.abs(a - b)).toBeLessThan(1e-9);
  }
}

function law<T>(name: string, arbitrary: fc.Arbitrary<T>, check: (value: T) => void) {
  it(name, () => fc.assert(fc.property(arbitrary, check), { numRuns: 300 }));
}

describe('counts', () => {
  law('are canonical: sorted by row, each cell once, none of 0', confusion, (c) => {
    const places = Array.from(c.count, (_, i) => c.actual[i] * c.classes.length + c.predicted[i]);
    expect(places.every((place, i) => i === 0 || place > places[i - 1])).toBe(true);
    expect(c.count.every((n) => n > 0)).toBe(true);
    expect(new Set(c.classes).size).toBe(c.classes.length);
  });

  law('survive being written as a square matrix', confusion, (c) => {
    const n = c.classes.length;
    const dense = toDense(c);
    const rows = Array.from({ length: n }, (_, i) => dense.subarray(i * n, (i + 1) * n));
    expect(confusionFromDense(c.classes, rows)).toEqual(c);
  });

  law('are those of the rows, in whatever order and parts these come', fc.array(row), (rows) => {
    const parts = rows.map((one) => counted([one])).reverse();
    expect(meaning(parts.reduce(mergeConfusions, emptyConfusion))).toEqual(meaning(counted(rows)));
  });
});

describe('merging is a monoid', () => {
  law('with the empty counts as identity', confusion, (c) => {
    expect(mergeConfusions(c, emptyConfusion)).toEqual(c);
    expect(mergeConfusions(emptyConfusion, c)).toEqual(c);
  });

  law('associative', fc.tuple(confusion, confusion, confusion), ([a, b, c]) => {
    expect(mergeConfusions(mergeConfusions(a, b), c)).toEqual(mergeConfusions(a, mergeConfusions(b, c)));
  });

  law('commutative but for the order of the classes', fc.tuple(confusion, confusion), ([a, b]) => {
    expect(meaning(mergeConfusions(a, b))).toEqual(meaning(mergeConfusions(b, a)));
  });
});

describe('permuting the classes', () => {
  const permuted = confusion.chain((c) =>
    fc.shuffledSubarray([...c.classes], { minLength: c.classes.length }).map((classes) => ({ c, classes }))
  );

  law('permutes the counts and can be taken back', permuted, ({ c, classes }) => {
    const moved = reorderClasses(c, classes);
    expect(moved.classes).toEqual(classes);
    expect(meaning(moved)).toEqual(meaning(c));
    expect(reorderClasses(moved, c.classes)).toEqual(c);
  });

  law('permutes what is measured of each class, and leaves what is measured of all', permuted, ({ c, classes }) => {
    const moved = reorderClasses(c, classes);
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      const before = measured(c, average);
      measured(moved, average).forEach((estimate, i) => {
        expectClose(estimate.value, before[i].value);
        expectClose(estimate.lower, before[i].lower);
        expectClose(estimate.upper, before[i].upper);
        expect(estimate.support).toBe(before[i].support);
      });
    }
    const before = qualityOfEachClass(marginals(c), { measure: 'fBeta' });
    const after = qualityOfEachClass(marginals(moved), { measure: 'fBeta' });
    classes.forEach((name, k) => expect(after[k]).toEqual(before[c.classes.indexOf(name)]));
  });

  law('is what every order does', fc.tuple(confusion, fc.array(className)), ([c, given]) => {
    for (const order of classOrders) {
      expect(orderClasses(c, order, given).sort()).toEqual([...c.classes].sort());
    }
  });

  law('does not change the orders that follow from names and counts', permuted, ({ c, classes }) => {
    for (const order of ['numeric', 'alphabetic', 'support', 'confused', 'auto'] as const) {
      expect(orderClasses(reorderClasses(c, classes), order)).toEqual(orderClasses(c, order));
    }
  });
});

describe('collapsing', () => {
  const collapse = fc.tuple(confusion, fc.array(className), className);

  law('keeps the total and the cells among kept classes', collapse, ([c, keep, other]) => {
    const collapsed = collapseClasses(c, keep, other);
    expect(total(collapsed)).toBe(total(c));
    const among = (counts: Confusion) =>
      meaning(counts).cells.filter((cell) => {
        const [actual, predicted] = JSON.parse(cell);
        return kept.has(actual) && kept.has(predicted);
      });
    const kept = new Set(keep.filter((name) => c.classes.includes(name)));
    expect(among(collapsed)).toEqual(among(c));
    expect(collapsed.classes.length).toBe(kept.size + (kept.size < c.classes.length ? 1 : 0));
  });

  law('never lowers accuracy: errors among the collapsed become right', collapse, ([c, keep, other]) => {
    const after = accuracy(marginals(collapseClasses(c, keep, other)));
    expect(after ?? 0).toBeGreaterThanOrEqual((accuracy(marginals(c)) ?? 0) - 1e-12);
  });

  law('commutes with merging', fc.tuple(confusion, confusion, fc.array(className)), ([a, b, keep]) => {
    const merged = mergeConfusions(a, b);
    const rest = 'a name that no class has';
    const apart = mergeConfusions(collapseClasses(a, keep, rest), collapseClasses(b, keep, rest));
    expect(meaning(apart)).toEqual(meaning(collapseClasses(merged, keep, rest)));
  });
});

describe('measures', () => {
  law('accuracy does not depend on the names of the classes', confusion, (c) => {
    const renamed: Confusion = { ...c, classes: c.classes.map((_, k) => `class ${k}`) };
    expect(accuracy(marginals(renamed))).toBe(accuracy(marginals(c)));
  });

  law('do not depend on classes that are listed and never occur', fc.tuple(filled, className), ([c, name]) => {
    const listed = reorderClasses(c, [...c.classes, name]);
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      expect(measured(listed, average)).toEqual(measured(c, average));
    }
  });

  law('micro precision, recall and F are accuracy; so is recall weighted by support', filled, (c) => {
    const m = marginals(c);
    expectClose(precision(m, { average: 'micro' }), accuracy(m));
    expectClose(recall(m, { average: 'micro' }), accuracy(m));
    expectClose(fBeta(m, 1, { average: 'micro' }), accuracy(m));
    expectClose(recall(m, { average: 'weighted' }), accuracy(m));
  });

  law('balanced accuracy is the mean recall of the classes with support', filled, (c) => {
    const m = marginals(c);
    const recalls = ends(qualityOfEachClass(m, { measure: 'recall' }).map(({ value }) => value));
    expectClose(balancedAccuracy(m), recalls.reduce((sum, value) => sum + value, 0) / recalls.length);
  });

  law('precision is recall with actual and predicted exchanged', filled, (c) => {
    const exchanged = marginals({ ...c, actual: c.predicted, predicted: c.actual });
    for (const average of ['macro', 'micro'] as const) {
      expectClose(precision(marginals(c), { average }), recall(exchanged, { average }));
    }
    expectClose(mcc(marginals(c)), mcc(exchanged));
    expectClose(kappa(marginals(c)), kappa(exchanged));
  });

  law(
    'F-beta lies between precision and recall',
    fc.tuple(filled, fc.double({ min: 0, max: 100, noNaN: true })),
    ([c, beta]) => {
      const m = marginals(c);
      const [p, r, f] = (['precision', 'recall', 'fBeta'] as const).map((measure) =>
        qualityOfEachClass(m, { measure, beta, zeroDivision: 0 })
      );
      f.forEach(({ value }, k) => {
        const [low, high] = [p[k].value ?? 0, r[k].value ?? 0].sort((a, b) => a - b);
        expect(value ?? 0).toBeGreaterThanOrEqual(low - 1e-12);
        expect(value ?? 0).toBeLessThanOrEqual(high + 1e-12);
      });
    }
  );

  law('with two classes the specificity of one is the recall of the other', fc.array(count, { minLength: 4 }), (n) => {
    const m = marginals(confusionFromDense(['no', 'yes'], [n.slice(0, 2), n.slice(2, 4)]));
    expect(specificity(m, { average: 'class', class: 'yes' })).toBe(recall(m, { average: 'class', class: 'no' }));
  });

  law('lie in [0, 1]; MCC and kappa in [-1, 1]; all are numbers or undefined', confusion, (c) => {
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      measured(c, average).forEach(({ value, support }, i) => {
        const measure = qualityMeasureNames[i];
        const low = measure === 'mcc' || measure === 'kappa' ? -1 : 0;
        const high = measure === 'support' ? Infinity : 1;
        expect(value === undefined || (value >= low && value <= high)).toBe(true);
        expect(support).toBe(total(c));
      });
    }
  });

  law('are 1 where all is right, and MCC and kappa too with two classes or more', filled, (c) => {
    const right = marginals(confusionFromPairs(c.classes, c.classes));
    expect(accuracy(right)).toBe(1);
    expect(balancedAccuracy(right)).toBe(1);
    expectClose(mcc(right), c.classes.length > 1 ? 1 : undefined);
    expectClose(kappa(right), c.classes.length > 1 ? 1 : undefined);
  });

  law('the best constant classifier reaches the baseline; every constant one has kappa 0, if any', filled, (c) => {
    const m = marginals(c);
    const constants = m.classes.map((_, k) => marginals({ ...c, predicted: c.predicted.map(() => k) }));
    expectClose(baselineAccuracy(m), Math.max(...constants.map((constant) => accuracy(constant) ?? 0)));
    expect(constants.every((constant) => Math.abs(kappa(constant) ?? 0) < 1e-12)).toBe(true);
  });
});

describe('intervals', () => {
  const share = fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
    .map(([p, n]) => ({ successes: p * n, n }));
  const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

  law('of Wilson contain the share and lie in [0, 1]', fc.tuple(share, confidence), ([{ successes, n }, level]) => {
    const interval = wilson(successes, n, level);
    expect(interval?.lower).toBeGreaterThanOrEqual(0);
    expect(interval?.lower).toBeLessThanOrEqual(successes / n);
    expect(interval?.upper).toBeGreaterThanOrEqual(successes / n);
    expect(interval?.upper).toBeLessThanOrEqual(1);
  });

  law('of Wilson are mirrored for failures', fc.tuple(share, confidence), ([{ successes, n }, level]) => {
    const mirrored = wilson(n - successes, n, level);
    expectClose(wilson(successes, n, level)?.lower, 1 - (mirrored?.upper ?? NaN));
  });

  law('widen with confidence and narrow with outcomes', share, ({ successes, n }) => {
    const width = (times: number, level: number) => {
      const { lower, upper } = wilson(successes * times, n * times, level) ?? { lower: NaN, upper: NaN };
      return upper - lower;
    };
    expect(width(1, 0.99)).toBeGreaterThan(width(1, 0.9));
    expect(width(4, 0.9)).toBeLessThan(width(1, 0.9));
  });

  law('of every measure contain its value and lie in [0, 1]', fc.tuple(filled, confidence), ([c, level]) => {
    const m = marginals(c);
    for (const measure of qualityMeasureNames) {
      const all = (['macro', 'micro', 'weighted'] as const).map((average) =>
        qualityMeasure(m, { measure, average, confidence: level })
      );
      for (const { value = NaN, lower, upper } of [...all, ...qualityOfEachClass(m, { measure, confidence: level })]) {
        expect(lower === undefined).toBe(upper === undefined);
        expect(lower === undefined || (lower >= 0 && lower <= value + 1e-12)).toBe(true);
        expect(upper === undefined || (upper <= 1 && upper >= value - 1e-12)).toBe(true);
      }
    }
  });

  law('of macro recall of one class are those of its share, by the normal approximation', share, ({ successes, n }) => {
    const p = Math.min(1, successes / n);
    const half = 1.959963984540054 * Math.sqrt((p * (1 - p)) / n);
    const interval = macroRecallInterval([successes], [n], 0.95);
    expectClose(interval?.lower, half > 0 ? Math.max(0, p - half) : undefined);
    expectClose(interval?.upper, half > 0 ? Math.min(1, p + half) : undefined);
  });
});
