import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { elasticsearchUpstream, prometheusUpstream } from './upstream';
import { type ModelwatchJsonData, readSettings } from './settings';

interface Provisioned {
  uid: string;
  type: string;
  jsonData: ModelwatchJsonData & { timeField?: string };
}

const folder = join(__dirname, '..', '..', 'provisioning', 'datasources');
const provisioned = (file: string): Provisioned[] => parse(readFileSync(join(folder, file), 'utf8')).datasources;

it.each([
  ['modelwatch.yaml', 'prometheus', prometheusUpstream],
  ['elasticsearch.yaml.example', 'elasticsearch', elasticsearchUpstream],
] as const)('what %s provisions asks a data source that it provisions too', (file, source, kind) => {
  const all = provisioned(file);
  const ours = all.filter(({ type }) => type === 'modelwatch-monitoring-datasource');
  const asking = ours.map(({ jsonData }) => readSettings(jsonData)).filter((settings) => settings.source === source);
  expect(asking).toHaveLength(1);
  const upstream = all.find(({ uid }) => uid === asking[0].upstreamUid);
  expect(kind.types).toContain(upstream?.type);
  if (source === 'elasticsearch') {
    expect(upstream?.jsonData.timeField).toBe(asking[0].recordMapping.fields.time);
  }
});
