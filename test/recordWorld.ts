/**
 * Audit records of the 30 hours up to now, since the clock of an index cannot be set: outcomes come up to 20 hours late.
 * None lies within ten minutes of an end of the windows that are asked about, so that tests may take as long.
 *
 *     mixed   several classes, two versions; one class is never predicted, one is never right, one predicted is never actual
 *     right   one class, always right; no request fails
 *     wrong   never right
 *     idle    outcomes are never known
 *     price   predicts values
 *     scored  has scores, on the edges of their bins too, of one positive class and two others
 *     odd     has scores below 0 and above 1
 *     early   has scores, and no positive outcome
 *
 * and one model for each hostile name.
 */
import { type AuditRecord } from '../src/engines/sample/records';
import { hash, random } from '../src/engines/sample/story/random';
import { HOSTILE } from './mixedWorld';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const NOW = Math.floor(Date.now() / 1000) * 1000;
export const WINDOW_MS = 2 * HOUR;
export const LABEL_DELAY_MS = DAY;
export const TIMEOUT = 'time\\out "$x"';

const isClear = (ends: number[], time: number) => ends.every((end) => Math.abs(NOW - end - time) > 10 * MINUTE);

function isUnambiguous({ time = 0, observed = 0 }: AuditRecord): boolean {
  return isClear([0, WINDOW_MS, DAY, DAY + WINDOW_MS], time) && isClear([0, WINDOW_MS], observed);
}

interface Choice {
  name: string;
  actual: string;
  predicted: string;
}

/** Of some uniform numbers. */
type Choose = (which: number, chance: number) => Choice;

const MIXED: Array<[string, string, number]> = [
  ['cat', 'cat', 0.4],
  ['cat', 'dog', 0.1],
  ['dog', 'dog', 0.2],
  ['dog', 'cat', 0.08],
  ['dog', 'fox', 0.04],
  ['owl', 'cat', 0.1],
  ['', 'cat', 0.03],
  ['', '', 0.05],
];

const models: Record<string, Choose> = {
  mixed: (which) => {
    let left = which;
    const [actual, predicted] = MIXED.find(([, , share]) => (left -= share) < 0) ?? MIXED[0];
    return { name: 'mixed', actual, predicted };
  },
  right: () => ({ name: 'right', actual: 'cat', predicted: 'cat' }),
  wrong: (which) => ({ name: 'wrong', actual: which < 0.5 ? 'cat' : 'owl', predicted: 'dog' }),
};

function* makeRecords(): Generator<AuditRecord> {
  const uniform = random(hash(1177));
  for (let i = 0; i < 6000; i++) {
    const [when, late, which, chance, of, fails] = Array.from({ length: 6 }, uniform);
    const time = Math.round(NOW - 30 * HOUR * when);
    const observed = Math.round(time + MINUTE + 20 * HOUR * late * late);
    const model = of < 0.7 ? 'mixed' : of < 0.78 ? 'right' : of < 0.86 ? 'wrong' : of < 0.93 ? 'idle' : 'price';
    const common = { time, model, version: chance < 0.7 ? 'v1' : 'v2 "\\', duration: 0.01 + chance, features: {} };
    const known = observed < NOW ? { observed } : undefined;
    if (fails < 0.05 && model === 'mixed') {
      yield { ...common, error: { type: chance < 0.5 ? TIMEOUT : 'BadRequest', message: '' } };
    } else if (model === 'price') {
      yield { ...common, value: 100 * which, ...(known && { ...known, actualValue: 100 * chance + 1 }) };
    } else if (model === 'idle') {
      yield { ...common, predicted: 'cat' };
    } else {
      const { actual, predicted } = models[model](which, chance);
      yield { ...common, predicted, ...(known && { ...known, actual }) };
    }
  }
  for (const name of HOSTILE) {
    for (const predicted of [name, 'other']) {
      const [time, observed] = [NOW - HOUR, NOW - HOUR / 2];
      yield { time, observed, model: name, version: name, actual: name, predicted, features: {} };
    }
  }
}

const SCORED: Array<[model: string, classes: string[], scoreOf: (uniform: number, i: number) => number]> = [
  ['scored', ['reject', 'approve', 'reject', 'refer'], (uniform, i) => (i % 5 === 0 ? (i % 21) / 20 : uniform)],
  ['odd', ['reject', 'approve'], (uniform) => 1.4 * uniform - 0.2],
  ['early', ['approve', 'refer'], (uniform) => uniform],
];

/** Outcomes with scores, which are the higher the more often they are of the first class. */
function* scoredRecords(): Generator<AuditRecord> {
  const uniform = random(hash(2213));
  for (const [model, classes, scoreOf] of SCORED) {
    for (let i = 0; i < 1500; i++) {
      const [when, late, which, of, chance] = Array.from({ length: 5 }, uniform);
      const time = Math.round(NOW - 30 * HOUR * when);
      const observed = Math.round(time + MINUTE + 20 * HOUR * late * late);
      const actual = classes[Math.floor(classes.length * which)];
      const score = scoreOf(actual === classes[0] ? 1 - of * of : of * of, i);
      const known = observed < NOW ? { observed, actual } : {};
      const predicted = score > 0.5 ? classes[0] : classes[1];
      yield { time, model, version: chance < 0.6 ? 'v1' : 'v2 "\\', predicted, score, features: {}, ...known };
    }
  }
}

export const recordWorld: AuditRecord[] = [...makeRecords(), ...scoredRecords()]
  .filter(isUnambiguous)
  .map((record, i) => ({ id: String(i), ...record }));
