import { isRefusal, type Refusal } from '../../engines/engine';
import { type ExpressionModel, isExpression, type RuleQuery, type ThresholdModel } from '../ruleQuery';
import { evaluateMath } from './evaluateMath';
import { inputsOf } from './mathSyntax';
import { parseMath } from './parseMath';
import { reduce } from './reduce';
import { paramsOf, threshold } from './threshold';
import { type Answer, isNoData, noData, type Value } from './values';

/** The queries and expressions of a rule, ready to be evaluated again and again. */
export interface Expressions {
  /**
   * What each query and expression gives, by refId.
   *
   * @param answers what each query of a data source answered, by refId; one that is missing has answered nothing
   * @param firing for hysteresis, the `labelsKey` of what fired or was pending at the last evaluation
   */
  evaluate(answers: ReadonlyMap<string, Answer>, firing?: ReadonlySet<string>): Map<string, Answer>;
}

/** One expression that has been read. */
interface Step {
  refId: string;
  inputs: string[];
  run: (values: ReadonlyMap<string, readonly Value[]>, firing: ReadonlySet<string>) => Answer;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Evaluates the expressions of a rule as Grafana 12.3 does on its server (its package expr).
 *
 * @param condition the refId of the query or expression that decides
 * @returns why Grafana would not evaluate the rule at all, such as an expression that cannot be read or has no input
 */
export function readExpressions(queries: readonly RuleQuery[], condition: string): Expressions | Refusal {
  if (!queries.some(({ refId }) => refId === condition)) {
    return {
      sentence: `The rule's condition ${condition} is none of its queries and expressions. Choose one of them.`,
    };
  }
  const steps = new Map<string, Step>();
  for (const { refId, model } of queries.filter(isExpression)) {
    const step = readStep(refId, model as ExpressionModel, condition);
    if (isRefusal(step)) {
      return { sentence: `Expression ${refId} cannot be read. ${step.sentence}` };
    }
    steps.set(refId, step);
  }
  const sources = queries.filter((query) => !isExpression(query)).map(({ refId }) => refId);
  const ordered = inOrder(steps, sources);
  return isRefusal(ordered) ? ordered : { evaluate: (...given) => evaluate(sources, ordered, ...given) };
}

function evaluate(
  sources: readonly string[],
  steps: readonly Step[],
  answers: ReadonlyMap<string, Answer>,
  firing = nothing
): Map<string, Answer> {
  const results = new Map<string, Answer>();
  const values = new Map<string, readonly Value[]>();
  const keep = (refId: string, answer: Answer) => {
    results.set(refId, answer);
    if (!isRefusal(answer)) {
      values.set(refId, answer);
    }
  };
  for (const refId of sources) {
    const answer = answers.get(refId) ?? [];
    keep(refId, !isRefusal(answer) && isNoData(answer) ? [noData] : answer);
  }
  for (const { refId, inputs, run } of steps) {
    const failed = inputs.find((input) => !values.has(input));
    keep(refId, failed === undefined ? run(values, firing) : dependencyFailure(refId, failed));
  }
  return results;
}

/** In the words of Grafana, which are also those in its rule list. */
const dependencyFailure = (refId: string, input: string) => ({
  sentence: `did not execute expression [${refId}] due to a failure of the dependent expression or query [${input}]`,
  input,
});

function readStep(refId: string, model: ExpressionModel, condition: string): Step | Refusal {
  switch (model.type) {
    case 'math': {
      const math = parseMath(model.expression);
      return isRefusal(math) ? math : { refId, inputs: inputsOf(math), run: (values) => evaluateMath(math, values) };
    }
    case 'reduce':
      if (model.settings?.mode === 'replaceNN' && model.settings.replaceWithValue === undefined) {
        return { sentence: 'It replaces what is no number, and does not say by which. Give it a number.' };
      }
      return {
        refId,
        inputs: [model.expression],
        run: (values) => reduce(values.get(model.expression) ?? [], model),
      };
    case 'threshold':
      return (
        checkThreshold(refId, model, condition) ?? {
          refId,
          inputs: [model.expression],
          run: (values, firing) => threshold(values.get(model.expression) ?? [], model.conditions[0], firing),
        }
      );
  }
}

function checkThreshold(refId: string, { conditions }: ThresholdModel, condition: string): Refusal | undefined {
  const [{ evaluator, unloadEvaluator }] = conditions;
  const short = [evaluator, unloadEvaluator].find((one) => one !== undefined && one.params.length < paramsOf(one));
  if (short) {
    const needed = paramsOf(short) === 1 ? 'one' : 'two';
    return { sentence: `Its '${short.type}' lacks a number to compare with. Give it ${needed}.` };
  }
  if (unloadEvaluator && refId !== condition) {
    return {
      sentence:
        'It has a recovery threshold, which only the condition of a rule may have. Remove it, or make it the condition.',
    };
  }
  return undefined;
}

/** Every expression after its inputs. */
function inOrder(steps: ReadonlyMap<string, Step>, sources: readonly string[]): Step[] | Refusal {
  const ordered: Step[] = [];
  const done = new Set(sources);
  const waiting = new Map(steps);
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ inputs }) => inputs.every((input) => done.has(input)));
    if (ready.length === 0) {
      return stuck([...waiting.values()], done);
    }
    for (const step of ready) {
      ordered.push(step);
      done.add(step.refId);
      waiting.delete(step.refId);
    }
  }
  return ordered;
}

function stuck(waiting: readonly Step[], done: ReadonlySet<string>): Refusal {
  const known = new Set([...done, ...waiting.map(({ refId }) => refId)]);
  for (const { refId, inputs } of waiting) {
    const missing = inputs.find((input) => !known.has(input));
    if (missing !== undefined) {
      return {
        sentence: `Expression ${refId} uses ${missing}, which the rule does not have. Add it, or choose another.`,
      };
    }
  }
  const names = waiting.map(({ refId }) => refId).join(', ');
  return { sentence: `The expressions ${names} use one another in a circle. Break it.` };
}
