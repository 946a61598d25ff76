import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Answer, type Point, type Value } from '../src/alerting/expressions/values';
import { EXPRESSION_UID, type ExpressionModel, type RuleQuery } from '../src/alerting/ruleQuery';
import { type NoDataState } from '../src/alerting/rule';

/** What a real Grafana 12.3.0 made of random rules: test/frames/expressions, a rule a line. */
export interface RecordedCase {
  /** The models of the rule's expressions, without their data source. */
  expressions: object[];
  condition: string;
  forMs: number;
  everyMs: number;
  noData: NoDataState;
  /** At each time, what the queries answered, by refId. */
  evaluations: Array<{ time: number; answers: Record<string, RecordedAnswer> }>;
  /** Why Grafana does not evaluate the rule. */
  refused?: string;
  gives?: RecordedGiven[];
}

export interface RecordedGiven {
  /** Of the expressions, by refId, where there is a single evaluation. */
  results?: Record<string, RecordedAnswer>;
  outcomes: RecordedState[];
  /** After the evaluation, where there are several. */
  states?: RecordedState[];
}

export interface RecordedState {
  labels?: Record<string, string>;
  state: 'Normal' | 'Pending' | 'Alerting' | 'NoData' | 'Error';
}

export interface RecordedAnswer {
  error?: string;
  values?: RecordedValue[];
}

/** A number, a series if it has points, or no data if it has neither. */
export interface RecordedValue {
  labels?: Record<string, string>;
  value?: RecordedNumber;
  points?: Array<[number, RecordedNumber]>;
}

/** JSON has no other numbers. */
export type RecordedNumber = number | 'NaN' | 'Infinity' | '-Infinity' | 'null';

export function recordedCases(name: 'expressions' | 'rules'): RecordedCase[] {
  const lines = readFileSync(join(__dirname, 'frames', 'expressions', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line): RecordedCase => JSON.parse(line));
}

export function queriesOf({ expressions, evaluations }: RecordedCase): RuleQuery[] {
  const asked = Object.keys(evaluations[0].answers).map((refId): RuleQuery => ({
    refId,
    queryType: '',
    datasourceUid: 'source',
    relativeTimeRange: { from: 3600, to: 0 },
    model: { refId, intervalMs: 1000, maxDataPoints: 100 },
  }));
  const computed = (expressions as ExpressionModel[]).map((model): RuleQuery => ({
    refId: model.refId,
    queryType: '',
    datasourceUid: EXPRESSION_UID,
    model,
  }));
  return [...asked, ...computed];
}

export function answersOf(recorded: Record<string, RecordedAnswer>): Map<string, Answer> {
  return new Map(Object.entries(recorded).map(([refId, answer]) => [refId, answerOf(answer)]));
}

export function answerOf({ error, values = [] }: RecordedAnswer): Answer {
  return error === undefined ? values.map(valueOf) : { sentence: error };
}

function valueOf({ labels = {}, value, points }: RecordedValue): Value {
  if (points) {
    return { type: 'series', labels, points: points.map(([time, number]): Point => [time, numberOf(number)]) };
  }
  return value === undefined ? { type: 'no data' } : { type: 'number', labels, value: numberOf(value) };
}

const numberOf = (recorded: RecordedNumber) => (recorded === 'null' ? undefined : Number(recorded));
