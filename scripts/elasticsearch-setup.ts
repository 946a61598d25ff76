/**
 * Puts what audit records need into an Elasticsearch or OpenSearch: retention, index template, ingest pipeline
 * (provisioning/elasticsearch). May be run again.
 *
 * By itself: npx tsx scripts/elasticsearch-setup.ts http://user:password@localhost:9200
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { OpensearchClient, RefusedError } from './opensearchClient';

type Distribution = 'elasticsearch' | 'opensearch';

const folder = join(__dirname, '..', 'provisioning', 'elasticsearch');
const provisioned = (name: string): object => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

/** Where each distribution takes its policy. */
const policyPath: Record<Distribution, string> = {
  elasticsearch: '_ilm/policy/model-audit',
  opensearch: '_plugins/_ism/policies/model-audit',
};

/**
 * @param address may carry a user and a password
 * @returns sentences about what is not as it should be
 * @throws an Error that says what the server refused
 */
export async function setUpAudit(address: string): Promise<string[]> {
  const client = new OpensearchClient(address);
  const { version } = await client.ask<{ version: { distribution?: string } }>('GET', '');
  const distribution: Distribution = version.distribution === 'opensearch' ? 'opensearch' : 'elasticsearch';
  const problem = await putPolicy(client, distribution);
  // An Elasticsearch without policies does not know the setting that names one.
  const retention = problem === undefined ? distribution : 'opensearch';
  await client.ask('PUT', '_component_template/model-audit-retention', provisioned(`retention.${retention}`));
  await client.ask('PUT', '_index_template/model-audit', provisioned('index-template'));
  await client.ask('PUT', '_ingest/pipeline/model-audit', provisioned('pipeline'));
  return problem === undefined ? [] : [problem];
}

async function putPolicy(client: OpensearchClient, distribution: Distribution): Promise<string | undefined> {
  try {
    await client.ask('PUT', policyPath[distribution], provisioned(`lifecycle.${distribution}`));
    return undefined;
  } catch (error) {
    // OpenSearch overwrites no policy. Whoever changed it did so on purpose.
    if (error instanceof RefusedError && error.status === 409) {
      return undefined;
    }
    if (error instanceof RefusedError && [400, 404, 405].includes(error.status)) {
      return `Audit records are kept forever: this server takes no retention policy. Delete old indices of model-audit-* by other means. (${error.message})`;
    }
    throw error;
  }
}

async function main() {
  const address = process.argv[2];
  if (!address) {
    throw new Error('Name the address of the server: npx tsx scripts/elasticsearch-setup.ts http://localhost:9200');
  }
  (await setUpAudit(address)).forEach((sentence) => console.log(sentence));
  console.log('Index template, retention and the pipeline model-audit are in place.');
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
