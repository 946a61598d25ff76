/**
 * Stands in for that part of Grafana's HTTP API which keeps folders and alert rules. Nothing evaluates a rule by itself:
 * evaluateRule.ts does when asked.
 */
import { type ApiAnswer, type ApiCall } from '../apiCall';
import { dashboardsFolder, Folders } from './folders';
import { Rules } from './rules';

type Answer = (call: ApiCall, ...named: string[]) => ApiAnswer;

/** @returns what answers a call; undefined for one that is none of these */
export function alertingBackend(now: () => number = Date.now): (call: ApiCall) => ApiAnswer | undefined {
  const folders = new Folders();
  const rules = new Rules(folders, now);
  const provisioning = '/api/v1/provisioning';
  const group = `${provisioning}/folder/*/rule-groups/*`;
  const routes = [
    route('GET', '/api/search', ({ parameters }) => folders.search(parameters)),
    route('GET', '/api/folders', ({ parameters }) => folders.list(parameters)),
    route('POST', '/api/folders', ({ body }) => folders.create(JSON.parse(body))),
    route('GET', '/api/folders/*', (_, uid) => folders.show(uid)),
    route('DELETE', '/api/folders/*', (_, uid) => folders.remove(uid)),
    route('GET', '/api/dashboards/uid/*', (_, uid) => dashboardInFolder(uid, folders)),
    route('GET', '/api/prometheus/grafana/api/v1/rules', ({ parameters }) => rules.listAsPrometheus(parameters)),
    route('GET', `${provisioning}/alert-rules`, () => rules.list()),
    route('POST', `${provisioning}/alert-rules`, (call) => rules.create(call)),
    route('GET', `${provisioning}/alert-rules/*`, (_, uid) => rules.show(uid)),
    route('DELETE', `${provisioning}/alert-rules/*`, (_, uid) => rules.remove(uid)),
    route('GET', group, (_, folder, title) => rules.showGroup(folder, title)),
    route('PUT', group, ({ body }, folder, title) => rules.changeGroup(folder, title, JSON.parse(body))),
  ];
  return (call) => {
    for (const { method, path, answer } of routes) {
      const found = method === call.method ? path.exec(call.path) : null;
      if (found) {
        return answer(call, ...found.slice(1).map(decodeURIComponent));
      }
    }
    return undefined;
  };
}

/** @param path with a * for each part that is named by the caller */
function route(method: string, path: string, answer: Answer) {
  return { method, path: new RegExp(`^${path.replaceAll('*', '([^/]+)')}$`), answer };
}

/** All dashboards lie in one folder, as the provisioned ones do. */
function dashboardInFolder(uid: string, folders: Folders): ApiAnswer {
  const folder = folders.get(dashboardsFolder);
  return { status: 200, body: { meta: { folderUid: folder?.uid, folderTitle: folder?.title }, dashboard: { uid } } };
}
