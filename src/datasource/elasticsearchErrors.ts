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
    /cannot execute (?:\[?inline\]? scripts|scripts using)/,
    (upstream) =>
      `${upstream} allows no scripts, which measures of predicted values take. Allow inline scripts (script.allowed_types), or ask for other measures.`,
  ],
  [
    // [parent] Data too large, data for [<http_request>] would be [...], which is larger than the limit of [...]
    /\] Data too large|circuit_breaking_exception/,
    (upstream) =>
      `${upstream} has not enough memory for this query. Choose a shorter time range, a longer step or fewer classes by matchers, or give its nodes more memory.`,
  ],
  [
    /too_many_clauses|too_many_nested_clauses|maxClauseCount/,
    (upstream) =>
      `${upstream} takes no query of so many parts. Choose fewer versions, matchers or words to search for, or raise indices.query.bool.max_clause_count.`,
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
