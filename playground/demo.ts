/**
 * `make demo`: history, live models, a real Prometheus, a real OpenSearch where one can run, and the built plugin on a page over it. Ctrl-C ends all of it.
 * Environment: PORT of the page (default 3210), PROMETHEUS_PORT (default: a free one).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { interrupted, startDemo } from '../demo/start';
import { startPlayground } from './serve';

const PORT = 3210;

async function main() {
  const stopping = interrupted();
  let started = false;
  // While starting there is nothing to end in an orderly way: exiting ends the children.
  void stopping.then(() => started || process.exit(130));
  const [demo] = await Promise.all([startDemo({ prometheusPort: Number(process.env.PROMETHEUS_PORT ?? 0) }), build()]);
  const { prometheusUrl, elasticsearchUrl } = demo;
  const page = await startPlayground({ port: Number(process.env.PORT ?? PORT), prometheusUrl, elasticsearchUrl });
  started = true;
  console.log(`\nThe dashboard 'Model quality' is at ${page.url}\nCtrl-C ends the demo.`);
  await Promise.race([stopping, demo.ended]);
  await page.stop();
  await demo.stop();
  process.exit(0);
}

/** webpack keeps a cache: a second build takes a few seconds. */
function build(): Promise<void> {
  console.log('Plugin: building.');
  return new Promise((resolve, reject) => {
    let output = '';
    const webpack = spawn('npm', ['run', '--silent', 'build'], { cwd: join(__dirname, '..') });
    process.once('exit', () => webpack.kill());
    webpack.stdout.on('data', (data: Buffer) => (output += data.toString()));
    webpack.stderr.on('data', (data: Buffer) => (output += data.toString()));
    webpack.once('error', reject);
    webpack.once('close', (code) => {
      if (code === 0) {
        console.log('Plugin: built.');
        resolve();
      } else {
        reject(new Error(`The plugin could not be built:\n${output}`));
      }
    });
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
