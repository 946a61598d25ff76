/**
 * What Grafana downloads because of us, gzipped, from the build in dist/. Exit code 1 if an aim is missed.
 *
 *     npm run build && npx tsx bench/size.ts [--dist=dist]
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import path from 'path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'zlib';

const { values: options } = parseArgs({ options: { dist: { type: 'string', default: 'dist' } } });
const dist = path.resolve(options.dist);

/** In kB of 1000 bytes, of the module.js that Grafana loads first for a plugin of this type. */
const aims: Record<string, number> = { app: 10, panel: 60, datasource: 160 };

interface PluginJson {
  id: string;
  type: string;
  /** With these Grafana loads the app on every page, whatever is on it. */
  preload?: boolean;
  extensions?: { addedLinks?: object[] };
}

function run(): number {
  const files = existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort() : [];
  const modules = files.filter((file) => path.basename(file) === 'module.js');
  if (modules.length === 0) {
    console.error(
      `There is no module.js under ${options.dist}. Build the plugin with 'npm run build', then run this again.`
    );
    return 1;
  }
  const gzipped = (file: string) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
  const plugins = modules.map((file) => {
    const described = path.join(dist, path.dirname(file), 'plugin.json');
    const { id, type, preload, extensions }: PluginJson = JSON.parse(readFileSync(described, 'utf8'));
    const isEverywhere = Boolean(preload) || (extensions?.addedLinks ?? []).length > 0;
    return { id, isEverywhere, file, bytes: gzipped(file), aim: (aims[type] ?? 0) * 1000 };
  });
  const everywhere = plugins.filter((plugin) => plugin.isEverywhere).reduce((sum, { bytes }) => sum + bytes, 0);
  const chunks = files.filter((file) => file.endsWith('.js') && !modules.includes(file));
  const later = chunks.reduce((sum, file) => sum + gzipped(file), 0);

  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const rows = plugins.map(({ id, file, bytes, aim }) => ({
    what: `${id}: ${file}`,
    gzipped: kB(bytes),
    aim: `<= ${kB(aim)}`,
    reached: bytes <= aim ? 'yes' : 'NO',
  }));
  console.table([
    ...rows,
    { what: `${chunks.length} other scripts, loaded when they are used`, gzipped: kB(later), aim: '', reached: '' },
    { what: 'a page of Grafana without Modelwatch on it', gzipped: kB(everywhere), aim: '', reached: '' },
  ]);
  return rows.every(({ reached }) => reached === 'yes') ? 0 : 1;
}

process.exitCode = run();
