import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDemo } from '../../demo/start';
import { startPlayground } from '../../playground/serve';

/** Starts the demo's world and the playground over it; the tests find both in the environment. */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-e2e-'));
  const demo = await startDemo({ folder, log: () => undefined });
  const { prometheusUrl, elasticsearchUrl } = demo;
  const playground = await startPlayground({ prometheusUrl, elasticsearchUrl });
  process.env.PLAYGROUND_URL = playground.url;
  process.env.DEMO_WORLD = JSON.stringify(demo.world);
  return async () => {
    await playground.stop();
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
