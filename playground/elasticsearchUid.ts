/** Of the stand-in for Grafana's Elasticsearch data source, on the page and on its server. */
export const elasticsearchUid = 'elasticsearch';
