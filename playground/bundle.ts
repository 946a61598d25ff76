/** Bundles the page (page/main.tsx) with esbuild. */
import { build, type OnResolveArgs, type OnResolveResult, type Plugin, type PluginBuild } from 'esbuild';
import { globSync } from 'glob';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

export interface BundledFile {
  contents: Uint8Array;
  contentType: string;
}

const root = join(__dirname, '..');

/** What is another file in node_modules than its name says. */
const replaced: Record<string, string> = {
  // Built, but not exported.
  'playground:panel-data-error-view': '@grafana/runtime/dist/esm/components/PanelDataErrorView.mjs',
  'playground:plugin-page': '@grafana/runtime/dist/esm/components/PluginPage.mjs',
  // Links of @grafana/ui must find the one router that the page has.
  'react-router-dom-v5-compat': 'react-router-dom/dist/index.js',
};

/** Under this ending esbuild meets the .mjs files. */
const renamed = '.mjs.js';

/**
 * In a .mjs file esbuild gives a default import of a CommonJS package as Node does: the whole module. Webpack, for which
 * Grafana's packages are made, gives its `default`. So esbuild must not see that a file is a .mjs.
 */
export const webpackInterop: Plugin = {
  name: 'webpack-interop',
  setup(build: PluginBuild) {
    const byUs = Symbol('resolved by us');
    build.onResolve({ filter: /.*/ }, async (args: OnResolveArgs): Promise<OnResolveResult | undefined> => {
      if (args.pluginData === byUs || args.kind === 'entry-point') {
        return undefined;
      }
      const path = replaced[args.path] ? join(root, 'node_modules', replaced[args.path]) : args.path;
      const { importer, kind, resolveDir, namespace } = args;
      const found = await build.resolve(path, { importer, kind, namespace, resolveDir, pluginData: byUs });
      return found.path.endsWith('.mjs') ? { ...found, path: found.path.replace(/\.mjs$/, renamed) } : found;
    });
    build.onLoad({ filter: /\.mjs\.js$/ }, async ({ path }) => {
      const file = path.slice(0, -'.js'.length);
      return { contents: await readFile(file), loader: 'js', resolveDir: dirname(file) };
    });
  },
};

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * The files of the bundle by their path under /build/: main.js, and what it loads when it needs it.
 * Bundling takes some 15 s, so the last bundle is kept in .cache until a source or a package changes.
 */
export async function bundlePage(): Promise<Map<string, BundledFile>> {
  const folder = join(root, '.cache/playground');
  const key = sourcesKey();
  const kept = await readFile(join(folder, 'key.txt'), 'utf8').catch(() => '');
  if (kept !== key) {
    // Two starts at once must not write into each other's files.
    const fresh = `${folder}-${process.pid}`;
    await buildInto(fresh);
    await writeFile(join(fresh, 'key.txt'), key);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      // The other was there first, with the same files.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
        throw error;
      }
      return rm(fresh, { recursive: true, force: true });
    });
  }
  const names = globSync('**/*', { cwd: folder, nodir: true, ignore: 'key.txt' });
  const files = names.map(async (name): Promise<[string, BundledFile]> => {
    const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
    return [name, { contents: await readFile(join(folder, name)), contentType }];
  });
  return new Map(await Promise.all(files));
}

function sourcesKey(): string {
  const sources = globSync('page/**/*.{ts,tsx}', { cwd: __dirname, absolute: true }).sort();
  const hash = createHash('sha256');
  for (const file of [...sources, join(__dirname, 'bundle.ts'), join(root, 'package-lock.json')]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function buildInto(outdir: string): Promise<void> {
  await build({
    entryPoints: {
      main: join(__dirname, 'page/main.tsx'),
      editorWorker: join(root, 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js'),
    },
    absWorkingDir: root,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    loader: { '.ttf': 'file', '.svg': 'file', '.png': 'file', '.woff': 'file', '.woff2': 'file' },
    define: {
      'process.env.NODE_ENV': '"production"',
      global: 'globalThis',
      // SystemJS' AMD loader is on the page before: CommonJS packages must not hand themselves to it.
      define: 'undefined',
    },
    inject: [join(__dirname, 'page/processShim.ts')],
    logLevel: 'error',
    plugins: [webpackInterop],
  });
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return join(root, 'node_modules', name);
}
