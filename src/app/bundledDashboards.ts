import { getBackendSrv } from '@grafana/runtime';

export interface Dashboard {
  title: string;
  url: string;
}

/** The app's own dashboards that Grafana has imported. Rejects with what Grafana says. */
export async function bundledDashboards(): Promise<Dashboard[]> {
  const found: unknown = await getBackendSrv().get('/api/plugins/modelwatch-monitoring-app/dashboards', undefined, undefined, {
    showErrorAlert: false,
  });
  return Array.isArray(found) ? found.filter(isImported).map(toDashboard) : [];
}

interface Imported {
  title: string;
  uid?: string;
  importedUrl?: string;
  imported: boolean;
}

const isImported = (one: unknown): one is Imported =>
  typeof one === 'object' && one !== null && 'imported' in one && one.imported === true;

function toDashboard({ title, uid, importedUrl }: Imported): Dashboard {
  // importedUrl has no leading slash.
  return { title, url: importedUrl ? `/${importedUrl.replace(/^\/+/, '')}` : `/d/${uid}` };
}
