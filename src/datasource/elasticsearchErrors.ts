/** The failures that only Elasticsearch and OpenSearch have, by what they say. */
const known: Array<[RegExp, (upstream: string, said: string) => string]> = [
  [
    /^unexpected status code: (401|403)$/,
    (upstream, status) =>
      `Elasticsearch does not let ${upstream} read (${status}). Check the user or key in its settings, and that it may read the index.`,
  ],
  [
    /(?:no such index \[([^\]]*)\]|index_not_found|Could not find an available index)/,
    (upstream, index) =>
      `${upstream} has no index ${index ? `'${index}'` : 'for this time range'}. Check the index name in its settings, and that records have arrived.`,
  ],
  [
    // Fielddata is disabled on [x]; Text fields are not optimised ... in order to load field data ... on [x]
    /(?:Fielddata is disabled on|Text fields are not optimi[sz]ed.* on) \[([^\]]+)\]/,
    (_, field) =>
      `The field ${field} is text, and aggregations need a keyword field, such as ${field}.keyword. Map one in the data source settings.`,
  ],
  [
    /Too many dynamic script compilations/,
    (upstream) =>
      `${upstream} compiles no more scripts for now, since it was asked for too many. Refresh in five minutes, or raise script.max_compilations_rate.`,
  ],
  [
    /cannot execute \[?inline\]? scripts/,
    (upstream) =>
      `${upstream} allows no scripts, which measures of predicted values take. Allow inline scripts (script.allowed_types), or ask for other measures.`,
  ],
];

/** Why a query failed, in a full sentence, where it is a failure of Elasticsearch's own; else undefined. */
export function elasticsearchFailure(text: string, upstreamName: string): string | undefined {
  for (const [pattern, sentence] of known) {
    const found = pattern.exec(text);
    if (found) {
      return sentence(upstreamName, found[1] ?? '');
    }
  }
  return undefined;
}
