import { migrateQuery } from '../../../query/migrate';
import { completeRecordMapping } from '../../../query/recordFields';
import { type AlertPlan, type AlertQuestion, isRefusal, type Refusal } from '../../engine';
import { type ElasticsearchFacts } from '../facts';
import { MOST_TERMS, type Target } from '../target';
import { planAlert } from './alertPlan';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const window = { from: 0, to: HOUR, intervalMs: 60_000 };
const known = { versions: ['v1'], classes: ['approve', 'reject'], scoreEdges: [] };
const all: ElasticsearchFacts = {
  recordsWith: { 'credit-risk': { '': 9, predicted: 9, actual: 9, correct: 9 } },
  classes: 2,
};

function plan(
  asked: object,
  {
    labelDelayMs = DAY,
    facts = all,
    ...more
  }: Partial<AlertQuestion> & { labelDelayMs?: number; facts?: typeof all } = {},
  names = known
): AlertPlan | Refusal {
  const query = migrateQuery({ model: { name: 'credit-risk' }, ...asked });
  return planAlert({ query, ...more }, completeRecordMapping({ labelDelayMs }), window, facts, names);
}

function planned(...given: Parameters<typeof plan>): AlertPlan {
  const found = plan(...given);
  if (isRefusal(found)) {
    throw new Error(found.sentence);
  }
  return found;
}

function sentence(...given: Parameters<typeof plan>): string {
  const found = plan(...given);
  return isRefusal(found) ? found.sentence : '';
}

const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
const operations = (measure: string, more: object = {}) => ({ kind: 'operations', operations: { measure }, ...more });

describe('the window of a rule on records', () => {
  const windows = ({ inputs }: AlertPlan) => inputs.map(({ fromMs, toMs }) => [fromMs, toMs]);
  const queries = ({ inputs }: AlertPlan) => inputs.map(({ target }) => (target as Target).query);

  it('is that of outcomes within predictions which are old enough on the outcome clock', () => {
    const found = planned(quality('accuracy'));
    expect(windows(found)).toEqual([
      [HOUR + DAY, 0],
      [HOUR + DAY, 0],
    ]);
    queries(found).forEach((query) => expect(query).toContain('outcome.observed:{now-3600s TO now]'));
    expect(found.notes).toContain(
      "Outcomes are counted by outcome.observed, if they come at most 24 h after the prediction, the longest label delay of the data source's settings."
    );
  });

  it('ends a label delay ago on the prediction clock', () => {
    const found = planned({ ...quality('accuracy'), timeBasis: 'prediction' });
    expect(windows(found)).toEqual([
      [HOUR + DAY, DAY],
      [HOUR + DAY, DAY],
    ]);
    queries(found).forEach((query) => expect(query).not.toContain('now'));
    expect(found.notes.join()).toContain('looks at predictions that are at least 24 h old');
  });

  it('is none on the prediction clock where outcomes may take longer than a week', () => {
    const late = { labelDelayMs: 8 * DAY };
    expect(sentence({ ...quality('accuracy'), timeBasis: 'prediction' }, late)).toContain(
      'takes up to 8 d. Set the clock to outcome'
    );
    expect(windows(planned(quality('accuracy'), late))[0]).toEqual([HOUR + 8 * DAY, 0]);
    expect(windows(planned({ ...operations('errorShare'), timeBasis: 'prediction' }, late))[0]).toEqual([HOUR, 0]);
  });

  it("is the query's own, of whole seconds", () => {
    expect(planned({ ...quality('accuracy'), window: '1500ms' }).windowMs).toBe(2000);
    expect(planned({ ...operations('throughput'), window: '2h' }).value).toBe('$predictions / 7200');
  });
});

describe('a rule on records', () => {
  it('calls labels as the fields are', () => {
    const each = { ...quality('recall', { average: 'each' }), byVersion: true };
    expect(planned(each).by).toEqual(['model.version', 'outcome.label']);
    expect(planned({ kind: 'confusion' }).by).toEqual(['outcome.label', 'prediction.label']);
    expect(planned(operations('errorRate')).by).toEqual(['error.type']);
  });

  it('is named as every rule is', () => {
    expect(planned(quality('recall', { average: 'class', class: 'reject' }))).toMatchObject({
      name: 'recall of reject of credit-risk',
      measure: 'recall',
      model: 'credit-risk',
    });
  });

  it('needs to be told which predictions were right, or a class', () => {
    const facts = { ...all, recordsWith: { 'credit-risk': { predicted: 9, actual: 9 } } };
    expect(sentence(quality('accuracy'), { facts })).toContain('reads from the field outcome.correct');
    expect(sentence(quality('recall', { average: 'each' }), { facts })).toContain('outcome.correct');
    expect(sentence(quality('recall', { average: 'class', class: 'reject' }), { facts })).toBe('');
  });

  it('says that it watches the most frequent classes only', () => {
    const facts = { ...all, classes: MOST_TERMS + 1 };
    expect(planned(quality('recall', { average: 'each' }), { facts }).notes.join()).toContain('256 classes');
    expect(planned(quality('accuracy'), { facts }).notes.join()).not.toContain('classes');
  });

  it('has a companion where a name may appear that it does not know', () => {
    expect(planned(quality('accuracy')).unknown?.fromMs).toBe(HOUR + DAY);
    expect(planned(operations('throughput')).unknown?.fromMs).toBe(HOUR);
    const many = { ...known, classes: Array.from({ length: MOST_TERMS }, (_, i) => `c${i}`), versions: [] };
    expect(planned(quality('accuracy'), {}, many).unknown).toBeUndefined();
    expect(planned({ ...operations('throughput'), byVersion: true }).unknown).toBeUndefined();
  });

  it('names what it does not know by the fields that have it, whatever the rule does without data', () => {
    expect(planned(quality('accuracy')).unknownBy).toEqual(['model.version', 'outcome.label', 'prediction.label']);
    expect(planned(operations('throughput')).unknownBy).toEqual(['model.version']);
  });

  const scored = (measure: string, more: object = {}) => ({
    ...quality(measure),
    model: { name: 'credit-risk', positiveClass: 'reject' },
    ...more,
  });

  it('asks three counts of each class that is known, and says so', () => {
    const found = planned(quality('kappa'));
    expect(found.inputs.map(({ name }) => name)).toEqual([
      'tp0',
      'actual0',
      'predicted0',
      'tp1',
      'actual1',
      'predicted1',
      'support',
    ]);
    expect(found.notes.join()).toContain('knows 2 classes and asks 7 queries');
  });

  it('cuts scores at the edge that is nearest to the threshold', () => {
    const edges = ['0', '0.02', '0.3', '0.32', '0.33', '0.99', '1'].map((threshold) => {
      const { inputs } = planned(scored('accuracy', { threshold }));
      return /prediction\.score:\{(\S+) TO/.exec(JSON.stringify(inputs))?.[1];
    });
    expect(edges).toEqual(['-5e-324', '-5e-324', '0.3', '0.3', '0.35', '1', '1']);
  });

  it('has no number of scores where no outcome is positive', () => {
    const { inputs, value } = planned(scored('rocAuc'));
    expect(inputs.find(({ name }) => name === 'seen')?.least).toBe(1);
    expect(value).toContain('$seen');
    // 22 bins of two sides.
    expect(inputs).toHaveLength(2 * 22 + 2);
  });

  it('knows the classes on either side of a threshold, and no others', () => {
    const of = (name: string, classes: string[]) =>
      sentence(
        { ...scored('recall', { threshold: '0.5' }), quality: { measure: 'recall', average: 'class', class: name } },
        {},
        { ...known, classes }
      );
    expect(of('reject', ['approve', 'reject'])).toBe('');
    expect(of('approve', ['approve', 'reject'])).toBe('');
    expect(of('not reject', ['approve', 'refer', 'reject'])).toBe('');
    expect(of('approve', ['approve', 'refer', 'reject'])).toContain("Choose 'reject' or 'not reject'");
  });

  const eleven = Array.from({ length: 11 }, (_, i) => `c${i}`);

  it.each([
    [quality('recall', { average: 'macro' }), 'of 11 classes would take 33 queries'],
    [quality('mcc'), 'of 11 classes would take 33 queries'],
  ])('is refused where there are many classes: %j', (asked, said) => {
    expect(sentence(asked, {}, { ...known, classes: eleven })).toContain(said);
  });

  it.each([
    [quality('specificity', { average: 'each' }), 'specificity of each class cannot be alerted on from records'],
    [quality('fBeta', { average: 'each' }), 'F1 of each class cannot be alerted on from records'],
    [quality('rocAuc'), 'Name the positive class'],
    [{ ...quality('accuracy'), threshold: '0.5' }, 'Name the positive class'],
    [{ kind: 'confusion', threshold: '0.5' }, 'at a score threshold cannot be alerted on'],
    [quality('recall', { average: 'class', class: 'a', zeroDivision: 0 }), "Set what 0/0 becomes to 'no data'"],
    [operations('memory'), 'Records say nothing of memory'],
    [operations('labelCoverage', { byVersion: true }), 'Label coverage by version cannot be alerted on'],
    [{ kind: 'operations', operations: { measure: 'responseTime', quantiles: [0.5, 0.9] } }, 'one quantile'],
    [{ kind: 'curve' }, 'A curve is no number'],
    [{ kind: 'audit' }, 'Records are no number'],
    [{ kind: 'errors', errors: { as: 'records' } }, 'Records are no number'],
  ])('is refused in a sentence: %j', (asked, said) => {
    expect(sentence(asked)).toContain(said);
  });
});
