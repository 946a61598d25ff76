/** Bundles the page (page/main.tsx) with esbuild, in memory. */
import { build, type OnResolveArgs, type OnResolveResult, type Plugin, type PluginBuild } from 'esbuild';
import { extname, join, relative } from 'node:path';

export interface BundledFile {
  contents: Uint8Array;
  contentType: string;
}

const root = join(__dirname, '..');

/** Modules of Grafana's packages which are built but not exported. */
const unpublished: Record<string, string> = {
  'playground:panel-data-error-view': '@grafana/runtime/dist/esm/components/PanelDataErrorView.mjs',
};

/**
 * esbuild treats a default import in a .mjs file as Node does: it gives the whole CommonJS module. Webpack, for which Grafana's
 * packages are made, gives its `default`. A path that a plugin resolved carries no module type, so that esbuild does so too.
 */
const webpackInterop: Plugin = {
  name: 'webpack-interop',
  setup(build: PluginBuild) {
    const seen = Symbol('resolved by us');
    build.onResolve({ filter: /.*/ }, async (args: OnResolveArgs): Promise<OnResolveResult | undefined> => {
      if (args.pluginData === seen || args.kind === 'entry-point') {
        return undefined;
      }
      const path = unpublished[args.path] ? join(root, 'node_modules', unpublished[args.path]) : args.path;
      const { importer, kind, resolveDir, namespace, with: attributes } = args;
      const found = await build.resolve(path, {
        importer,
        kind,
        namespace,
        resolveDir,
        with: attributes,
        pluginData: seen,
      });
      const { errors, warnings, external, sideEffects, suffix } = found;
      return { path: found.path, namespace: found.namespace, errors, warnings, external, sideEffects, suffix };
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

/** The files of the bundle by their path under /build/: main.js, and what it loads when it needs it. */
export async function bundlePage(): Promise<Map<string, BundledFile>> {
  const outdir = join(root, 'build');
  const result = await build({
    entryPoints: {
      main: join(__dirname, 'page/main.tsx'),
      editorWorker: join(root, 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js'),
    },
    absWorkingDir: root,
    outdir,
    bundle: true,
    write: false,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['browser', 'import'],
    loader: { '.ttf': 'file', '.svg': 'file', '.png': 'file', '.woff': 'file', '.woff2': 'file' },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.NODE_DEBUG': 'undefined', global: 'globalThis' },
    inject: [join(__dirname, 'page/processShim.ts')],
    logLevel: 'error',
    plugins: [webpackInterop],
  });
  return new Map(
    result.outputFiles.map((file) => [
      relative(outdir, file.path),
      { contents: file.contents, contentType: contentTypes[extname(file.path)] ?? 'application/octet-stream' },
    ])
  );
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return join(root, 'node_modules', name);
}
