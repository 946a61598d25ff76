import { isRefusal } from '../../engines/engine';
import { readExpressions } from './expressions';
import {
  answerOf,
  answersOf,
  queriesOf,
  type RecordedAnswer,
  recordedCases,
  type RecordedState,
} from '../../../test/recordedRules';
import { outcomesOf } from './outcomes';
import { type Answer, labelsKey, labelsOf } from './values';

/**
 * Random rules, and what Grafana 12.3.0 itself made of them. Each number is held to be the same, except that the two languages' `**` and logarithm may differ in the last digits.
 */
describe('what Grafana gave', () => {
  recordedCases('expressions').forEach((recorded, number) => {
    const { expressions, condition, evaluations, refused, gives = [] } = recorded;
    const summary = expressions.map((model) => JSON.stringify(model)).join(' ');

    it(`${number}: ${summary}`, () => {
      const queries = queriesOf(recorded);
      const read = readExpressions(queries, condition);
      expect({ refused: isRefusal(read) }).toEqual({ refused: refused !== undefined });
      if (isRefusal(read)) {
        return;
      }
      const results = read.evaluate(answersOf(evaluations[0].answers));
      for (const [refId, given] of Object.entries(gives[0].results ?? {})) {
        expectSame(results.get(refId) ?? [], given);
      }
      expect(sorted(outcomesOf(queries, condition, results))).toEqual(sorted(gives[0].outcomes));
    });
  });
});

function expectSame(ours: Answer, given: RecordedAnswer) {
  const theirs = answerOf(given);
  if (isRefusal(theirs) || isRefusal(ours)) {
    expect({ failed: isRefusal(ours) }).toEqual({ failed: isRefusal(theirs) });
    return;
  }
  expect(comparable(ours)).toEqual(comparable(theirs));
}

/** The order of results means nothing; nor do the last digits. A scalar is recorded as a number without labels. */
function comparable(answer: Answer) {
  return isRefusal(answer)
    ? []
    : answer
        .map((value) =>
          JSON.stringify({
            type: value.type === 'scalar' ? 'number' : value.type,
            labels: labelsKey(labelsOf(value)),
            values:
              value.type === 'series'
                ? value.points.flatMap(([time, number]) => [time, digits(number)])
                : 'value' in value
                  ? digits(value.value)
                  : [],
          })
        )
        .sort();
}

const digits = (number: number | undefined) =>
  number === undefined ? 'null' : number === 0 ? '0' : number.toPrecision(13);

/** Of labels that two results share, an error names those that come first, in an order that means nothing. */
const sorted = (states: readonly RecordedState[]) =>
  states.map(({ labels = {}, state }) => (state === 'Error' ? state : `${state} ${labelsKey(labels)}`)).sort();
