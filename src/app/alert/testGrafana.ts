/** For tests: Grafana's alerting API in memory, with the shapes that a Grafana 12.3 answered with. */
import { type BackendSrvRequest } from '@grafana/runtime';
import { of, throwError } from 'rxjs';

import createRule from '../../../test/frames/alerting/create-rule.json';
import evaluated from '../../../test/frames/alerting/eval-prometheus-accuracy.json';
import unknownFolder from '../../../test/frames/alerting/create-rule-unknown-folder.json';
import rulesOfDashboard from '../../../test/frames/alerting/rules-of-dashboard.json';

interface StoredRule {
  uid: string;
  title: string;
  ruleGroup: string;
  folderUID: string;
  isPaused: boolean;
  labels: Record<string, string>;
}

interface Refusal {
  status: number;
  message?: string;
}

const [listedGroup] = rulesOfDashboard.response.data.groups;
const [listedRule] = listedGroup.rules;

export class TestGrafana {
  readonly requests: BackendSrvRequest[] = [];
  folders = [{ uid: 'models', title: 'Models' }];
  rules: StoredRule[] = [];
  /** By folder and group, in seconds. */
  intervals: Record<string, number> = {};
  evaluation: unknown = evaluated.response;
  /** What refuses a request, by 'POST /api/...' as a beginning. */
  refusals: Record<string, Refusal> = {};
  dashboardFolder: { folderUid?: string; folderTitle?: string } = { folderUid: 'models', folderTitle: 'Models' };

  /** As Grafana's HTTP client. */
  readonly fetch = (request: BackendSrvRequest) => {
    this.requests.push(request);
    const key = `${request.method} ${request.url}`;
    const refused = Object.entries(this.refusals).find(([start]) => key.startsWith(start));
    if (refused) {
      const [, { status, message }] = refused;
      return throwError(() => ({ status, data: message === undefined ? {} : { message } }));
    }
    try {
      return of({ status: 200, data: this.answer(key, request) });
    } catch (error) {
      return throwError(() => error);
    }
  };

  asked(start: string): BackendSrvRequest[] {
    return this.requests.filter(({ method, url }) => `${method} ${url}`.startsWith(start));
  }

  private answer(key: string, { url, data, params }: BackendSrvRequest): unknown {
    if (key === 'GET /api/search') {
      return this.folders.filter(({ title }) => title.toLowerCase().includes(String(params?.query).toLowerCase()));
    }
    if (key.startsWith('GET /api/dashboards/uid/')) {
      return { meta: this.dashboardFolder, dashboard: {} };
    }
    if (key === 'POST /api/folders') {
      const folder = { uid: `new-${this.folders.length}`, title: String(data.title) };
      this.folders.push(folder);
      return folder;
    }
    if (key.startsWith('DELETE /api/folders/')) {
      this.folders = this.folders.filter(({ uid }) => !url.endsWith(uid));
      return {};
    }
    if (key === 'POST /api/v1/eval') {
      return this.evaluation;
    }
    if (key === 'GET /api/prometheus/grafana/api/v1/rules') {
      return this.list();
    }
    if (key === 'POST /api/v1/provisioning/alert-rules') {
      if (!this.folders.some(({ uid }) => uid === data.folderUID)) {
        throw { status: unknownFolder.status, data: unknownFolder.response };
      }
      const rule = { ...data, uid: `rule-${this.rules.length + 1}` };
      this.rules.push(rule);
      return { ...createRule.response, ...rule };
    }
    if (key.startsWith('DELETE /api/v1/provisioning/alert-rules/')) {
      this.rules = this.rules.filter(({ uid }) => !url.endsWith(`/${uid}`));
      return undefined;
    }
    if (url.includes('/rule-groups/')) {
      const [, folder, group] = /folder\/(.*)\/rule-groups\/(.*)$/.exec(url) ?? [];
      if (key.startsWith('PUT')) {
        this.intervals[decodeURIComponent(`${folder}/${group}`)] = data.interval;
      }
      return { title: decodeURIComponent(group), folderUid: folder, interval: 60, rules: [] };
    }
    throw { status: 404, data: { message: `no ${key}` } };
  }

  private list() {
    const groups = this.rules.map(({ uid, title, folderUID, ruleGroup, isPaused, labels }) => ({
      ...listedGroup,
      name: ruleGroup,
      file: this.folders.find((folder) => folder.uid === folderUID)?.title ?? '',
      folderUid: folderUID,
      interval: this.intervals[`${folderUID}/${ruleGroup}`] ?? 60,
      rules: [{ ...listedRule, uid, name: title, isPaused, labels, folderUid: folderUID }],
    }));
    return { ...rulesOfDashboard.response, data: { groups } };
  }
}
