import { type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';

import { type ElasticsearchTarget } from '../playground/elasticsearchQuery';
import { readExpressions } from '../src/alerting/expressions/expressions';
import { readAnswer } from '../src/alerting/expressions/readAnswer';
import { type Answer } from '../src/alerting/expressions/values';
import { CONDITION } from '../src/alerting/ruleData';
import { isExpression, type RuleQuery } from '../src/alerting/ruleQuery';
import { answered } from './alertNumbers';
import { type OnSearchNode } from './onSearchNode';

/** What a rule's queries and expressions give at a moment on a real search engine, by refId. A failing query is thrown. */
export async function evaluateOnRecords(
  data: readonly RuleQuery[],
  ask: OnSearchNode['query'],
  now: number
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const queries = data.filter((query) => !isExpression(query));
  // Those of one range together, as quick as one.
  for (const range of new Set(queries.map(({ relativeTimeRange }) => JSON.stringify(relativeTimeRange)))) {
    const { from, to } = JSON.parse(range) as { from: number; to: number };
    const together = queries.filter(({ relativeTimeRange }) => JSON.stringify(relativeTimeRange) === range);
    const body = {
      queries: together.map(({ model }) => model as unknown as ElasticsearchTarget),
      from: String(now - 1000 * from),
      to: String(now - 1000 * to),
    };
    const { results } = (await ask(body, { FromAlert: 'true' })).response;
    for (const { refId } of together) {
      const { error, frames = [] } = results[refId];
      if (error !== undefined) {
        throw new Error(`${refId}: ${error}`);
      }
      answers.set(refId, readAnswer(frames.map((frame) => dataFrameFromJSON(frame as DataFrameJSON))));
    }
  }
  return answered(readExpressions([...data], CONDITION)).evaluate(answers);
}
