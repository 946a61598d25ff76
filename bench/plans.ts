/**
 * Our plans on OpenSearch against the simplest aggregation that somebody would write by hand for the same numbers: from the
 * question to the numbers, in turns, medians of one run, since only ratios carry over to other machines. Exit code 1 if an
 * aim is missed.
 *
 *     npx tsx bench/plans.ts [--prometheus=http://... --elasticsearch=http://...] [--rounds=40]
 */
import '../scripts/browserGlobals';

import { parseArgs } from 'node:util';

import { demoServers, serverOptions } from './demoWorld';
import { comparePlans } from './plansInTurns';

const { values: options } = parseArgs({ options: { ...serverOptions, rounds: { type: 'string', default: '40' } } });

async function run() {
  const demo = await demoServers(options);
  try {
    if (demo.elasticsearchUrl === undefined) {
      throw new Error('There is no OpenSearch here. It needs Java 17 or newer.');
    }
    process.exitCode = (await comparePlans(demo.elasticsearchUrl, Number(options.rounds))) ? 0 : 1;
  } finally {
    await demo.stop();
  }
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
