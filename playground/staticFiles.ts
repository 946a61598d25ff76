/** Files that the page needs besides its bundle: the built plugins, and icons and fonts from npm packages. */
import { globSync } from 'glob';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';

import { packageFolder } from './bundle';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  contents: Uint8Array;
  contentType: string;
}

/** A file under a folder, or undefined; never one outside of it. */
export async function fileUnder(folder: string, path: string): Promise<StaticFile | undefined> {
  const file = normalize(join(folder, path));
  if (!file.startsWith(normalize(folder) + sep)) {
    return undefined;
  }
  try {
    const contents = await readFile(file);
    return { contents, contentType: contentTypes[extname(file)] ?? 'application/octet-stream' };
  } catch {
    return undefined;
  }
}

/** Each built plugin's folder by its id, as Grafana finds nested plugins: by their plugin.json. */
export function pluginFolders(dist: string): Map<string, string> {
  return new Map(
    globSync('**/plugin.json', { cwd: dist, absolute: true }).map((file) => {
      const { id } = JSON.parse(readFileSync(file, 'utf8')) as { id: string };
      return [id, dirname(file)];
    })
  );
}

const fallbackIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="7" fill="none" stroke="currentColor" stroke-width="2"/></svg>';

/**
 * Grafana's own icon files are not published; Unicons, which most of them are, is.
 * @param path - such as unicons/angle-down.svg
 */
export async function icon(path: string): Promise<StaticFile> {
  const [set, name] = path.split('/');
  const folders = set === 'solid' ? ['solid', 'line'] : ['line', 'solid', 'monochrome'];
  for (const folder of folders) {
    const found = await fileUnder(join(packageFolder('@iconscout/unicons'), 'svg', folder), name ?? '');
    if (found) {
      return found;
    }
  }
  return { contents: new TextEncoder().encode(fallbackIcon), contentType: 'image/svg+xml' };
}

/** The fonts of Grafana's look, under the names by which @grafana/ui asks for them. */
export function font(path: string): Promise<StaticFile | undefined> {
  const [family, file] = path.split('/');
  if (family !== 'inter') {
    return fileUnder(join(packageFolder('@fontsource/roboto-mono'), 'files'), 'roboto-mono-latin-400-normal.woff2');
  }
  const weight = file?.includes('Medium') ? 500 : 400;
  const style = file?.includes('Italic') ? 'italic' : 'normal';
  return fileUnder(join(packageFolder('@fontsource/inter'), 'files'), `inter-latin-${weight}-${style}.woff2`);
}

const systemFiles = { 'system.js': 'system.min.js', 'amd.js': 'extras/amd.min.js' };

/** SystemJS, by which Grafana loads plugins. */
export function systemJs(path: string): Promise<StaticFile | undefined> {
  const file = systemFiles[path as keyof typeof systemFiles];
  return file ? fileUnder(join(packageFolder('systemjs'), 'dist'), file) : Promise.resolve(undefined);
}
