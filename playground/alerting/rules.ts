/** Stands in for the alert rules that Grafana keeps: held to recorded requests and answers by a test. */
import { randomUUID } from 'node:crypto';

import { type ApiAnswer, type ApiCall } from '../apiCall';
import { type Folders } from './folders';
import { listedRules } from './listedRules';
import { asRead, type NewRule, type StoredRule, storedRule } from './ruleJson';

/** How often Grafana looks at a group whose interval nobody has set, in seconds. */
const defaultInterval = 60;

export class Rules {
  private readonly rules = new Map<string, StoredRule>();
  /** Of groups, in seconds. */
  private readonly intervals = new Map<string, number>();
  private created = 0;

  constructor(
    private readonly folders: Folders,
    private readonly now: () => number
  ) {}

  /** A title that is taken and a condition that names no query are accepted, as in Grafana. */
  create({ body, headers }: ApiCall): ApiAnswer {
    const rule = JSON.parse(body) as NewRule;
    const folder = this.folders.get(rule.folderUID);
    if (!folder) {
      return { status: 400, body: { message: 'invalid alert rule: folder does not exist' } };
    }
    if (folder.isForbidden) {
      return forbidden(`create alert rules in the folder ${folder.uid}`);
    }
    const stored = storedRule(rule, {
      id: ++this.created,
      uid: rule.uid || randomUUID().replaceAll('-', '').slice(0, 14),
      updated: new Date(this.now()).toISOString(),
      ...(!('x-disable-provenance' in headers) && { provenance: 'api' }),
    });
    this.rules.set(stored.uid, stored);
    return { status: 201, body: stored };
  }

  list(): ApiAnswer {
    return { status: 200, body: [...this.rules.values()].map(asRead) };
  }

  show(uid: string): ApiAnswer {
    const rule = this.rules.get(uid);
    return rule ? { status: 200, body: asRead(rule) } : { status: 404 };
  }

  remove(uid: string): ApiAnswer {
    this.rules.delete(uid);
    return { status: 204 };
  }

  /** /api/prometheus/grafana/api/v1/rules */
  listAsPrometheus(parameters: URLSearchParams): ApiAnswer {
    const [folder, dashboard, panel] = ['folder_uid', 'dashboard_uid', 'panel_id'].map((name) => parameters.get(name));
    const wanted = [...this.rules.values()].filter(
      ({ folderUID, annotations = {} }) =>
        (folder === null || folder === folderUID) &&
        (dashboard === null || dashboard === annotations.__dashboardUid__) &&
        (panel === null || panel === annotations.__panelId__)
    );
    return {
      status: 200,
      body: listedRules(
        wanted,
        (uid) => this.folders.get(uid)?.title ?? '',
        (folderUid, group) => this.intervalOf(folderUid, group)
      ),
    };
  }

  showGroup(folderUid: string, title: string): ApiAnswer {
    const rules = [...this.rules.values()].filter((rule) => rule.folderUID === folderUid && rule.ruleGroup === title);
    return rules.length > 0
      ? {
          status: 200,
          body: { title, folderUid, interval: this.intervalOf(folderUid, title), rules: rules.map(asRead) },
        }
      : { status: 404 };
  }

  /** Of what Grafana takes, only the interval. */
  changeGroup(folderUid: string, title: string, { interval }: { interval: number }): ApiAnswer {
    this.intervals.set(groupKey(folderUid, title), interval);
    return this.showGroup(folderUid, title);
  }

  private intervalOf(folderUid: string, title: string): number {
    return this.intervals.get(groupKey(folderUid, title)) ?? defaultInterval;
  }
}

const groupKey = (folderUid: string, title: string) => JSON.stringify([folderUid, title]);

function forbidden(action: string): ApiAnswer {
  const message = `user is not authorized to ${action}`;
  return { status: 403, body: { statusCode: 403, messageId: 'alerting.unauthorized', message } };
}
