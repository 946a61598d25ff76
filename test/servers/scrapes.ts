/**
 * What each model server prints on its /metrics, in two scrapes: `name{labels} a -> b` is a at first and b later;
 * with nothing before the arrow, a series that is born in between.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The texts of this folder, by the name of their file without `.txt`. */
export function serverTexts(): Record<string, string> {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.txt'));
  return Object.fromEntries(files.map((name) => [name.slice(0, -4), readFileSync(join(__dirname, name), 'utf8')]));
}

/** The text of one scrape. */
export function scrapeOf(text: string, which: 'first' | 'later'): string {
  const lines = text.split('\n').flatMap((line) => {
    const found = line.startsWith('#') ? null : /^(.*[}a-z]) (\S+ )?-> (\S+)$/.exec(line);
    if (!found) {
      return [line];
    }
    const [, series, first, later] = found;
    const value = which === 'later' ? later : first?.trim();
    return value === undefined ? [] : [`${series} ${value}`];
  });
  return lines.join('\n');
}

/** Serves each text under its name, `/bentoml`, on a free port of 127.0.0.1: the first scrape until `goOn` is called. */
export async function serveTexts(texts: Record<string, string>) {
  let which: 'first' | 'later' = 'first';
  const server = createServer(({ url = '' }, response) => {
    const text = texts[url.slice(1)];
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(scrapeOf(text ?? '', which));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    goOn: () => (which = 'later'),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
