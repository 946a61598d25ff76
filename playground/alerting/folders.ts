/** Stands in for Grafana's folders, written from its documentation. */
import { randomUUID } from 'node:crypto';

import { type ApiAnswer } from '../apiCall';

export interface Folder {
  id: number;
  uid: string;
  title: string;
  /** The user may see what is in it, and change nothing. */
  isForbidden: boolean;
}

/** In which the dashboards lie. */
export const dashboardsFolder = 'models';

export class Folders {
  private readonly folders = new Map<string, Folder>();

  constructor() {
    this.add(dashboardsFolder, 'Models');
    this.add('forbidden', 'Read-only', true);
  }

  get(uid: string): Folder | undefined {
    return this.folders.get(uid);
  }

  show(uid: string): ApiAnswer {
    const folder = this.folders.get(uid);
    return folder
      ? { status: 200, body: folderJson(folder) }
      : { status: 404, body: { status: 'not-found', message: 'folder not found' } };
  }

  list(parameters: URLSearchParams): ApiAnswer {
    return { status: 200, body: this.find(parameters).map(({ id, uid, title }) => ({ id, uid, title })) };
  }

  /** /api/search, of which there are but folders here. */
  search(parameters: URLSearchParams): ApiAnswer {
    const found = this.find(parameters).map(({ id, uid, title }) => ({
      ...{ id, uid, title, orgId: 1, type: 'dash-folder', uri: `db/${uid}`, url: `/dashboards/f/${uid}` },
      ...{ slug: '', tags: [], isStarred: false, sortMeta: 0 },
    }));
    return { status: 200, body: found };
  }

  create({ title, uid }: { title?: string; uid?: string }): ApiAnswer {
    return title
      ? { status: 200, body: folderJson(this.add(uid || randomUUID(), title)) }
      : { status: 400, body: { message: 'folder title cannot be empty' } };
  }

  remove(uid: string): ApiAnswer {
    return this.folders.delete(uid) ? { status: 200, body: { message: 'Folder deleted' } } : this.show(uid);
  }

  private find(parameters: URLSearchParams): Folder[] {
    const toEdit = parameters.get('permission') === 'Edit';
    const text = parameters.get('query')?.toLowerCase() ?? '';
    return [...this.folders.values()]
      .filter(({ isForbidden }) => !toEdit || !isForbidden)
      .filter(({ title }) => title.toLowerCase().includes(text));
  }

  private add(uid: string, title: string, isForbidden = false): Folder {
    const folder = { id: this.folders.size + 1, uid, title, isForbidden };
    this.folders.set(uid, folder);
    return folder;
  }
}

function folderJson({ id, uid, title, isForbidden }: Folder) {
  const may = !isForbidden;
  return { id, uid, orgId: 1, title, url: `/dashboards/f/${uid}`, canSave: may, canEdit: may, canDelete: may };
}
