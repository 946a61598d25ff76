import fc from 'fast-check';

import { isRefusal } from '../engines/engine';
import { limit, math, source } from './expressions/testRules';
import { number } from './expressions/testValues';
import { type Answer, labelsKey } from './expressions/values';
import { type PastEvaluation, type SimulatedRule, simulate, type Simulation } from './simulate';

const MINUTE = 60_000;
const below: SimulatedRule = {
  queries: [source('A'), limit('B', 'A', { type: 'lt', params: [0.8] })],
  condition: 'B',
  forMs: 0,
  everyMs: MINUTE,
  noData: 'NoData',
};
const recovering = limit('B', 'A', { type: 'lt', params: [0.8] }, { type: 'gt', params: [0.85] });

/** What A answers at each minute. */
function everyMinute(answers: readonly Answer[]): PastEvaluation[] {
  return answers.map((A, i) => ({ time: i * MINUTE, answers: new Map([['A', A]]) }));
}

function run(rule: SimulatedRule, answers: readonly Answer[]): Simulation {
  const simulated = simulate(rule, everyMinute(answers));
  if (isRefusal(simulated)) {
    throw new Error(simulated.sentence);
  }
  return simulated;
}

/** Episodes as minutes: when they began, fired and ended. */
const minutes = ({ episodes }: Simulation) =>
  episodes.map(({ pendingFrom, firedFrom, to }) =>
    [pendingFrom, firedFrom, to].map((time) => (time === undefined ? undefined : time / MINUTE))
  );
const accuracy = (...values: number[]) => values.map((value) => [number(value)]);
const none: Answer = [];

it('fires as soon as the condition holds, until it does not', () => {
  expect(run(below, accuracy(0.9, 0.7, 0.7, 0.9, 0.7))).toEqual({
    episodes: [
      { labels: {}, pendingFrom: MINUTE, firedFrom: MINUTE, to: 3 * MINUTE },
      { labels: {}, pendingFrom: 4 * MINUTE, firedFrom: 4 * MINUTE },
    ],
    fired: 2,
    evaluations: 5,
    withoutData: 0,
    failures: [],
  });
});

it('is pending until the condition has held for long enough', () => {
  const simulated = run({ ...below, forMs: 2 * MINUTE }, accuracy(0.7, 0.7, 0.9, 0.7, 0.7, 0.7, 0.7, 0.9));
  expect(minutes(simulated)).toEqual([
    [0, undefined, 2],
    [3, 5, 7],
  ]);
  expect(simulated.fired).toBe(1);
});

it('keeps instances apart by their labels, in whatever order they come', () => {
  const both = (approve: number, reject: number) => [
    number(approve, { a: '1', class: 'approve' }),
    number(reject, { a: '1', class: 'reject' }),
  ];
  const turned = (approve: number, reject: number) => [
    number(reject, { class: 'reject', a: '1' }),
    number(approve, { class: 'approve', a: '1' }),
  ];
  const { episodes } = run({ ...below, forMs: MINUTE }, [both(0.9, 0.7), turned(0.7, 0.7), both(0.7, 0.9)]);
  expect(episodes).toEqual([
    { labels: { a: '1', class: 'reject' }, pendingFrom: 0, firedFrom: MINUTE, to: 2 * MINUTE },
    { labels: { class: 'approve', a: '1' }, pendingFrom: MINUTE, firedFrom: 2 * MINUTE },
  ]);
});

describe('hysteresis', () => {
  const rule = { ...below, queries: [source('A'), recovering] };

  it('ends an alert past the second threshold only', () => {
    expect(minutes(run(rule, accuracy(0.82, 0.7, 0.82, 0.84, 0.86, 0.82)))).toEqual([[1, 1, 4]]);
  });

  it('holds what is pending as well', () => {
    expect(minutes(run({ ...rule, forMs: 2 * MINUTE }, accuracy(0.7, 0.82, 0.82, 0.86)))).toEqual([[0, 2, 3]]);
  });

  it('does not hold what fires for want of data', () => {
    expect(minutes(run({ ...rule, noData: 'Alerting' }, [[number(0.82)], none, [number(0.82)]]))).toEqual([[1, 1, 2]]);
  });
});

describe('without data', () => {
  const answers = [[number(0.7)], none, none, [number(0.7)]];

  it.each([
    // The instance of its own that Grafana makes of no data does not fire; the other one counts as missing.
    [
      'NoData',
      [
        [0, 0, 2],
        [3, 3, undefined],
      ],
    ],
    [
      'OK',
      [
        [0, 0, 1],
        [3, 3, undefined],
      ],
    ],
    ['Alerting', [[0, 0, undefined]]],
    ['KeepLast', [[0, 0, undefined]]],
  ] as const)('%s', (noData, expected) => {
    const simulated = run({ ...below, noData }, answers);
    expect(minutes(simulated)).toEqual(expected);
    expect(simulated.withoutData).toBe(2);
  });

  it('begins an alert only where that is asked for, and of no instance but its own if it knows none', () => {
    const labels = (noData: SimulatedRule['noData']) =>
      run({ ...below, noData }, [none, none]).episodes.map((one) => one.labels);
    expect(labels('Alerting')).toEqual([{ datasource_uid: 'prom', ref_id: 'A' }]);
    expect([labels('NoData'), labels('OK'), labels('KeepLast')]).toEqual([[], [], []]);
  });

  it('pending goes on to fire where the last state is kept', () => {
    expect(minutes(run({ ...below, noData: 'KeepLast', forMs: MINUTE }, [[number(0.7)], none]))).toEqual([
      [0, 1, undefined],
    ]);
  });

  it('of one instance leaves the others as they are', () => {
    const [low, unknown] = [{ class: 'low' }, { class: 'unknown' }];
    const { episodes, withoutData } = run(below, [
      [number(0.7, low), number(0.7, unknown)],
      [number(0.7, low), number(undefined, unknown)],
    ]);
    expect(episodes).toEqual([
      { labels: low, pendingFrom: 0, firedFrom: 0 },
      { labels: unknown, pendingFrom: 0, firedFrom: 0, to: MINUTE },
    ]);
    expect(withoutData).toBe(1);
  });
});

describe('an instance that is missing', () => {
  const stays = number(0.9, { class: 'stays' });
  const goes = number(0.7, { class: 'goes' });

  it('is kept for one evaluation and resolved at the second', () => {
    expect(minutes(run(below, [[stays, goes], [stays], [stays, goes], [stays], [stays], [stays]]))).toEqual([
      [0, 0, 4],
    ]);
  });

  it('is missing for as long as the rule is evaluated, however rarely it was looked at', () => {
    const rarely = everyMinute([[stays, goes], [stays], [stays]]).map((one) => ({ ...one, time: one.time * 5 }));
    const simulated = simulate(below, rarely);
    expect(isRefusal(simulated) ? simulated : minutes(simulated)).toEqual([[0, 0, 5]]);
  });
});

it('names each failure once, and resolves what is missing meanwhile', () => {
  const gone = { sentence: 'The data source is gone.' };
  const low = number(0.7, { class: 'low' });
  const simulated = run(below, [[low], gone, gone, gone]);
  expect(minutes(simulated)).toEqual([[0, 0, 2]]);
  expect(simulated.failures).toEqual(['The data source is gone.']);
  expect(simulated.withoutData).toBe(0);
});

it('a failure ends an alert without labels, which is the instance of failures too', () => {
  expect(minutes(run(below, [[number(0.7)], { sentence: 'Gone.' }]))).toEqual([[0, 0, 1]]);
});

it('refuses a rule that cannot be evaluated', () => {
  expect(simulate({ ...below, queries: [source('A'), math('B', '$A +')] }, [])).toHaveProperty('sentence');
});

describe('laws', () => {
  const value = fc.constantFrom(0.7, 0.75, 0.82, 0.86, 0.9, NaN);
  const values = fc.array(value, { minLength: 1, maxLength: 30 });
  const forMinutes = fc.integer({ min: 0, max: 5 });
  const answer = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .subarray(['a', 'b', 'c'])
        .chain((classes) =>
          fc.tuple(
            ...classes.map((name) => fc.option(value, { nil: undefined }).map((one) => number(one, { class: name })))
          )
        ),
    },
    { weight: 1, arbitrary: fc.constant({ sentence: 'Gone.' }) }
  );
  const anyRule = fc
    .record({
      noData: fc.constantFrom('OK' as const, 'NoData' as const, 'Alerting' as const, 'KeepLast' as const),
      forMinutes,
      hysteresis: fc.boolean(),
    })
    .map(({ noData, forMinutes, hysteresis }): SimulatedRule => ({
      ...below,
      noData,
      forMs: forMinutes * MINUTE,
      queries: hysteresis ? [source('A'), recovering] : below.queries,
    }));

  it('episodes are the stretches in which the condition holds, and fire where these are long enough', () => {
    fc.assert(
      fc.property(values, forMinutes, (numbers, held) => {
        const expected: Array<Array<number | undefined>> = [];
        numbers.forEach((one, i) => {
          if (one < 0.8 && !(numbers[i - 1] < 0.8)) {
            const next = numbers.findIndex((other, j) => j > i && !(other < 0.8));
            const end = next === -1 ? undefined : next;
            expected.push([i, i + held < (end ?? numbers.length) ? i + held : undefined, end]);
          }
        });
        expect(minutes(run({ ...below, forMs: held * MINUTE }, accuracy(...numbers)))).toEqual(expected);
      })
    );
  });

  it('no episode fires before its time, and none of an instance begins before the last one has ended', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 20 }), anyRule, (answers, rule) => {
        const { episodes, fired, evaluations } = run(rule, answers);
        const ended = new Map<string, number>();
        for (const { labels, pendingFrom, firedFrom, to = evaluations * MINUTE } of episodes) {
          const key = labelsKey(labels);
          expect(pendingFrom).toBeGreaterThanOrEqual(ended.get(key) ?? 0);
          expect(to).toBeGreaterThan(pendingFrom);
          expect(firedFrom === undefined || (firedFrom >= pendingFrom + rule.forMs && firedFrom < to)).toBe(true);
          ended.set(key, to);
        }
        expect(fired).toBe(episodes.filter(({ firedFrom }) => firedFrom !== undefined).length);
      })
    );
  });

  it('what has passed is not changed by what comes', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), fc.nat(12), anyRule, (answers, cut, rule) => {
        const until = cut * MINUTE;
        const past = run(rule, answers.slice(0, cut)).episodes;
        const known = run(rule, answers)
          .episodes.filter(({ pendingFrom }) => pendingFrom < until)
          .map(({ firedFrom = Infinity, to = Infinity, ...episode }) => ({
            ...episode,
            ...(firedFrom < until && { firedFrom }),
            ...(to < until && { to }),
          }));
        expect(past).toEqual(known);
      })
    );
  });

  it('to hold for longer never makes a rule fire more often', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 20 }), anyRule, (answers, rule) => {
        expect(run({ ...rule, forMs: rule.forMs + MINUTE }, answers).fired).toBeLessThanOrEqual(
          run(rule, answers).fired
        );
      })
    );
  });
});
