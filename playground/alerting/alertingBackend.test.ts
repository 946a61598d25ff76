import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { alertingBackend } from './alertingBackend';
import { type NewRule, type StoredRule } from './ruleJson';

interface Recording<Response> {
  method: string;
  path: string;
  headers: Record<string, string>;
  request: NewRule;
  status: number;
  response: Response;
}

const recording = <Response = StoredRule>(name: string): Recording<Response> =>
  JSON.parse(readFileSync(join(__dirname, `../../test/frames/alerting/${name}.json`), 'utf8'));

const rules = '/api/v1/provisioning/alert-rules';
const { request, headers } = recording('create-rule');
const awkward = '"quoted" \\ $model {{ $labels.x }}\n</script> a/b 日本';

/** A fresh one, and what it answers as it arrives at a browser. */
function backend(now?: () => number) {
  const answerTo = alertingBackend(now);
  const call = (method: string, address: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [path, search] = address.split('?');
    const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const parameters = new URLSearchParams(search);
    const answer = answerTo({ method, path, parameters, headers: lowerCase, body: JSON.stringify(body) ?? '' });
    const arrived = answer?.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
    return { status: answer?.status, body: arrived };
  };
  const create = (changes: Partial<NewRule> = {}) => call('POST', rules, { ...request, ...changes }, headers);
  const created = (changes: Partial<NewRule> = {}): StoredRule => create(changes).body;
  const titles = (path: string) => call('GET', path).body.map(({ title }: { title: string }) => title);
  return { call, create, created, titles };
}

describe("the stand-in for Grafana's alert rules", () => {
  test.each(['create-rule', 'create-rule-same-title', 'create-rule-bad-condition'])(
    'answers %s as Grafana did',
    (name) => {
      const { method, path, headers, request, status, response } = recording(name);
      const { call, create } = backend(() => Date.parse(response.updated));
      create();
      // The server's own, and nanoseconds.
      const given = { id: expect.any(Number), uid: expect.stringMatching(/^[0-9a-f]{14}$/) };
      const updated = response.updated.replace(/(\.\d{3})\d*Z$/, '$1Z');
      expect(call(method, path, request, headers)).toEqual({ status, body: { ...response, ...given, updated } });
    }
  );

  test('answers create-rule-unknown-folder as Grafana did', () => {
    const { method, path, headers, request, status, response } = recording('create-rule-unknown-folder');
    expect(backend().call(method, path, request, headers)).toEqual({ status, body: response });
  });

  test('answers read-rule as Grafana did, which forgets the fractions of a second', () => {
    const { response } = recording('read-rule');
    const { call, created } = backend(() => Date.parse(recording('create-rule').response.updated));
    const { id, uid } = created();
    expect(call('GET', `${rules}/${uid}`)).toEqual({ status: 200, body: { ...response, id, uid } });
  });

  test('answers rules-of-dashboard as Grafana did', () => {
    interface Listed {
      data: { groups: Array<{ rules: Array<{ uid: string }> }> };
    }
    const { path, status, response } = recording<Listed>('rules-of-dashboard');
    const { call, created } = backend();
    const uids = ['create-rule', 'create-rule-same-title', 'create-rule-bad-condition'].map(
      (name) => created(recording(name).request).uid
    );
    created({ annotations: { __dashboardUid__: 'another', __panelId__: '1' } });
    response.data.groups[0].rules.forEach((rule, i) => (rule.uid = uids[i]));
    expect(call('GET', path)).toEqual({ status, body: response });
    expect(call('GET', `${path}&panel_id=1`)).toEqual({ status, body: response });
    const none = { status: 'success', data: { groups: [] } };
    expect(call('GET', `${path}&panel_id=2`).body).toEqual(none);
    expect(call('GET', `${path}&folder_uid=nowhere`).body).toEqual(none);
  });

  test('lists what was created, and forgets what was deleted', () => {
    const { call, created, titles } = backend();
    const [first] = [created(), created({ title: 'another' })];
    expect(call('DELETE', `${rules}/${first.uid}`)).toEqual({ status: 204 });
    expect(titles(rules)).toEqual(['another']);
    expect(call('GET', `${rules}/${first.uid}`)).toEqual({ status: 404 });
  });

  test('keeps awkward titles, labels and groups as they are', () => {
    const { call, created } = backend();
    const { title, labels, ruleGroup } = created({ title: awkward, labels: { class: awkward }, ruleGroup: awkward });
    expect({ title, labels, ruleGroup }).toEqual({ title: awkward, labels: { class: awkward }, ruleGroup: awkward });
    const group = `/api/v1/provisioning/folder/models/rule-groups/${encodeURIComponent(awkward)}`;
    expect(call('GET', group).body).toMatchObject({ title: awkward, rules: [{ title: awkward }] });
  });

  test("a group's interval can be changed, and its rules stay", () => {
    const { call, created } = backend();
    const { uid } = created();
    const group = '/api/v1/provisioning/folder/models/rule-groups/modelwatch-credit-risk';
    const before = call('GET', group).body;
    expect(before).toMatchObject({ folderUid: 'models', interval: 60, rules: [{ uid }] });
    expect(call('PUT', group, { ...before, interval: 300 }).body).toMatchObject({ interval: 300, rules: [{ uid }] });
    const listed = call('GET', '/api/prometheus/grafana/api/v1/rules').body;
    expect(listed.data.groups).toMatchObject([{ interval: 300 }]);
    expect(call('GET', `${group}-of-none`)).toEqual({ status: 404 });
  });

  test('a rule made without the header cannot be edited in the interface, and says so', () => {
    const { call, created } = backend();
    expect(call('POST', rules, request).body).toMatchObject({ provenance: 'api' });
    expect(created()).not.toHaveProperty('provenance');
  });
});

describe("the stand-in for Grafana's folders", () => {
  test('there is one in which the user may not write', () => {
    const { call, create, titles } = backend();
    expect(create({ folderUID: 'forbidden' })).toEqual({
      status: 403,
      body: {
        statusCode: 403,
        messageId: 'alerting.unauthorized',
        message: 'user is not authorized to create alert rules in the folder forbidden',
      },
    });
    expect(titles(rules)).toEqual([]);
    for (const path of ['/api/folders?', '/api/search?type=dash-folder&']) {
      expect(titles(path)).toEqual(['Models', 'Read-only']);
      expect(titles(`${path}permission=Edit`)).toEqual(['Models']);
    }
    expect(call('GET', '/api/folders/forbidden').body).toMatchObject({ title: 'Read-only', canSave: false });
  });

  test('a new one takes rules', () => {
    const { call, create, titles } = backend();
    const { status, body } = call('POST', '/api/folders', { title: awkward });
    expect({ status, title: body.title, canSave: body.canSave }).toEqual({
      status: 200,
      title: awkward,
      canSave: true,
    });
    expect(create({ folderUID: body.uid }).status).toBe(201);
    expect(titles(`/api/search?query=${encodeURIComponent('</SCRIPT>')}`)).toEqual([awkward]);
    expect(call('GET', `/api/folders/${body.uid}`).status).toBe(200);
    expect(call('DELETE', `/api/folders/${body.uid}`).status).toBe(200);
    expect(call('GET', `/api/folders/${body.uid}`).status).toBe(404);
    expect(call('POST', '/api/folders', { title: '' }).status).toBe(400);
  });

  test('dashboards lie in one that takes rules', () => {
    const { call, create } = backend();
    const { folderUid } = call('GET', '/api/dashboards/uid/anything').body.meta;
    expect(create({ folderUID: folderUid }).status).toBe(201);
  });

  test('other paths are none of its business', () => {
    const answer = alertingBackend();
    const call = { parameters: new URLSearchParams(), headers: {}, body: '' };
    expect(answer({ ...call, method: 'GET', path: '/api/foldersandmore' })).toBeUndefined();
    expect(answer({ ...call, method: 'PATCH', path: '/api/folders' })).toBeUndefined();
  });
});
