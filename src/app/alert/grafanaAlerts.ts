/** What the alert form asks of Grafana's API. Each call fails with what Grafana's HTTP client fails with. */
import { config, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { type GrafanaRule } from '../../alerting/grafanaRule';
import { type Folder } from './formState';

/** A rule that there is. */
export interface ExistingRule {
  uid: string;
  title: string;
  folder: string;
  folderUid: string;
  group: string;
  /** How often its group is evaluated, in seconds. */
  everySeconds: number;
  isPaused: boolean;
  labels: Record<string, string>;
}

export interface GrafanaAlerts {
  /** The folder of exactly this title, if there is one. */
  findFolder(title: string): Promise<Folder | undefined>;
  createFolder(title: string): Promise<Folder & { uid: string }>;
  removeFolder(uid: string): Promise<void>;
  rulesOfFolder(uid: string): Promise<ExistingRule[]>;
  /** The error of each query and expression that has one, by refId. */
  evaluate(rule: Pick<GrafanaRule, 'data' | 'condition'>): Promise<Record<string, string>>;
  /** @returns the new rule's uid */
  createRule(rule: GrafanaRule): Promise<string>;
  removeRule(uid: string): Promise<void>;
  setInterval(folderUid: string, group: string, seconds: number): Promise<void>;
}

const PROVISIONING = '/api/v1/provisioning';

/** Without it a rule could be changed by the API only. */
const EDITABLE = { 'X-Disable-Provenance': 'true' };

const MOST_FOLDERS = 100;

export const grafanaAlerts: GrafanaAlerts = {
  findFolder: async (title) => (await searchFolders(title)).find((folder) => folder.title === title),
  createFolder: async (title) => {
    const { uid } = await send<{ uid: string }>('POST', '/api/folders', { title });
    return { uid, title };
  },
  removeFolder: (uid) => send('DELETE', `/api/folders/${encodeURIComponent(uid)}`),
  rulesOfFolder: (uid) =>
    existingRules({ folder_uid: uid }).then((rules) => rules.filter(({ folderUid }) => folderUid === uid)),
  evaluate: async ({ data, condition }) => {
    const now = new Date().toISOString();
    const { results } = await send<{ results: Record<string, { error?: string }> }>('POST', '/api/v1/eval', {
      data,
      condition,
      now,
    });
    return Object.fromEntries(Object.entries(results).flatMap(([refId, { error }]) => (error ? [[refId, error]] : [])));
  },
  createRule: async (rule) => (await send<{ uid: string }>('POST', `${PROVISIONING}/alert-rules`, rule, EDITABLE)).uid,
  removeRule: (uid) => send('DELETE', `${PROVISIONING}/alert-rules/${encodeURIComponent(uid)}`, undefined, EDITABLE),
  setInterval: async (folderUid, group, seconds) => {
    const url = `${PROVISIONING}/folder/${encodeURIComponent(folderUid)}/rule-groups/${encodeURIComponent(group)}`;
    const stored = await send<Record<string, unknown>>('GET', url);
    await send('PUT', url, { ...stored, interval: seconds }, EDITABLE);
  },
};

/** The folders whose title holds the text, of those that the user may change. */
export async function searchFolders(text: string): Promise<Array<Folder & { uid: string; parent?: string }>> {
  const found = await send<Array<{ uid: string; title: string; folderTitle?: string }>>('GET', '/api/search', {
    type: 'dash-folder',
    permission: 'Edit',
    query: text,
    limit: MOST_FOLDERS,
  });
  return found
    .filter(({ uid }) => uid && uid !== 'general')
    .map(({ uid, title, folderTitle }) => ({ uid, title, ...(folderTitle && { parent: folderTitle }) }));
}

/** The folder that a dashboard lies in; undefined where it lies in none. */
export async function folderOfDashboard(uid: string): Promise<Folder | undefined> {
  const { meta } = await send<{ meta?: { folderUid?: string; folderTitle?: string } }>(
    'GET',
    `/api/dashboards/uid/${encodeURIComponent(uid)}`
  );
  return meta?.folderUid && meta.folderUid !== 'general'
    ? { uid: meta.folderUid, title: meta.folderTitle ?? meta.folderUid }
    : undefined;
}

/** The rules that show their state on a panel. */
export function rulesOfPanel({ dashboardUid, panelId }: { dashboardUid: string; panelId: number }) {
  return existingRules({ dashboard_uid: dashboardUid, panel_id: panelId });
}

export function ownOrgId(): number {
  return config.bootData?.user?.orgId ?? 1;
}

interface ListedRules {
  data: {
    groups: Array<{
      name: string;
      file: string;
      folderUid: string;
      interval: number;
      rules: Array<{ uid: string; name: string; isPaused?: boolean; labels?: Record<string, string> }>;
    }>;
  };
}

/** Of the answer that Grafana shares with Prometheus, since an Editor, and a Viewer too, may ask for it. */
async function existingRules(by: Record<string, string | number>): Promise<ExistingRule[]> {
  const { data } = await send<ListedRules>('GET', '/api/prometheus/grafana/api/v1/rules', by);
  return data.groups.flatMap(({ name: group, file: folder, folderUid, interval, rules }) =>
    rules.map(({ uid, name: title, isPaused = false, labels = {} }) => ({
      uid,
      title,
      folder,
      folderUid,
      group,
      everySeconds: interval,
      isPaused,
      labels,
    }))
  );
}

/** Without Grafana's own messages: what fails is said in the form. `body` of a GET are its parameters. */
async function send<T = void>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
  headers?: Record<string, string>
): Promise<T> {
  const content = method === 'GET' ? { params: body as Record<string, string> } : { data: body };
  const response = await lastValueFrom(
    getBackendSrv().fetch<T>({ method, url, ...content, headers, showErrorAlert: false, showSuccessAlert: false })
  );
  return response.data;
}
