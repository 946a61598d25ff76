/**
 * Audit records with features of hostile names, whose distributions move on the fourth of five days. The model 'price'
 * predicts numbers.
 */
import { type AuditRecord } from '../src/engines/sample/records';
import { hash, random } from '../src/engines/sample/story/random';
import { HOSTILE } from './mixedWorld';

export const HOUR = 3_600_000;
export const START = Date.UTC(2026, 10, 20);
export const ODD_NUMBER = 'odd "number" \\ $x </script> ü';
export const ODD_TEXT = "odd 'text' {{y}} [z] (*) 日本";
export const OLD = 'v1';
export const NEW = 'v2 "\\';

/** From the fourth day on incomes are higher, one category is frequent, another is new, and nulls are. */
function* makeRecords(): Generator<AuditRecord> {
  const uniform = random(hash(99));
  for (let i = 0; i < 12_000; i++) {
    const [when, income, age, which, score, many, fails, version] = Array.from({ length: 8 }, uniform);
    const hours = 120 * when;
    const late = hours > 72;
    const moved = late ? 1.4 : 1;
    const text = HOSTILE[Math.floor((late ? which * which : which) * HOSTILE.length)];
    const common = {
      model: 'credit',
      version: version < 0.6 ? OLD : NEW,
      time: START + Math.round(hours * HOUR),
      // Whole nanoseconds.
      duration: Math.round((0.01 + 0.2 * score * moved) * 1e9) / 1e9,
      features: {
        income: Math.round(100 * moved * income * income),
        age: age < (late ? 0.2 : 0.05) ? null : Math.round(600 * age) / 10,
        [ODD_NUMBER]: Math.round(2000 * (age - 0.5)) / 1000,
        [ODD_TEXT]: which < (late ? 0.1 : 0.02) ? null : late && which > 0.95 ? 'new </b> "' : text,
        many: `category ${Math.floor(400 * many * many)}`,
        never: null,
      },
    };
    yield fails < 0.04
      ? { ...common, error: { type: 'TimeoutError', message: '' } }
      : { ...common, predicted: HOSTILE[Math.floor(score * moved * 3) % 4], score: Math.min(1, score * moved) };
  }
  for (let i = 0; i < 900; i++) {
    const [when, value] = Array.from({ length: 2 }, uniform);
    yield {
      model: 'price',
      version: OLD,
      time: START + Math.round(120 * HOUR * when),
      value: 50 * value,
      features: {},
    };
  }
}

export const records = [...makeRecords()].map((record, i): AuditRecord => ({ id: String(i), ...record }));
