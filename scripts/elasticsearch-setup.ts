/**
 * Puts what audit records need into an Elasticsearch or OpenSearch: retention, index templates, ingest pipelines
 * (provisioning/elasticsearch). May be run again.
 *
 * By itself: npx tsx scripts/elasticsearch-setup.ts http://user:password@localhost:9200
 * With a Grafana as second address it adds the data sources of provisioning/datasources/elasticsearch.yaml.example too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { OpensearchClient, RefusedError } from './opensearchClient';

type Distribution = 'elasticsearch' | 'opensearch';

const folder = join(__dirname, '..', 'provisioning');
const provisioned = (name: string): object =>
  JSON.parse(readFileSync(join(folder, 'elasticsearch', `${name}.json`), 'utf8'));

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
  const problems = await setUpIndices(client);
  await client.ask('PUT', '_ingest/pipeline/model-audit', provisioned('pipeline'));
  await client.ask('PUT', '_ingest/pipeline/model-audit-lines', provisioned('pipeline-lines'));
  await client.ask('PUT', '_ingest/pipeline/model-audit-csv', provisioned('pipeline-csv'));
  return problems;
}

/** As `setUpAudit`, without the pipelines: for whoever writes records as they are to be. */
export async function setUpIndices(client: OpensearchClient): Promise<string[]> {
  const { version } = await client.ask<{ version: { distribution?: string } }>('GET', '');
  const distribution: Distribution = version.distribution === 'opensearch' ? 'opensearch' : 'elasticsearch';
  const problem = await putPolicy(client, distribution);
  // An Elasticsearch without policies does not know the setting that names one.
  const retention = problem === undefined ? distribution : 'opensearch';
  await client.ask('PUT', '_component_template/model-audit-retention', provisioned(`retention.${retention}`));
  await client.ask('PUT', '_index_template/model-audit', provisioned('index-template'));
  await client.ask('PUT', '_index_template/model-audit-waiting', provisioned('waiting-template'));
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

/**
 * Adds the data sources over audit records to a running Grafana. One whose uid is there already stays as it is.
 * @param grafana may carry a user and a password; who has none needs an anonymous administrator
 * @param address of the server with the records, as Grafana reaches it
 * @throws an Error that says what Grafana refused
 */
export async function addDataSources(grafana: string, address: string): Promise<void> {
  const client = new OpensearchClient(grafana);
  const file = readFileSync(join(folder, 'datasources', 'elasticsearch.yaml.example'), 'utf8');
  const { datasources } = parse(file) as { datasources: Array<Record<string, unknown>> };
  for (const dataSource of datasources) {
    const url = dataSource.url === '$ELASTICSEARCH_URL' ? address : dataSource.url;
    try {
      await client.ask('POST', 'api/datasources', { ...dataSource, url });
    } catch (error) {
      if (!(error instanceof RefusedError && error.status === 409)) {
        throw error;
      }
    }
  }
}

async function main() {
  const [address, grafana] = process.argv.slice(2);
  if (!address) {
    throw new Error('Name the address of the server: npx tsx scripts/elasticsearch-setup.ts http://localhost:9200');
  }
  (await setUpAudit(address)).forEach((sentence) => console.log(sentence));
  console.log('Index templates, retention and the pipelines model-audit, -lines and -csv are in place.');
  if (grafana) {
    await addDataSources(grafana, address);
    console.log('Grafana has the data source Modelwatch records.');
  }
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
