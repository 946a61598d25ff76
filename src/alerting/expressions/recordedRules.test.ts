import { type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRefusal } from '../../engines/engine';
import { isExpression, type RuleQuery } from '../ruleQuery';
import { readExpressions } from './expressions';
import { firingInstances } from './outcomes';
import { readAnswer } from './readAnswer';
import { type Answer, labelsKey } from './values';

/** Rules over Prometheus and Elasticsearch that a Grafana 12.3.0 evaluated by `/api/v1/eval`. */
const folder = join(__dirname, '../../../test/frames/alerting');
const names = readdirSync(folder).filter((name) => name.startsWith('eval-'));

interface RecordedEvaluation {
  request: { data: RuleQuery[]; condition: string };
  response: { results: Record<string, { error?: string; frames: DataFrameJSON[] }> };
}

function recordedAnswer({ error, frames }: RecordedEvaluation['response']['results'][string]): Answer {
  return error === undefined ? readAnswer(frames.map(dataFrameFromJSON)) : { sentence: error };
}

it.each(names)('%s gives what Grafana gave', (name) => {
  const { request, response }: RecordedEvaluation = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const recorded = new Map(Object.entries(response.results).map(([refId, result]) => [refId, recordedAnswer(result)]));
  const sources = request.data.filter((query) => !isExpression(query)).map(({ refId }) => refId);
  const expressions = readExpressions(request.data, request.condition);
  if (isRefusal(expressions)) {
    throw new Error(expressions.sentence);
  }

  const results = expressions.evaluate(new Map([...recorded].filter(([refId]) => sources.includes(refId))));

  expect(results.size).toBe(request.data.length);
  for (const [refId, given] of recorded) {
    const ours = results.get(refId) ?? [];
    if (isRefusal(given)) {
      // Grafana puts the kind of error before it: '[sse.dependencyError] did not execute ...'.
      expect(given.sentence.replace(/^\[sse\.dependencyError\] /, '')).toBe(isRefusal(ours) ? ours.sentence : ours);
    } else {
      expect(ours).toEqual(given);
    }
  }
});

/** The labels for which the rule of a recording fires, by Grafana's answer and not by ours. */
function recordedFiring(name: string): string[] {
  const { request, response }: RecordedEvaluation = JSON.parse(readFileSync(join(folder, `eval-${name}.json`), 'utf8'));
  return firingInstances(recordedAnswer(response.results[request.condition])).map(labelsKey);
}

it.each([
  ['prometheus-accuracy', [{}]],
  ['prometheus-predicted-share-by-class', [{ predicted: 'approve' }]],
  ['elasticsearch-precision-by-class', [{ 'prediction.label': 'reject' }]],
  // NaN fires in math, and not in a threshold.
  ['prometheus-nan-math', [{}]],
  ['prometheus-nan', []],
  // Neither null, nor no data, nor an error fires.
  ['elasticsearch-empty', []],
  ['prometheus-empty', []],
  ['prometheus-error', []],
])('%s fires for %j', (name, labels) => {
  expect(recordedFiring(name)).toEqual(labels.map(labelsKey));
});
