import { type AlertQuestion, isRefusal } from '../../engines/engine';
import { migrateQuery } from '../../query/migrate';
import {
  checkNames,
  choose,
  conditionOf,
  type FormState,
  initialState,
  questionOf,
  ruleOf,
  startWith,
  thresholdTexts,
  timesOf,
} from './formState';
import { matrixFrame, NOW, numberFrame, panelData, sharePlan, target } from './testPanel';
import { type Watched, watchedOf } from './watched';

const suggested = { threshold: 0.91 };
const written = (changes: Partial<FormState> = {}): FormState => ({ ...initialState, ...changes });
const place = { upstream: { type: 'prometheus', uid: 'prom' }, folder: { uid: 'models', title: 'Models' } };

const { watched } = watchedOf({ targets: [target()], data: panelData([matrixFrame(['a', 'b'])]) }, NOW);
const accuracy = watched[0];
const cells = watched.find(({ question }) => question.query.kind === 'confusion') as Watched;

describe('the question of a form', () => {
  it('is that of the panel, unless something is written', () => {
    expect(questionOf(accuracy, written())).toEqual(accuracy.question);
  });

  it('has another window, a least number of events, and a cell of a matrix', () => {
    const cell = { actual: 'a', predicted: 'b' };
    expect(questionOf(cells, written({ window: ' 1h ', leastSupport: '50', cell }))).toMatchObject({
      query: { window: '1h' },
      leastSupport: 50,
      cell,
    });
    expect(questionOf(accuracy, written({ cell }))).not.toHaveProperty('cell');
  });

  it('is of one feature of many, the first unless another is chosen, whatever it is called', () => {
    const frame = numberFrame({ kind: 'drift', drift: { features: ['b', '$x "y"'] } });
    const [drift] = watchedOf({ targets: [target()], data: panelData([frame]) }, NOW).watched;
    const asked = (state: FormState) => questionOf(drift, state);
    expect(asked(written())).toMatchObject({ query: { drift: { features: ['$x "y"'] } } });
    expect(asked(written({ feature: 'b', window: '1h' }))).toMatchObject({
      query: { window: '1h', drift: { features: ['b'] } },
    });
    expect(questionOf({ ...drift, features: [] }, written())).toEqual(drift.question);
  });

  it('says what cannot be read', () => {
    const sentenceOf = (changes: Partial<FormState>) => {
      const found = questionOf(accuracy, written(changes));
      return isRefusal(found) ? found.sentence : undefined;
    };
    expect(sentenceOf({ leastSupport: '-1' })).toMatch(/no number from 0/);
    expect(sentenceOf({ leastSupport: 'many' })).toMatch(/no number from 0/);
    expect(sentenceOf({ window: '$__range' })).toBe(
      "The window '$__range' is no duration. Write a number and a unit, such as 30m, 24h or 7d."
    );
  });
});

describe('the condition of a form', () => {
  it('is what is suggested, surely, in percent', () => {
    expect(thresholdTexts(written(), sharePlan, suggested).threshold).toBe('91');
    expect(conditionOf(written(), sharePlan, 'below', suggested)).toEqual({
      condition: { is: 'below', threshold: 0.91, surely: 0.99 },
      problems: [],
    });
  });

  it('is what is written instead', () => {
    const state = written({ threshold: '80', surely: false, hysteresis: '5' });
    expect(conditionOf(state, sharePlan, 'above', suggested)).toEqual({
      condition: { is: 'above', threshold: 0.8, hysteresis: 0.05 },
      problems: [],
    });
  });

  it('is never surely where no interval is defined', () => {
    const { condition } = conditionOf(written(), { ...sharePlan, interval: undefined }, 'below', suggested);
    expect(condition).not.toHaveProperty('surely');
  });

  it('is missing as long as there is no threshold', () => {
    const missing = ['There is no threshold yet. Write the number that is worth an alert.'];
    expect(conditionOf(written(), sharePlan, 'below', undefined).problems).toEqual(missing);
    expect(conditionOf(written({ threshold: '' }), sharePlan, 'below', suggested).problems).toEqual(missing);
    expect(conditionOf(written({ threshold: '80' }), sharePlan, 'outside', undefined).problems).toEqual(missing);
  });

  it('says what is wrong with it', () => {
    expect(conditionOf(written({ threshold: 'x' }), sharePlan, 'below', undefined).problems).toEqual([
      expect.stringContaining('is no number'),
    ]);
    expect(conditionOf(written({ confidence: '100' }), sharePlan, 'below', suggested).problems).toEqual([
      expect.stringContaining('confidence 1'),
    ]);
  });

  it('is suggested anew for another thing to watch', () => {
    const before = written({ threshold: '80', title: 'Mine', holdsFor: '1h' });
    expect(choose(before, 1, cells.question)).toMatchObject({
      choice: 1,
      threshold: undefined,
      title: undefined,
      holdsFor: '1h',
    });
  });
});

describe('the confidence of a form', () => {
  const drift: AlertQuestion = { query: migrateQuery({ kind: 'drift', drift: { level: 0.001 } }) };
  it('is 99 %, or what the level of the query leaves, in percent', () => {
    expect(startWith(accuracy.question)).toEqual(initialState);
    expect(startWith(drift).confidence).toBe('99.9');
    expect(choose(written({ confidence: '80' }), 1, drift).confidence).toBe('99.9');
    expect(choose(startWith(drift), 0, accuracy.question).confidence).toBe('99');
  });
});

describe('the times of a form', () => {
  it('are read as Grafana writes them', () => {
    expect(timesOf(written())).toEqual({ holdsFor: '5m', everySeconds: 60, problems: [] });
    expect(timesOf(written({ holdsFor: '0', every: '30s' }))).toEqual({
      holdsFor: '0s',
      everySeconds: 30,
      problems: [],
    });
    expect(timesOf(written({ holdsFor: ' 90m ' }))).toMatchObject({ holdsFor: '90m' });
  });

  it('are refused with a sentence', () => {
    const problemsOf = (changes: Partial<FormState>) => timesOf(written(changes)).problems;
    expect(problemsOf({ holdsFor: 'long' })).toEqual([expect.stringContaining("'long' is no duration to hold for")]);
    expect(problemsOf({ every: '7s' })).toEqual([expect.stringContaining('a multiple of 10 seconds')]);
    expect(problemsOf({ holdsFor: '1m', every: '5m' })).toEqual([
      'The condition cannot hold for 1m where it is looked at every 5m. Choose a longer time to hold for, or 0.',
    ]);
  });
});

describe('the rule of a form', () => {
  const { condition } = conditionOf(written(), sharePlan, 'below', suggested);

  it('is paused, and named by what it says, until something else is chosen', () => {
    const rule = ruleOf(written(), sharePlan, condition, place);
    expect(rule).toMatchObject({ title: expect.stringContaining('surely below 91'), paused: true, noData: 'OK' });
    expect(ruleOf(written({ active: true, title: ' Mine ' }), sharePlan, condition, place)).toMatchObject({
      title: 'Mine',
      paused: false,
    });
  });

  it('has names that Grafana holds', () => {
    const named = (title: string, folder = place.folder as { uid?: string; title: string }) =>
      checkNames([ruleOf(written({ title }), sharePlan, condition, { ...place, folder })]);
    expect(named('"$x" </script> \\ ü')).toEqual([]);
    expect(named(' ')).toEqual(['The rule has no title. Write one.']);
    expect(named('ü'.repeat(96))).toEqual(['The title is too long: Grafana holds 190 bytes. Shorten it.']);
    expect(named('a', { title: 'General' })).toEqual([
      "Grafana keeps no alert rules in 'General'. Choose another folder, or name a new one.",
    ]);
    expect(named('a', { title: ' ' })).toEqual(['The rule has no folder. Choose one, or name a new one.']);
  });
});
