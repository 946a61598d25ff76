/** Grafana's alerting API as tests ask it: what was created, and what it gives. */
import { type APIRequestContext, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface QueryJson {
  refId: string;
  datasourceUid: string;
  model: { type?: string };
}

export interface RuleJson {
  uid: string;
  title: string;
  folderUID: string;
  condition: string;
  isPaused: boolean;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  data: QueryJson[];
}

const base = () => process.env.PLAYGROUND_URL;
const rulesUrl = () => `${base()}/api/v1/provisioning/alert-rules`;

export async function storedRules(request: APIRequestContext): Promise<RuleJson[]> {
  return (await request.get(rulesUrl())).json();
}

export async function deleteRules(request: APIRequestContext): Promise<void> {
  for (const { uid } of await storedRules(request)) {
    await request.delete(`${rulesUrl()}/${uid}`);
  }
}

/** The numbers of one query or expression of a rule by its labels, as JSON with sorted names. @param now milliseconds since the epoch */
export async function evaluate(
  request: APIRequestContext,
  { data, condition }: Pick<RuleJson, 'data' | 'condition'>,
  refId: string,
  now: number
): Promise<Record<string, number>> {
  const asked = { data, condition, now: new Date(now).toISOString() };
  const answer = await request.post(`${base()}/api/v1/eval`, { data: asked });
  const { results } = (await answer.json()) as { results: Record<string, { error?: string; frames: NumberFrame[] }> };
  expect(results[refId]?.error).toBeUndefined();
  return Object.fromEntries(
    results[refId].frames.map(({ schema, data }) => [key(schema.fields[0].labels), data.values[0][0]])
  );
}

interface NumberFrame {
  schema: { fields: Array<{ labels?: Record<string, string> }> };
  data: { values: [[number]] };
}

export const key = (labels: Record<string, string> = {}) => JSON.stringify(labels, Object.keys(labels).sort());

/** What a real Grafana was sent and took. */
function recorded(name: string): RuleJson {
  const file = join(__dirname, `../../test/frames/alerting/${name}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { request: RuleJson }).request;
}

const recordedRule = recorded('create-rule');
const recordedQueries = [...recordedRule.data, ...recorded('eval-prometheus-two-windows-math').data];

/** A rule has what a recorded one has, by the same names and of the same types. Queries may have more. */
export function expectRecordedShape({ data, ...rule }: RuleJson): void {
  const { data: _, ...others } = recordedRule;
  expect(shapeOf(rule)).toEqual(shapeOf(others));
  for (const query of data) {
    const alike = recordedQueries.find(({ model }) => model.type === query.model.type);
    const shape = shapeOf(query);
    if (query.model.type === undefined) {
      expect(shape).toEqual(expect.arrayContaining(shapeOf(alike)));
    } else {
      expect(shape).toEqual(shapeOf(alike));
    }
  }
}

/** The type of everything in it: 'model.intervalMs: number'. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${path}: ${typeof value}`];
  }
  const parts = Array.isArray(value)
    ? value.flatMap((one) => shapeOf(one, `${path}[]`))
    : Object.entries(value).flatMap(([name, one]) => shapeOf(one, `${path}.${name}`));
  return [...new Set(parts)].sort();
}
